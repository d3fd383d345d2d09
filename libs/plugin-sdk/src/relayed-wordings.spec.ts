import { codeTable } from './code-table';
import { leftOpen } from './relayed-wordings';

const table = codeTable('an aggregator', [
  ...leftOpen({ code: 'transit', means: 'IN_TRANSIT' }, 'progress', 'trouble', 'scans'),
  ...leftOpen({ code: 'delivered', means: 'DELIVERED' }, 'delivered'),
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
  ['transit', null, 'IN_TRANSIT'],
  ['delivered', 'Delivered, In/At Mailbox', 'DELIVERED MAILBOX'],
  ['delivered', 'Delivered to UPS Access Point', 'AVAILABLE_FOR_PICKUP'],
  ['delivered', 'Your item was picked up at the post office', 'DELIVERED SERVICE_POINT'],
  ['delivered', 'Delivered, To Original Sender', 'RETURNED'],
  ['back', 'Delivered to you', 'UNMAPPED'],
])('%s, %s: %s', (code, text, expected) => expect(read(code, text)).toBe(expected));

it('holds for its sub-code only', () =>
  expect(read('back', 'Unclaimed', 'x')).toBe('RETURNING recipient.not_collected'));
