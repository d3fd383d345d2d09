import {
  definePlugin,
  documentReader,
  errorDocument,
  header,
  noNewsDocument,
  optionalWebhookSecrets,
  pullBatch,
  secret,
  settingsHeaders,
  signedPush,
  textAt,
  type JsonValue,
  type Push,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { tracking, trackingsOf } from './tracking';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Needs the right to read trackings; only pull needs it. */
  apiKey: secret().optional(),
  /** With the version of the API in it. */
  baseUrl: z.url().default('https://api.aftership.com/tracking/2025-07'),
});

/** The header names the product that sends: tracking, returns and warranty, or shipping. All sign the raw bytes. */
const SCHEMES = [
  { header: 'aftership-hmac-sha256' },
  { header: 'as-signature-hmac-sha256' },
  { header: 'am-webhook-signature', prefix: 'hmac-sha256=' },
].map((scheme) => ({ ...scheme, push: signedPush({ ...scheme, encoding: 'base64' }) }));

const push: Push = {
  verify(request) {
    const scheme = SCHEMES.find(({ header: name }) => header(request.headers, name) !== null) ?? SCHEMES[0];
    return scheme?.push.verify(request) ?? { accepted: false, because: 'there is no signature' };
  },
};

const isError = (document: JsonValue): boolean => Number(textAt(document, 'meta.code') ?? 0) >= 400;

const error = errorDocument({
  name: 'error',
  fits: isError,
  whole: ['meta.code', 'meta.type', 'meta.message'],
  at: '/meta',
  between: ' ',
});

/** Answers about estimates and couriers, and webhooks of other products. */
const noNews = noNewsDocument({
  name: 'no tracking',
  fits: (document) => textAt(document, 'meta.code', 'event', 'event_id') !== null,
  topic: 'event',
  otherwise: 'an answer',
});

/** AfterShip as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: 'aftership',
  name: 'AfterShip',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 50,
    budget: { requests: 6, perSeconds: 1 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'as-api-key': apiKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/trackings?limit=200&tracking_numbers=${numbers.map(encodeURIComponent).join(',')}`,
    }),
    part({ value }, number) {
      // One number may be several carriers'.
      const trackings = trackingsOf(value).flatMap(({ value: one }) =>
        textAt(one, 'tracking_number') === number ? [one] : [],
      );
      return trackings.length === 0 ? null : { data: { trackings } };
    },
  }),
  normalize: documentReader({ kinds: [error, tracking, noNews] }),
});
