import { join } from 'node:path';
import { json, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    customerNumber: 'C00001',
    apiSecret: 'api-secret-for-tests',
    webhookSecret: 'a-webhook-secret',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['YT0000000000001'],
    routes: {
      'GET /api/Tracking/*': json({
        Item: { WaybillNumber: 'YT0000000000001', OrderTrackingDetails: [] },
        Code: '0000',
        Message: 'ok',
      }),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('what a message tells', () => {
  it.each([
    ['60', 'Customs inspection - Import', 'HELD customs.inspection'],
    ['20', 'Customs inspection - Import', 'HELD customs.inspection'],
    ['20', 'Start Customs Clearence', 'CUSTOMS_STARTED'],
    ['20', 'The country of origin commences customs declaration.', 'CUSTOMS_STARTED'],
    ['20', 'Clearence processing completed - Export', 'CUSTOMS_CLEARED'],
    [null, 'Clearance processing completed - Import', 'CUSTOMS_CLEARED'],
    [null, 'Start Customs Clearence', 'CUSTOMS_STARTED'],
    ['IN_TRANSIT', 'International flight has arrived', 'IN_TRANSIT ARRIVED'],
    [null, 'Collected at Cargo Terminal', 'IN_TRANSIT PROCESSED'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
