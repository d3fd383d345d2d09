import {
  definePlugin,
  documentReader,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
  textAt,
  unauthorized,
  upstream,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { answerOf, error, hasRoutes, noNews, push as pushedRoutes, tracking } from './documents';

const Settings = z.object({
  /** Sent along with pushed routes, in their address or in a header: SF Express signs nothing. */
  ...optionalWebhookSecrets,
  partnerId: line(),
  checkWord: secret(),
  baseUrl: z.url().default('https://bspgw.sf-express.com'),
});

/** SF Express as a source. */
export const plugin = definePlugin({
  id: 'sf-express',
  name: 'SF Express',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    request: (number, { baseUrl, partnerId, checkWord }) => ({
      url: `${baseUrl}/std/service`,
      method: 'POST',
      body: new URLSearchParams({
        partnerID: partnerId,
        requestID: number,
        serviceCode: 'EXP_RECE_SEARCH_ROUTES',
        accessToken: checkWord,
        msgData: JSON.stringify({ trackingType: 1, trackingNumber: [number], methodType: 1 }),
      }),
    }),
    judge: ({ value }) => {
      const code = textAt(value, 'apiResultCode') ?? 'A1000';
      if (code === 'A1001' || code === 'A1004' || code === 'A1006') return unauthorized(`SF Express answered ${code}`);
      if (code !== 'A1000') return upstream(`SF Express answered ${code}`);
      const said = textAt(answerOf(value), 'errorCode') ?? 'S0000';
      return hasRoutes(value) ? null : notFoundYet(said === 'S0000' ? 'no routes yet' : `SF Express answered ${said}`);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, pushedRoutes, error, noNews] }),
});
