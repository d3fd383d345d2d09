import {
  definePlugin,
  documentReader,
  errorOfCode,
  found,
  header,
  notFoundYet,
  optionalWebhookSecrets,
  postJson,
  pullBatch,
  readJson,
  secret,
  settingsHeaders,
  signedTimePush,
  textAt,
  type JsonValue,
  type PullError,
  type PushRequest,
  type TimeProof,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { error, noNews, tracking } from './documents';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** The API key; only pull needs it. */
  apiKey: secret().optional(),
  baseUrl: z.url().default('https://api.track123.com'),
});

/** The Shopify app signs in headers, the API in the body. */
function proofOf({ headers, body }: Pick<PushRequest, 'headers' | 'body'>): TimeProof | null {
  const timestamp = header(headers, 'x-track123-timestamp');
  if (timestamp !== null) return { timestamp, signature: header(headers, 'x-track123-signature') };
  const read = readJson(body);
  if (!read.ok) return null;
  const at = (name: string) => textAt(read.value, `verify.${name}`, name);
  return { timestamp: at('timestamp'), signature: at('signature') };
}

/** Errors come with a good status; the code tells. */
function judge(answer: JsonValue): PullError | null {
  const code = textAt(answer, 'code') ?? '00000';
  const meanings = { unauthorized: /^A0[23]/, rateLimited: /^(A0706|B0210)$/ };
  return code === '00000' ? null : errorOfCode(code, `Track123 answered ${code}`, meanings);
}

/** The entries of an answer about this number. Track123 writes numbers in upper case. */
function entriesOf(answer: JsonValue, where: string, trackingNumber: string): JsonValue[] {
  const wanted = trackingNumber.trim().toUpperCase();
  return found(answer, where).flatMap(({ value }) =>
    textAt(value, 'trackNo')?.toUpperCase() === wanted ? [value] : [],
  );
}

/** Track123 as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin({
  id: 'track123',
  name: 'Track123',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: signedTimePush({ proofOf, toleranceSeconds: 600 }),
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 100,
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'Track123-Api-Secret': apiKey })),
    request: (trackNos, { baseUrl }) => ({
      url: `${baseUrl}/gateway/open-api/tk/v2.1/track/query`,
      // v2 has `trackNos`, a list of texts. Source: public clients of v2.1.
      ...postJson({ trackNoInfos: trackNos.map((trackNo) => ({ trackNo })), cursor: '', queryPageSize: 100 }),
      alsoRead: [400],
    }),
    judge: ({ value }, trackingNumber) =>
      judge(value) ??
      (entriesOf(value, 'data.rejected.*', trackingNumber).length > 0
        ? notFoundYet('Track123 refuses the number: it has to be registered there')
        : null),
    part({ value }, trackingNumber) {
      const content = entriesOf(value, 'data.accepted.content.*', trackingNumber);
      return content.length === 0 ? null : { code: '00000', data: { accepted: { content } } };
    },
  }),
  normalize: documentReader({ kinds: [tracking, error, noNews] }),
});
