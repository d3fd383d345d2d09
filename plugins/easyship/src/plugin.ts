import {
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  settingsHeaders,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, noNews, tracking } from './documents';
import { push } from './verify';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** `prod_…` with the scope `public.track:read`; only pull needs it. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://public-api.easyship.com'),
});

/** Ids of shipments at Easyship: carriers' numbers cannot be asked for. */
const SHIPMENT_ID = /^ES[A-Z]{2}\d{7,}$/;

/** Easyship as a source: what carriers say, relayed by webhook or asked for by shipment. */
export const plugin = definePlugin({
  id: 'easyship',
  name: 'Easyship',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 60, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { authorization: `Bearer ${apiKey}` })),
    request(number, { baseUrl }) {
      if (!SHIPMENT_ID.test(number))
        return notFoundYet('Easyship is asked for its own shipment ids, such as ESUS10000001');
      const query = new URLSearchParams({ easyship_shipment_id: number, include_checkpoints: 'true' });
      return { url: `${baseUrl}/2024-09/shipments/trackings?${query.toString()}` };
    },
    judge: ({ value }) =>
      found(value, 'shipments.*').length > 0 ? null : notFoundYet('Easyship knows nothing of the shipment'),
  }),
  normalize: documentReader({ kinds: [tracking, error, noNews] }),
});
