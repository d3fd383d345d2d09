import {
  definePlugin,
  documentReader,
  errorDocument,
  found,
  holds,
  noNewsDocument,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  pullEach,
  secret,
  settingsHeaders,
  sharedSecretPush,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { tracking, trackingsOf } from './tracking';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Only pull needs it. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.ship24.com/public/v1'),
});

const errors = errorDocument({
  name: 'errors',
  // Of the request, in batches as one, or of single numbers of a batch.
  lists: ['errors.*', 'error', 'data.*.errors.*'],
  entry: ['code', 'message'],
  whole: ['message'],
});

/** Trackers without results, couriers, and empty lists. */
const noNews = noNewsDocument({
  name: 'no tracking',
  fits: (document) => holds(document, 'data') || Array.isArray(pick(document, 'trackings')),
});

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
