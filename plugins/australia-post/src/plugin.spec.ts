import { join } from 'node:path';
import { json, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ apiKey: 'key', password: 'password', accountNumber: '0123456789', baseUrl }),
  pull: {
    trackingNumbers: ['33ABC0000001'],
    routes: {
      'GET /shipping/v1/track': json({ tracking_results: [{ tracking_id: '33ABC0000001', trackable_items: [] }] }),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('wordings of scans', () => {
  it.each([
    ['DD-ER5', 'Delivery location closed', 'ATTEMPT_FAILED recipient.business_closed'],
    ['DD-ER11', 'No one in attendance', 'ATTEMPT_FAILED recipient.not_available'],
    ['INT-0036', 'Unsuccessful delivery - Addressee not available', 'ATTEMPT_FAILED recipient.not_available'],
    ['INT-0031', 'Item received into Customs for clearance', 'CUSTOMS_STARTED'],
    ['INT-0035', 'Received by postal carrier for delivery', 'PARTNER_HANDOFF'],
    ['INT-0032', 'Arrived at local facility for delivery', 'AT_DELIVERY_DEPOT ARRIVED'],
    ['INT-2171', 'Booked for flight', 'INFORMATION'],
    ['INT-2180', 'Flight landed', 'IN_TRANSIT ARRIVED'],
    ['TTP-ER8', 'Incorrectly sorted and forwarded to correct location', 'IN_TRANSIT carrier.missort PROCESSED'],
    ['AFC-ER31', 'Received by our network', 'ACCEPTED'],
    ['INT-0075', 'Awaiting collection at UNITED STATES OF AMERICA', 'AVAILABLE_FOR_PICKUP'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
