import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  actRequest,
  asText,
  clientCredentials,
  codeTable,
  definePlugin,
  documentReader,
  freshTimestamp,
  anySecret,
  header,
  hmacMatches,
  malformed,
  msOf,
  pick,
  pullBatch,
  pullBytes,
  secret,
  trackingDocument,
  webhookSecrets,
  type HostContext,
  type Push,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import type { PluginTest } from './plugin-test';
import { hmac } from './signed';
import { json, notFound } from './source-server';

/** A sound plugin that can do a little of everything, for the specs of the kit to break. */

export const Settings = z.object({
  ...webhookSecrets,
  clientId: z.string().min(1),
  clientSecret: secret(),
  baseUrl: z.url(),
});
export type Settings = z.output<typeof Settings>;

export const CODES = codeTable('Sample Event Guide 1', [
  { code: 'BK', means: 'LABEL_CREATED' },
  { code: 'CO', means: 'ACCEPTED' },
  { code: 'HB', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'NH', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'OK', means: 'DELIVERED' },
  { code: 'RT', means: 'RETURNING', to: 'RETURN' },
]);

const kind = trackingDocument({
  name: 'answer',
  fits: (document) => pick(document, 'answer') !== undefined,
  codes: CODES,
  errors: (document) => {
    const message = asText(pick(document, 'answer.fault'));
    return message === null ? [] : [{ path: '/answer/fault', message }];
  },
  parcels: 'answer.parcel.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'number')),
    carrier: 'sample',
    shipment: { serviceLevel: asText(pick(value, 'service')) },
  }),
  events: 'scans.scan.*',
  event: (scan) => ({
    code: asText(pick(scan, 'code')),
    text: asText(pick(scan, 'note')),
    time: { text: asText(pick(scan, 'at')), assumedZone: 'Europe/Berlin' },
    place: { city: asText(pick(scan, 'town')), country: asText(pick(scan, 'country')) },
  }),
});

export const TOLERANCE_SECONDS = 300;

/** Signs the time and the raw bytes. */
const push: Push = {
  verify({ headers, body, secrets, now }) {
    const at = header(headers, 'x-sample-time');
    const signature = header(headers, 'x-sample-signature');
    if (at === null || signature === null) return { accepted: false, because: 'it is not signed' };
    if (!freshTimestamp({ seconds: at, now, toleranceSeconds: TOLERANCE_SECONDS }))
      return { accepted: false, because: 'its time is too old, or none' };
    return anySecret(secrets, (one) =>
      hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret: one, data: [`${at}.`, body], signature }),
    );
  },
};

const authorize = clientCredentials<Settings>({
  url: ({ baseUrl }) => `${baseUrl}/oauth/token`,
  credentials: ({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret }),
  in: 'header',
});

async function follow(link: string, context: HostContext<Settings>) {
  const url = URL.parse(link);
  if (url?.origin !== new URL(context.config.baseUrl).origin || url.username !== '')
    return { ok: false, error: malformed('the link does not lead to the source') } as const;
  const access = await authorize(context);
  return access.ok ? pullBytes(context, { url, headers: access.headers }) : access;
}

export const sound = definePlugin<Settings>({
  id: 'sample',
  name: 'Sample',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull', 'follow', 'addOrderNote'],
  variants: [{ id: 'sample-freight', name: 'Sample Freight' }],
  config: Settings,
  codes: CODES,
  push,
  pull: pullBatch<Settings>({
    batchSize: 2,
    authorize,
    follow,
    request: (numbers, { baseUrl }) => ({ url: `${baseUrl}/parcels?numbers=${encodeURIComponent(numbers.join())}` }),
    part: ({ value }, number) => {
      const list = pick(value, 'answer.parcel');
      const parcel = Array.isArray(list) ? list.find((one) => asText(pick(one, 'number')) === number) : undefined;
      return parcel === undefined ? null : { answer: { parcel: [parcel] } };
    },
    judge: ({ value }) => (pick(value, 'answer') === undefined ? malformed('no answer in it') : null),
  }),
  act: {
    addOrderNote: ({ orderExternalId, text }, context) =>
      actRequest(context, authorize, {
        method: 'POST',
        url: `${context.config.baseUrl}/orders/${encodeURIComponent(orderExternalId)}/notes`,
        json: { text },
        reference: 'id',
      }),
  },
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [kind] }),
});

