import {
  ACCEPTED,
  definePlugin,
  documentReader,
  errorDocument,
  errorOfCode,
  header,
  noNewsDocument,
  optionalWebhookSecrets,
  pullBatch,
  readJson,
  secret,
  settingsHeaders,
  signedPush,
  signedTimePush,
  textAt,
  type JsonValue,
  type Push,
  type TimeProof,
  type ErrorMeanings,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { tracking, trackingsOf } from './tracking';

const Settings = z.object({
  /** The webhook secret of v4; for webhooks of v2 and v3 the account's e-mail address. */
  ...optionalWebhookSecrets,
  /** Only pull needs it. */
  apiKey: secret().optional(),
  /** With the version of the API in it. */
  baseUrl: z.url().default('https://api.trackingmore.com/v4'),
});

/** v4 puts time and signature into headers, older webhooks into the body. */
function proofOf({ headers, body }: { headers: Readonly<Record<string, string>>; body: Uint8Array }): TimeProof | null {
  const signature = header(headers, 'signature');
  if (signature !== null) return { timestamp: header(headers, 'timestamp'), signature };
  const read = readJson(body);
  if (!read.ok) return null;
  const [timestamp, proof] = ['timeStr', 'signature'].map((key) => textAt(read.value, `verifyInfo.${key}`));
  return { timestamp: timestamp ?? null, signature: proof ?? null };
}

const timed = signedTimePush({ proofOf, toleranceSeconds: 600 });
const whole = signedPush({ header: 'signature', encoding: 'base64' });

/** The documents sign the time in their example and the body in their words: either is taken. */
const push: Push = {
  verify(request) {
    const verdict = timed.verify(request);
    return verdict.accepted || !whole.verify(request).accepted ? verdict : ACCEPTED;
  },
};

const codeOf = (document: JsonValue): number => Number(textAt(document, 'meta.code', 'code') ?? 200);
const isError = (document: JsonValue): boolean => ![200, 201, 202, 204].includes(codeOf(document));
const messageOf = (document: JsonValue): string =>
  [textAt(document, 'meta.code', 'code'), textAt(document, 'meta.type'), textAt(document, 'meta.message', 'message')]
    .filter(Boolean)
    .join(' ');

const error = errorDocument({
  name: 'error',
  fits: isError,
  whole: [['meta.code', 'code'], 'meta.type', ['meta.message', 'message']],
  at: '/meta',
  between: ' ',
});

/** Numbers that were added, couriers, and empty lists. */
const noNews = noNewsDocument({ name: 'no tracking', fits: ['meta.code', 'code', 'data'] });

/** Source: TrackingMore API, "Status codes" of v2 and of v4; the wait is what the documentation asks for. */
const MEANINGS: ErrorMeanings = {
  unauthorized: /^(203|401|403|4001|4002)$/,
  rateLimited: /^429$/,
  waitMs: 120_000,
  notFoundYet: /^(4017|4031|4102)$/,
};

/** TrackingMore as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: 'trackingmore',
  name: 'TrackingMore',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 40,
    budget: { requests: 10, perSeconds: 1 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'tracking-api-key': apiKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/trackings/get?limit=200&tracking_numbers=${numbers.map(encodeURIComponent).join(',')}`,
    }),
    // Errors may come with a good status.
    judge: ({ value }) => (isError(value) ? errorOfCode(String(codeOf(value)), messageOf(value), MEANINGS) : null),
    part({ value }, number) {
      // One number may be several carriers'.
      const data = trackingsOf(value).flatMap(({ value: one }) =>
        textAt(one, 'tracking_number') === number ? [one] : [],
      );
      return data.length === 0 ? null : { meta: { code: 200 }, data };
    },
  }),
  normalize: documentReader({ kinds: [tracking, error, noNews] }),
});
