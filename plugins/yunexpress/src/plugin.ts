import {
  definePlugin,
  documentReader,
  errorOfCode,
  line,
  optionalWebhookSecrets,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { noNews, openTracking, order, refused, tracking } from './documents';

const Settings = z.object({
  /** Sent along with pushed tracks, in their address or in a header. */
  ...optionalWebhookSecrets,
  customerNumber: line(),
  apiSecret: secret(),
  baseUrl: z.url().default('http://oms.api.yunexpress.com'),
});

/** YunExpress as a source. */
export const plugin = definePlugin({
  id: 'yunexpress',
  name: 'YunExpress',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<z.output<typeof Settings>>({
    authorize: settingsHeaders(({ customerNumber, apiSecret }) => ({
      authorization: `Basic ${Buffer.from(`${customerNumber}&${apiSecret}`).toString('base64')}`,
    })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/api/Tracking/GetTrackInfo?OrderNumber=${encodeURIComponent(number)}`,
    }),
    judge: ({ value }) => {
      const code = textAt(value, 'Code', 'ResultCode') ?? '0000';
      const message = textAt(value, 'Message', 'ResultDesc') ?? `YunExpress answered ${code}`;
      return code === '0000' ? null : errorOfCode(code, message, { unauthorized: /^10[01]1$/, notFoundYet: /^/ });
    },
  }),
  normalize: documentReader({ kinds: [openTracking, tracking, order, refused, noNews] }),
});
