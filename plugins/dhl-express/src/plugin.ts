import {
  basicAuth,
  definePlugin,
  documentReader,
  found,
  line,
  notFoundYet,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { mydhlTracking } from './mydhl';
import { webTracking } from './web';
import { xmlTracking } from './xml';

const Settings = z.object({
  /** Of MyDHL API, as the developer portal gives them: not those of MyDHL+. */
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://express.api.dhl.com/mydhlapi'),
});
type Settings = z.output<typeof Settings>;

/** DHL Express as a source: MyDHL API, and the older XML Services. */
export const plugin = definePlugin({
  id: 'dhl-express',
  name: 'DHL Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<Settings>({
    batchSize: 10,
    budget: { requests: 500, perSeconds: 86_400 },
    authorize: settingsHeaders(({ username, password }) => ({ authorization: basicAuth(username, password) })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/tracking?${numbers.map((number) => `shipmentTrackingNumber=${encodeURIComponent(number)}`).join('&')}&trackingView=all-checkpoints&levelOfDetail=shipment&requestGMTOffsetPerEvent=true`,
      alsoRead: [404],
    }),
    judge: ({ value, status }) => (status === 404 ? notFoundYet(textAt(value, 'detail') ?? 'not known') : null),
    part: ({ value }, number) => {
      const own = found(value, 'shipments.*').filter((one) => textAt(one.value, 'shipmentTrackingNumber') === number);
      return own.length === 0 ? null : { shipments: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [webTracking, mydhlTracking, xmlTracking] }),
});
