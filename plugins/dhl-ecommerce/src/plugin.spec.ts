import { join } from 'node:path';
import { json, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '9361200000000000000001';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'id',
    clientSecret: 'client-secret-for-tests',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      'POST /auth/v4/accesstoken': json({ access_token: 'token-for-tests', expires_in: 3600 }),
      'GET /tracking/v4/package': json({ packages: [{ package: { trackingId: NUMBER }, events: [] }] }),
    },
  },
});

it('does not take what went back to its sender for a delivery', () => {
  const event = {
    date: '2026-03-12',
    time: '10:00:00',
    timeZone: 'ET',
    primaryEventId: 600,
    primaryEventDescription: 'DELIVERED',
  };
  const told = (secondaryEventDescription: string) =>
    plugin.normalize(
      rawInput({ packages: [{ package: { trackingId: NUMBER }, events: [{ ...event, secondaryEventDescription }] }] }),
    ).milestones;
  expect(told('DELIVERED, TO ORIGINAL SENDER')).toMatchObject([{ code: 'RETURNED', sourceCode: '600' }]);
  expect(told('DELIVERED, IN/AT MAILBOX')).toMatchObject([{ code: 'DELIVERED', deliveredTo: 'MAILBOX' }]);
});

it.each([
  ['EN ROUTE TO DHL ECOMMERCE OR AWAITING PROCESSING', 'LABEL_CREATED'],
  ['EN ROUTE TO DHL ECOMMERCE DISTRIBUTION CENTER', 'LABEL_CREATED'],
  ['EN ROUTE', 'IN_TRANSIT'],
  ['CLOSE BAG', 'IN_TRANSIT'],
  ['CUSTOMS CLEARANCE', 'CUSTOMS_STARTED'],
  ['CUSTOMS CLEARED', 'CUSTOMS_CLEARED'],
])('reads the wording "%s"', (text, means) => expect(plugin.codes.find({ code: null, text })).toMatchObject({ means }));
