import type { CodeRow } from '@whereabouts/plugin-sdk';
import { ofDivision } from './of-division';

const pl = ofDivision('parcel-pl');

/**
 * DHL eCommerce in Poland; DHL24 uses the same codes. Source: DHL's list of event codes by service, `parcel-pl`. SP and POP
 * are counters of shops, ROD is a document that is to be returned.
 */
export const PARCEL_PL: readonly CodeRow[] = [
  ...pl('LABEL_CREATED', 'EDWP', { says: 'DHL received electronic shipment data' }),
  ...pl('ACCEPTED', 'DWP SP_DWP', { says: 'Shipment accepted' }),
  ...pl('IN_TRANSIT', 'SORT', { facilityAction: 'PROCESSED', says: 'Shipment under processing in sorting depot' }),
  ...pl('IN_TRANSIT', 'WEJPL', { facilityAction: 'ARRIVED', says: 'Shipment arrived in Poland' }),
  ...pl('IN_TRANSIT', 'WYJPL SP_PU', { facilityAction: 'DEPARTED', says: 'Shipment left Poland, or the POP' }),
  ...pl('IN_TRANSIT', 'LW LW_PL SP_DW', { says: 'Shipment in transport' }),
  ...pl('CUSTOMS_STARTED', 'EDB EXA SEC', { says: 'Shipment entered customs clearance' }),
  ...pl('CUSTOMS_CLEARED', 'EDC EXC', { says: 'Shipment released from customs' }),
  ...pl('AT_DELIVERY_DEPOT', 'LP TRM2', { facilityAction: 'ARRIVED', says: 'Shipment arrived in branch office' }),
  ...pl('AT_DELIVERY_DEPOT', 'KWC', { says: 'Shipment ready for delivery today' }),
  ...pl('AT_DELIVERY_DEPOT', 'BCZ LIK SP_ATDSP TRM TRM_X WER ZID ZMA ZOS ZWW_KRYZ', {
    says: 'Shipment ready to be delivered on the next working day',
  }),
  ...pl('OUT_FOR_DELIVERY', 'LK', { says: 'Shipment handed out to courier for delivery' }),
  ...pl(
    'AVAILABLE_FOR_PICKUP',
    `DOR_POC DOR_SP OWL OWL_KP OWL_ONO OWL_PS_KP OWL_PS_ONO OWL_SP_KP OWL_SP_ONO SP_DSP SP_KP SP_PA`,
    { says: 'Shipment to be picked up by customer' },
  ),
  ...pl('DELIVERED', 'DOR', { says: 'Shipment was delivered to recipient' }),
  ...pl('DELIVERED', 'DOR_LOK', { deliveredTo: 'SAFE_PLACE', says: 'Shipment was delivered to entered location' }),
  ...pl('DELIVERED', 'DOR_OTH', { deliveredTo: 'OTHER', says: 'Shipment was delivered to another person' }),
  ...pl('DELIVERED', 'DOR_RDZ', { deliveredTo: 'RECIPIENT', says: 'Shipment was delivered to family member' }),
  ...pl('DELIVERED', 'DOR_SAS', { deliveredTo: 'NEIGHBOR', says: 'Shipment was delivered to the entered neighbour' }),
  ...pl('DELIVERED', 'DOR_OWL PPDOR SP_DOR', { deliveredTo: 'SERVICE_POINT', says: 'Shipment picked up by recipient' }),
  ...pl('ATTEMPT_FAILED', 'AWI AWI_DP2 AWI_NSP AWI_ONU AWI_SAS', { reasons: ['recipient.not_available'] }),
  ...pl('ATTEMPT_FAILED', 'AWI_OZ', { reasons: ['address.access_restricted'] }),
  ...pl('ATTEMPT_FAILED', 'AWI_ROD', { reasons: ['recipient.verification_failed'] }),
  ...pl('ATTEMPT_FAILED', 'AN_BO', { reasons: ['address.incorrect'] }),
  ...pl('ATTEMPT_FAILED', 'BRG_SAS OP_COD OP_PLA', { reasons: ['recipient.payment_due'] }),
  ...pl('ATTEMPT_FAILED', 'OP OP_BWER OP_DUB OP_OTH OP_PNK OP_REZ OP_ROD OP_SAS OP_UMO OP_USP', {
    reasons: ['recipient.refused'],
  }),
  ...pl('ATTEMPT_FAILED', 'OP_USK', { reasons: ['recipient.refused'] }),
  ...pl('ATTEMPT_FAILED', 'OP_TNZ', { reasons: ['recipient.refused', 'shipper.wrong_item'] }),
  ...pl('ATTEMPT_FAILED', 'SP_CAP', { reasons: ['carrier.capacity'], says: 'Delivery to DHL POP was not possible' }),
  ...pl('ATTEMPT_FAILED', 'ZWW', { says: 'Delivery failed. Shipment awaiting consecutive delivery cycle' }),
  ...pl('HELD', 'BRG', { reasons: ['recipient.payment_due'], says: 'Delivery was suspended until fees are paid' }),
  ...pl('HELD', 'SP_ZAM', { reasons: ['unknown.unknown'], says: 'Shipment delivery to DHL POP was suspended' }),
  ...pl('DELAYED', 'AWI_SPCAP', { reasons: ['carrier.capacity'], says: 'Shipment directed to another SP' }),
  ...pl('DELAYED', 'ZWW_NSP', { reasons: ['carrier.processing_delay'] }),
  ...pl('EXCEPTION', 'AN AN_RA AN_SAS', { reasons: ['address.incorrect'], says: 'Invalid address for delivery' }),
  ...pl('EXCEPTION', 'CC', { reasons: ['unknown.unknown'], says: 'There occurred difficulties in processing' }),
  ...pl('EXCEPTION', 'PNK', { reasons: ['delivery.partial'], says: 'Incomplete shipment' }),
  ...pl('RETURNING', 'AWI_CZAS ZWR ZWR_OP ZWR_WER', { says: 'Shipment will be returned to sender' }),
  ...pl('RETURNING', 'ZWR_AN', { reasons: ['address.incorrect'] }),
  ...pl('RETURNING', 'OP_DO OP_DOK', { reasons: ['recipient.verification_failed'] }),
  ...pl('RETURNING', 'SP_KZW SP_TO ZWR_ZB ZWR_ZT', { reasons: ['recipient.not_collected'] }),
  ...pl('RETURNING', 'REZ SP_OP SP_ZWR', { reasons: ['recipient.refused'] }),
  ...pl('RETURNED', 'ZWN', { says: 'Shipment returned to sender' }),
  ...pl('TERMINATED', 'SP_CN', { reasons: ['shipper.cancelled'], says: 'Posting shipment from DHL POP was cancelled' }),
  ...pl('INFORMATION', 'PNPT PO18 PSHOP SAS SOB ZA ZAIT', { reasons: ['recipient.requested_change'] }),
  ...pl('INFORMATION', 'POW', { says: 'Notification has been sent to recipient' }),
];
