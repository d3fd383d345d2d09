import { alike, codeTable, type CodeRow } from '@whereabouts/plugin-sdk';
import { REASONS } from './reasons';

const status = (code: string, row: Omit<CodeRow, 'code' | 'service'>): CodeRow => ({ code, service: 'status', ...row });

/** A status of trouble: what kind of trouble its reason tells, and where there is none, that of the status itself. */
function trouble(code: string, row: Omit<CodeRow, 'code' | 'service'>): readonly CodeRow[] {
  const byReason = [...REASONS].map(([subCode, reasons]): CodeRow => {
    const { says: _says, ...plain } = row;
    if (subCode === 'C1') return status(code, { subCode, means: 'AVAILABLE_FOR_PICKUP' });
    if (subCode === 'BT') return status(code, { subCode, means: 'RETURNING' });
    const known = reasons.filter((reason) => reason !== 'unknown.unknown');
    return status(code, { ...plain, subCode, reasons: known.length > 0 ? known : (row.reasons ?? []) });
  });
  return [status(code, row), ...byReason];
}

/**
 * What X12 sets say, told apart by the service: AT7-01 `status` and AT7-03 `appointment` of a 214, and what an 856 or a 945
 * says by being sent.
 */
export const CODES = codeTable(
  'ASC X12, data elements 1650, 1651, 1652 (releases 3070 to 8050); transaction sets 214, 856, 945',
  [
    status('XB', { means: 'LABEL_CREATED', says: 'Shipment acknowledged' }),
    status('X3', { means: 'INFORMATION', says: 'Arrived at pick-up location' }),
    status('X8', { means: 'INFORMATION', says: 'Arrived at pick-up location loading dock' }),
    status('L1', { means: 'INFORMATION', says: 'Loading' }),
    status('CP', { means: 'ACCEPTED', says: 'Completed loading at pick-up location' }),
    status('AF', { means: 'ACCEPTED', says: 'Carrier departed pick-up location with shipment' }),
    status('BA', { means: 'PARTNER_HANDOFF', says: 'Connecting line or cartage pick-up' }),
    status('OO', {
      means: 'PICKUP_FAILED',
      reasons: ['shipper.not_ready'],
      says: 'Paperwork received, shipment or equipment not',
    }),

    status('AM', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Loaded on truck' }),
    status('CL', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Trailer closed out' }),
    status('I1', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'In-gate' }),
    status('OA', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Out-gate' }),
    status('X4', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at terminal location' }),
    status('P1', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Departed terminal location' }),
    status('RL', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Rail departure from origin ramp' }),
    status('AR', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Rail arrival at destination ramp' }),
    status('R1', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Received from prior carrier' }),
    status('AN', { means: 'PARTNER_HANDOFF', says: 'Diverted to air carrier' }),
    status('J1', { means: 'PARTNER_HANDOFF', says: 'Delivered to connecting line' }),
    status('K1', { means: 'CUSTOMS_STARTED', says: 'Arrived at customs' }),
    // Sent from the road as well as from the last mile.
    status('X6', { means: 'IN_TRANSIT', says: 'En route to delivery location' }),
    status('AV', { means: 'AT_DELIVERY_DEPOT', says: 'Available for delivery' }),
    status('AJ', { means: 'OUT_FOR_DELIVERY', says: 'Tendered for delivery' }),
    status('X1', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at delivery location' }),
    status('X5', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at delivery location loading dock' }),
    status('S1', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: "Trailer spotted at consignee's location" }),
    status('D1', { means: 'DELIVERED', says: 'Completed unloading at delivery location' }),
    status('D1', { subCode: 'S1', means: 'DELIVERED', reasons: ['delivery.partial'] }),
    status('D1', { subCode: 'AK', means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] }),
    status('D1', { subCode: 'BT', means: 'RETURNED', says: 'Delivered back to the shipper' }),
    status('D1', { subCode: 'A3', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Delivered, indirectly' }),
    status('CD', { means: 'INFORMATION', says: 'Carrier departed delivery location' }),

    ...alike('AG X2 B6 C1', { service: 'status', means: 'INFORMATION', says: 'An estimate' }),

    ...trouble('A3', { means: 'RETURNING', says: 'Shipment returned to shipper' }),
    ...trouble('A7', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused by consignee' }),
    ...trouble('A9', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Shipment damaged' }),
    ...trouble('AH', { means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Attempted delivery' }),
    ...trouble('AP', { means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'], says: 'Delivery not completed' }),
    ...trouble('AI', { means: 'EXCEPTION', reasons: ['recipient.requested_change'], says: 'Reconsigned' }),
    ...trouble('BC', { means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Storage in transit' }),
    ...trouble('PR', { means: 'HELD', reasons: ['customs.delay'], says: 'Customs hold at in-bond location' }),
    ...trouble('SD', { means: 'DELAYED', reasons: ['unknown.unknown'], says: 'Shipment delayed' }),
    ...trouble('CA', { means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Shipment cancelled' }),

    ...alike('AA AB AC ED EP LD LP X9 XA', { service: 'appointment', means: 'INFORMATION', says: 'An appointment' }),

    { code: '856', means: 'HANDED_OVER', says: 'Ship notice' },
    { code: '856', subCode: '14', means: 'LABEL_CREATED', says: 'Ship notice in advance' },
    // Data element 353: cancelled, deleted, cancelled to be written anew.
    ...['01', '03', '17'].map((subCode): CodeRow => ({
      code: '856',
      subCode,
      means: 'TERMINATED',
      reasons: ['shipper.cancelled'],
      says: 'Ship notice cancelled',
    })),
    { code: '945', means: 'HANDED_OVER', says: 'Warehouse shipping advice' },
    { code: 'W12', means: 'BACKORDERED', reasons: ['shipper.out_of_stock'], says: 'Less shipped than ordered' },
  ],
);
