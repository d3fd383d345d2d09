import { join } from 'node:path';
import { parseConfig } from '@whereabouts/plugin-sdk';
import { json, pullContext, sourceServer, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ token: 'token-for-tests', customerId: 'C1', baseUrl }),
  pull: {
    trackingNumbers: ['ASE000000001CH'],
    routes: {
      'GET /api/customers/C1/tracking/*': json({
        trackingNumber: 'ASE000000001CH',
        trackingEvents: [{ id: 1, code: 'PU', time: '2026-03-09T14:30:00Z' }],
      }),
    },
  },
});

it("does not take the shipper's reference for a parcel's number", () => {
  const document = {
    data: [
      {
        customerReferenceNumber: '9400100000000000000000',
        trackingMilestoneEvents: [
          { eventCode: 's10', eventDescription: 'Delivered', eventOn: '2026-03-09T11:13:00+00:00' },
        ],
      },
    ],
    responseStatus: { responseStatusCode: '200', responseStatusMessage: 'Success' },
  };
  const body = Buffer.from(JSON.stringify(document));
  const said = plugin.normalize({ body, headers: {}, receivedAt: '2026-03-10T12:00:00.000Z' as never });
  expect(said.milestones).toEqual([]);
  expect(said.issues).toMatchObject([{ path: '/data/0', problem: 'a parcel without a tracking number' }]);
});

describe('a list of events that names no parcel', () => {
  it('is of the parcel that was asked for', async () => {
    const server = await sourceServer({
      'GET /api/customers/*': json([
        { code: 'DELIVERED', carrierEventDescription: 'Delivered', time: '2026-03-11T10:00:00Z' },
      ]),
    });
    try {
      const config = parseConfig(plugin, { token: 'token-for-tests', customerId: '1', baseUrl: server.url });
      if (!config.ok) throw new Error('the settings do not fit');
      const [outcome] = (await plugin.pull?.fetch(['AS0000000009'], pullContext(config.config))) ?? [];
      if (outcome?.ok !== true) throw new Error('no answer');
      const { milestones } = plugin.normalize({
        body: outcome.body,
        headers: {},
        receivedAt: '2026-03-12T12:00:00.000Z' as never,
      });
      expect(milestones).toMatchObject([{ code: 'DELIVERED', trackingNumber: 'AS0000000009' }]);
    } finally {
      await server.close();
    }
  });
});
