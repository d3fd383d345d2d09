import { codeTable } from './code-table';
import { leftOpen } from './relayed-wordings';

const table = codeTable('an aggregator', [
  ...leftOpen({ code: 'transit', means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans'),
  ...leftOpen({ code: 'delivered', means: 'DELIVERED' }, 'delivered'),
  ...leftOpen({ code: 'trouble', means: 'EXCEPTION', reasons: ['unknown.unknown'] }, 'trouble', 'abroadTrouble'),
  ...leftOpen({ code: 'anywhere', means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans', 'abroad'),
  ...leftOpen({ code: 'back', subCode: 'x', means: 'RETURNING' }, 'return'),
]);
const read = (code: string, text: string | null, subCode?: string): string => {
  const row = table.find({ code, subCode, text });
  return row === null
    ? 'UNMAPPED'
    : [row.means, ...(row.reasons ?? []), row.facilityAction, row.deliveredTo].filter(Boolean).join(' ');
};

it.each([
  ['transit', 'Your shipment has been accepted at the USPS origin facility.', 'ACCEPTED'],
  ['transit', 'Your shipment has arrived at the USPS facility.', 'IN_TRANSIT ARRIVED'],
  ['transit', 'Your shipment has arrived at the post office.', 'AT_DELIVERY_DEPOT ARRIVED'],
  ['transit', 'Your shipment has departed the USPS facility.', 'IN_TRANSIT DEPARTED'],
  ['transit', 'Left FedEx origin facility', 'IN_TRANSIT DEPARTED'],
  ['transit', 'Your shipment has been sorted completely.', 'IN_TRANSIT PROCESSED'],
  ['transit', 'On FedEx vehicle for delivery', 'OUT_FOR_DELIVERY'],
  ['transit', 'Attempted delivery, notice left', 'ATTEMPT_FAILED'],
  ['transit', 'In transit to next facility', 'INFORMATION'],
  ['transit', 'Unterwegs', 'IN_TRANSIT'],
  ['transit', 'Shipment received by carrier', 'ACCEPTED'],
  ['transit', 'Shipping Label Created, USPS Awaiting Item', 'LABEL_CREATED'],
  ['transit', 'Shipment information sent to FedEx', 'LABEL_CREATED'],
  ['transit', 'Picked Up by Shipping Partner, USPS Awaiting Item', 'IN_TRANSIT'],
  ['transit', 'Import clearance success', 'CUSTOMS_CLEARED'],
  ['transit', 'Customs clearance completed', 'CUSTOMS_CLEARED'],
  ['transit', 'The package is in customs clearance', 'CUSTOMS_STARTED'],
  ['transit', 'Delivered to Agent for Final Delivery', 'PARTNER_HANDOFF'],
  ['transit', 'Arrived at local delivery hub', 'AT_DELIVERY_DEPOT ARRIVED'],
  ['transit', 'At destination sort facility', 'IN_TRANSIT ARRIVED'],
  ['transit', 'Loaded on Delivery Vehicle', 'OUT_FOR_DELIVERY'],
  ['transit', 'Available for Pickup', 'AVAILABLE_FOR_PICKUP'],
  ['transit', 'Ready for recipient pickup', 'AVAILABLE_FOR_PICKUP'],
  ['transit', 'Ready for pickup at cargo terminal', 'IN_TRANSIT'],
  ['transit', 'Delivered to UPS Access Point', 'AVAILABLE_FOR_PICKUP'],
  ['transit', 'Shipment on hold', 'HELD carrier.held_at_facility'],
  ['transit', 'Returned to Sender', 'RETURNING'],
  ['transit', 'Will be returned to sender if it is not collected', 'EXCEPTION recipient.not_collected'],
  ['trouble', 'Returning package to shipper', 'RETURNING'],
  ['trouble', 'Refused by the recipient, returning to sender', 'RETURNING recipient.refused'],
  ['trouble', 'Undeliverable as Addressed', 'EXCEPTION address.incorrect'],
  ['trouble', 'Unable to deliver', 'ATTEMPT_FAILED'],
  ['trouble', 'Package lost', 'TERMINATED carrier.lost'],
  ['trouble', 'Seized by Law Enforcement', 'HELD customs.prohibited'],
  ['trouble', 'Empfänger nicht angetroffen', 'ATTEMPT_FAILED recipient.not_available'],
  ['trouble', '收件人拒收', 'ATTEMPT_FAILED recipient.refused'],
  ['trouble', '包裹已签收', 'EXCEPTION unknown.unknown'],
  ['anywhere', 'Die Sendung wurde in das Zustellfahrzeug geladen', 'OUT_FOR_DELIVERY'],
  ['anywhere', '离开深圳转运中心', 'IN_TRANSIT DEPARTED'],
  // What contradicts the status is left to the status.
  ['anywhere', '包裹已签收', 'IN_TRANSIT'],
  ['transit', null, 'IN_TRANSIT'],
  ['delivered', 'Delivered, In/At Mailbox', 'DELIVERED MAILBOX'],
  ['delivered', 'Delivered to UPS Access Point', 'AVAILABLE_FOR_PICKUP'],
  ['delivered', 'Your item was picked up at the post office', 'DELIVERED SERVICE_POINT'],
  ['delivered', 'Delivered, To Original Sender', 'RETURNED'],
  [
    'delivered',
    'Your item was delivered to the original sender at 10:14 am on June 1, 2026 in BOISE, ID 83702.',
    'RETURNED',
  ],
  ['delivered', 'Your item was returned to the sender on June 1, 2026.', 'RETURNED'],
  ['delivered', 'Delivered. What is refused will be returned to the sender.', 'DELIVERED'],
  ['delivered', 'Not delivered', 'ATTEMPT_FAILED'],
  ['delivered', 'Delivered to local carrier', 'PARTNER_HANDOFF'],
  ['back', 'Delivered to you', 'UNMAPPED'],
])('%s, %s: %s', (code, text, expected) => expect(read(code, text)).toBe(expected));

it('holds for its sub-code only', () =>
  expect(read('back', 'Unclaimed', 'x')).toBe('RETURNING recipient.not_collected'));