const scan = (code: string, at: string, note: string) => ({ code, at, note, town: 'Berlin', country: 'DE' });
const parcel = (number: string, ...scans: readonly unknown[]) => ({ number, service: 'Day', scans: { scan: scans } });

export const DOCUMENTS: Readonly<Record<string, string>> = {
  'parcels.json': JSON.stringify({
    answer: {
      parcel: [
        parcel(
          'S1000001',
          scan('BK', '2026-03-01T10:00:00+01:00', 'Booked'),
          scan('CO', '2026-03-01T18:30:00+01:00', 'Collected'),
          scan('HB', '2026-03-02T04:15:00+01:00', 'At the hub'),
          scan('OK', '2026-03-02T11:00:00+01:00', 'Delivered'),
        ),
        parcel('S1000002', scan('NH', '2026-03-03T09:00:00+01:00', 'Nobody home')),
      ],
    },
  }),
  'returning.json': JSON.stringify({
    answer: {
      parcel: [
        parcel(
          'S1000003',
          scan('RT', '2026-03-04T10:00:00', 'Back to the sender'),
          scan('Q7', '2026-03-04T12:00:00', 'Hopped'),
        ),
      ],
    },
  }),
  'in-transit.xml': [
    '<?xml version="1.0"?><answer>',
    '<parcel><number>S1000004</number><scans><scan><code>CO</code><at>2026-03-01T10:00:00Z</at></scan>',
    '<scan><code>HB</code><at>2026-03-01T20:00:00Z</at></scan></scans></parcel></answer>',
  ].join('\n'),
  'fault.json': '{"answer":{"fault":"no such parcel"}}',
};

/** Writes the package of the sample into a new folder, and gives the folder of its fixtures. */
export function samplePackage(): { readonly folder: string; readonly fixtures: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sample-plugin-'));
  const fixtures = join(folder, 'fixtures');
  mkdirSync(fixtures);
  for (const [name, text] of Object.entries(DOCUMENTS)) writeFileSync(join(fixtures, name), text);
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(
    join(folder, 'README.md'),
    'Settings: webhookSecret, previousWebhookSecret, clientId, clientSecret, baseUrl.',
  );
  return { folder, fixtures };
}

export const sampleTest = (fixtures: string): PluginTest => ({
  fixtures,
  settings: (baseUrl) => ({
    webhookSecret: 'a-secret-for-tests',
    clientId: 'sample-client',
    clientSecret: 'a-client-secret',
    baseUrl,
  }),
  push: {
    covers: 'body',
    staleAfterSeconds: TOLERANCE_SECONDS,
    sign({ body, secret: one, now }) {
      const at = String(Math.floor(msOf(now) / 1_000));
      return { 'X-Sample-Time': at, 'X-Sample-Signature': hmac('sha256', 'hex', one, `${at}.`, body) };
    },
  },
  pull: {
    trackingNumbers: ['S1', 'S2', 'S3'],
    routes: {
      'POST /oauth/token': json({ access_token: 'tok-5d41402abc4b2a76', expires_in: 3600 }),
      'GET /parcels': ({ query }) => {
        const known = (query.get('numbers') ?? '').split(',').filter((number) => /^S\d$/.test(number));
        return known.length === 0 ? notFound() : json({ answer: { parcel: known.map((number) => parcel(number)) } });
      },
    },
    follow: (baseUrl) => `${baseUrl}/parcels?numbers=S1`,
  },
  act: {
    routes: {
      'POST /oauth/token': json({ access_token: 'tok-5d41402abc4b2a76', expires_in: 3600 }),
      'POST /orders/*': json({ id: 7 }, 201),
    },
  },
});
