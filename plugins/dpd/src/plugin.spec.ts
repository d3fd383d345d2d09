import { join } from 'node:path';
import { json, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '05300000000001';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ webhookSecret: 'a-secret-for-tests', publicUrl: baseUrl, baseUrl }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: [NUMBER],
    routes: {
      [`GET /rest/plc/en_US/${NUMBER}`]: json({
        parcellifecycleResponse: {
          parcelLifeCycleData: {
            shipmentInfo: { parcelLabelNumber: NUMBER },
            statusInfo: [{ status: 'ACCEPTED', label: 'Order information has been transmitted to DPD.' }],
          },
        },
      }),
    },
  },
});
