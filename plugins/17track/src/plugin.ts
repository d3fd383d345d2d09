import { createHash } from 'node:crypto';
import {
  anySecret,
  asText,
  definePlugin,
  documentReader,
  found,
  header,
  notFoundYet,
  pick,
  pullBatch,
  rateLimited,
  refused,
  secret,
  secretMatches,
  settingsHeaders,
  textAt,
  unauthorized,
  upstream,
  webhookSecrets,
  type DocumentKind,
  type JsonValue,
  type Push,
  type PullError,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { accountList, v1 } from './older';
import { eventsOf, parcelsOf, tracking } from './tracking';

const Settings = z.object({
  /** The account's security key: 17TRACK signs with it. */
  webhookSecret: webhookSecrets.webhookSecret.optional(),
  previousWebhookSecret: webhookSecrets.previousWebhookSecret,
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

const errors: DocumentKind = {
  name: 'errors',
  fits: (document) => codeOf(document) !== 0 || found(document, 'data.errors.*').length > 0,
  read(document, { sourceError }) {
    const listed = found(document, 'data.errors.*');
    for (const { value, path } of listed)
      sourceError(path, ['code', 'message'].flatMap((key) => asText(pick(value, key)) ?? []).join(' '));
    if (listed.length === 0)
      sourceError(
        '',
        [textAt(document, 'code', 'Code'), textAt(document, 'message', 'Message')].filter(Boolean).join(' '),
      );
  },
};

/** Registrations, quotas and summaries. */
const noNews: DocumentKind = {
  name: 'no tracking',
  fits: (document) => textAt(document, 'code', 'Code', 'event') !== null,
  read: (document, { note }) => note('', `${textAt(document, 'event') ?? 'an answer'}: no tracking news`),
};

/** Source: 17TRACK API, "Error codes". */
const REFUSED: ReadonlySet<number> = new Set([-18010001, -18010002, -18010004, -18010005]);
const OVER_LIMIT: ReadonlySet<number> = new Set([429, -18019907]);
const NOT_KNOWN: ReadonlySet<number> = new Set([-18010012, -18019902, -18019903, -18019909, -18019910]);
const MINUTE_MS = 60_000;

/** Errors come with a good status; what the number itself is refused for stands beside it. */
function judge(document: JsonValue, number: string): PullError | null {
  const whole = codeOf(document);
  const said = asText(pick(document, 'data.errors.0.message')) ?? `17TRACK answered ${whole}`;
  if (REFUSED.has(whole)) return unauthorized(said);
  if (OVER_LIMIT.has(whole)) return rateLimited(said, MINUTE_MS);
  if (whole !== 0) return upstream(said);
  const rejected = found(document, 'data.rejected.*').find(({ value }) => asText(pick(value, 'number')) === number);
  if (rejected === undefined) return null;
  const code = Number(asText(pick(rejected.value, 'error.code')) ?? 0);
  const why = asText(pick(rejected.value, 'error.message')) ?? `17TRACK answered ${code}`;
  if (OVER_LIMIT.has(code)) return rateLimited(why, MINUTE_MS);
  return NOT_KNOWN.has(code) ? notFoundYet(why) : upstream(why);
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
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(numbers.map((number) => ({ number }))),
    }),
    judge: ({ value }, number) => judge(value, number),
    part({ value }, number) {
      // One number may be several carriers'.
      const accepted = parcelsOf(value).flatMap(({ value: one }) =>
        asText(pick(one, 'number')) === number && eventsOf(one, '').length > 0 ? [one] : [],
      );
      return accepted.length === 0 ? null : { code: 0, data: { accepted } };
    },
  }),
  normalize: documentReader({ kinds: [v1, accountList, errors, tracking, noNews] }),
});
