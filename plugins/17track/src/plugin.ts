import { createHash } from 'node:crypto';
import {
  anySecret,
  definePlugin,
  documentReader,
  errorDocument,
  errorOfCode,
  found,
  header,
  holds,
  noNewsDocument,
  optionalWebhookSecrets,
  postJson,
  pullBatch,
  refused,
  secret,
  secretMatches,
  settingsHeaders,
  textAt,
  type JsonValue,
  type Push,
  type PullError,
  type ErrorMeanings,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { accountList, v1 } from './older';
import { eventsOf, parcelsOf, tracking } from './tracking';

const Settings = z.object({
  /** The account's security key: 17TRACK signs with it. */
  ...optionalWebhookSecrets,
  /** The same security key; only pull needs it here. */
  apiKey: secret().optional(),
  /** With the version of the API in it. */
  baseUrl: z.url().default('https://api.17track.net/track/v2.4'),
});

/** The SHA-256 of the raw bytes, a slash and the key. Source: 17TRACK API, "Webhook", "Signature". */
const push: Push = {
  verify({ headers, body, secrets }) {
    const sign = header(headers, 'sign');
    if (sign === null) return refused('the header sign is missing');
    return anySecret(secrets, (key) =>
      secretMatches(createHash('sha256').update(body).update(`/${key}`).digest('hex'), sign.toLowerCase()),
    );
  },
};

const codeOf = (document: JsonValue): number => Number(textAt(document, 'code', 'Code') ?? 0);

const errors = errorDocument({
  name: 'errors',
  fits: (document) => codeOf(document) !== 0 || holds(document, 'data.errors.0'),
  lists: 'data.errors.*',
  entry: ['code', 'message'],
  whole: ['message'],
  between: ' ',
});

/** Registrations, quotas and summaries. */
const noNews = noNewsDocument({
  name: 'no tracking',
  fits: (document) => textAt(document, 'code', 'Code', 'event') !== null,
  topic: 'event',
  otherwise: 'an answer',
});

/** Source: 17TRACK API, "Error codes". */
const MEANINGS: ErrorMeanings = {
  unauthorized: /^-1801000[1245]$/,
  rateLimited: /^(429|-18019907)$/,
  notFoundYet: /^-180(10012|19902|19903|19909|19910)$/,
};

/** Errors come with a good status; what the number itself is refused for stands beside it. */
function judge(document: JsonValue, number: string): PullError | null {
  const whole = codeOf(document);
  const said = textAt(document, 'data.errors.0.message') ?? `17TRACK answered ${whole}`;
  if (whole !== 0) return errorOfCode(String(whole), said, MEANINGS);
  const rejected = found(document, 'data.rejected.*').find(({ value }) => textAt(value, 'number') === number);
  const code = textAt(rejected?.value, 'error.code');
  if (rejected === undefined) return null;
  return errorOfCode(code ?? '', textAt(rejected.value, 'error.message') ?? `17TRACK answered ${code ?? 0}`, MEANINGS);
}

/** 17TRACK as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: '17track',
  name: '17TRACK',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 40,
    budget: { requests: 3, perSeconds: 1 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { '17token': apiKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/gettrackinfo`,
      ...postJson(numbers.map((number) => ({ number }))),
    }),
    judge: ({ value }, number) => judge(value, number),
    part({ value }, number) {
      // One number may be several carriers'.
      const accepted = parcelsOf(value).flatMap(({ value: one }) =>
        textAt(one, 'number') === number && eventsOf(one, '').length > 0 ? [one] : [],
      );
      return accepted.length === 0 ? null : { code: 0, data: { accepted } };
    },
  }),
  normalize: documentReader({ kinds: [v1, accountList, errors, tracking, noNews] }),
});
