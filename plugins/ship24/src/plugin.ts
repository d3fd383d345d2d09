import {
  asText,
  definePlugin,
  documentReader,
  found,
  notFoundYet,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
  webhookSecrets,
  type DocumentKind,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { tracking, trackingsOf } from './tracking';

const Settings = z.object({
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
  /** Only pull needs it. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.ship24.com/public/v1'),
});

const errors: DocumentKind = {
  name: 'errors',
  fits: (document) => found(document, 'errors.*').length > 0,
  read(document, { sourceError }) {
    for (const { value, path } of found(document, 'errors.*'))
      sourceError(path, ['code', 'message'].flatMap((key) => asText(pick(value, key)) ?? []).join(': '));
  },
};

/** Trackers without results, couriers, and empty lists. */
const noNews: DocumentKind = {
  name: 'no tracking',
  fits: (document) => pick(document, 'data') !== undefined || Array.isArray(pick(document, 'trackings')),
  read: (_document, { note }) => note('', 'no tracking news'),
};

/** Ship24 as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: 'ship24',
  name: 'Ship24',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush('authorization', 'Bearer '),
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 10, perSeconds: 1 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { authorization: `Bearer ${apiKey}` })),
    request: (number, { baseUrl }) => ({ url: `${baseUrl}/trackers/search/${encodeURIComponent(number)}/results` }),
    judge: ({ value }) =>
      trackingsOf(value).some((one) => found(one.value, 'events.*').length > 0)
        ? null
        : notFoundYet('Ship24 knows nothing of the number yet'),
  }),
  normalize: documentReader({ kinds: [tracking, errors, noNews] }),
});
