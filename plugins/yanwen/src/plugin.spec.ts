import { join } from 'node:path';
import { json, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['YW000000001'],
    routes: {
      'GET /api/tracking': json({
        code: 0,
        message: 'success',
        result: [
          {
            tracking_number: 'YW000000001',
            checkpoints: [{ time_stamp: '2026-03-09T18:52:19', time_zone: '+8', tracking_status: 'PU10' }],
          },
        ],
      }),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('what a message tells', () => {
  it.each([
    ['LM50', '<User not at home>', 'ATTEMPT_FAILED recipient.not_available'],
    ['LM50', '<wrong address>', 'ATTEMPT_FAILED address.incorrect'],
    ['LM10', 'Port of destination - Arrival', 'IN_TRANSIT ARRIVED'],
    ['LM10', 'Pick up by local carrier at destination port', 'PARTNER_HANDOFF'],
    [null, 'Batch delivery to carrier', 'PARTNER_HANDOFF'],
    [null, 'Pick up by local carrier at destination port', 'PARTNER_HANDOFF'],
    [null, 'International shipment release - Import', 'CUSTOMS_CLEARED'],
    [null, 'Order processed by shipper', 'LABEL_CREATED'],
    [null, 'Order Submited.', 'LABEL_CREATED'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
