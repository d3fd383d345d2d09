import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', token: 'a-token-for-tests', baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['620000000000000000000017'],
    routes: { 'GET /v1/tracking/*': json(readFileSync(join(fixtures, 'delivered.json'), 'utf8')) },
  },
});

it.each([
  ['FMD.1001', 'Nadana przez Paczkomat/PaczkoPunkt', 'ACCEPTED'],
  ['FMD.1001', 'Ready for courier collection', 'LABEL_CREATED'],
  ['FMD.1001', 'Gotowa do nadania', 'LABEL_CREATED'],
  ['LMD.1001', 'Wydana do doręczenia', 'OUT_FOR_DELIVERY'],
  ['LMD.1001', 'In-transit (last-mile)', 'IN_TRANSIT'],
])('reads %s with the title "%s"', (eventCode, eventTitle, means) => {
  const event = { eventCode, eventTitle, timestamp: '2026-03-10T12:00:00Z' };
  const parcel = { trackingNumber: '620000000000000000000017', events: [event] };
  expect(plugin.normalize(rawInput({ parcels: [parcel] })).milestones).toMatchObject([
    { code: means, sourceCode: eventCode },
  ]);
});
