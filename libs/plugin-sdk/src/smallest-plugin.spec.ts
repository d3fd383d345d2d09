import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// --- the smallest plugin
import { z } from 'zod';
import {
  anySecret,
  asList,
  asText,
  codeTable,
  definePlugin,
  eachRecord,
  eventTime,
  header,
  hmacMatches,
  milestone,
  normalized,
  pick,
  readJson,
  unreadable,
  webhookSecrets,
  type Issue,
} from './index';

const CODES = codeTable('Parcelway Event Guide 4.2, table 7', [
  { code: 'HB', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at hub' },
  { code: 'NH', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Nobody home' },
  { code: 'OK', means: 'DELIVERED', says: 'Delivered' },
]);

export const parcelway = definePlugin({
  id: 'parcelway',
  name: 'Parcelway',
  version: '0.1.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push'],
  config: z.object(webhookSecrets),
  codes: CODES,
  push: {
    verify: ({ headers, body, secrets }) =>
      anySecret(secrets, (secret) =>
        hmacMatches({
          algorithm: 'sha256',
          encoding: 'hex',
          secret,
          data: body,
          signature: header(headers, 'x-parcelway-signature'),
        }),
      ),
  },
  normalize({ body }) {
    const read = readJson(body);
    if (!read.ok) return unreadable(read.problem);
    const trackingNumber = asText(pick(read.value, 'parcel.number'));
    if (trackingNumber === null) return unreadable('no tracking number', '/parcel/number');
    const issues: Issue[] = [];
    const milestones = eachRecord(asList(pick(read.value, 'scans')), '/scans', issues, (scan, path) => {
      const code = asText(pick(scan, 'code'));
      const text = asText(pick(scan, 'note'));
      const time = eventTime({ text: asText(pick(scan, 'at')), zone: asText(pick(scan, 'zone')) });
      if (time.problem) issues.push({ path: `${path}/at`, problem: time.problem, kind: 'note' });
      return milestone({ row: CODES.find({ code, text }), code, text, time, trackingNumber, carrier: 'parcelway' });
    });
    return normalized({ milestones, issues });
  },
});
// --- end of the smallest plugin

import { createHmac } from 'node:crypto';
import { instant } from '@whereabouts/model';
import { checkPlugin } from './sdk-version';

const receivedAt = instant('2025-06-02T00:00:00Z');
const input = (body: unknown) => ({ body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt });

describe('the smallest plugin', () => {
  it('is a plugin', () => {
    expect(checkPlugin(parcelway)).toMatchObject({ ok: true });
  });

  it('is the one that the README shows', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const source = readFileSync(__filename, 'utf8');
    const shown = /--- the smallest plugin\n([^]*?)\/\/ --- end/
      .exec(source)?.[1]
      ?.replace("'./index'", "'@whereabouts/plugin-sdk'");
    expect(readme).toContain(shown);
  });

  it('reads scans, keeps what it does not know, and notes what is wrong', () => {
    const scans = [
      { code: 'HB', at: '2025-06-01T10:00', zone: 'Europe/Madrid' },
      { code: 'ZZ', note: 'Strange', at: 'yesterday' },
    ];
    const result = parcelway.normalize(input({ parcel: { number: 'PW1' }, scans }));
    expect(result.milestones).toMatchObject([
      { code: 'IN_TRANSIT', occurredAt: '2025-06-01T08:00:00.000Z', trackingNumber: 'PW1' },
      { code: 'UNMAPPED', sourceCode: 'ZZ', sourceText: 'Strange', occurredAt: null },
    ]);
    expect(result.issues).toEqual([{ path: '/scans/1/at', problem: 'not a time: "yesterday"', kind: 'note' }]);
    expect(parcelway.normalize(input([])).issues).toHaveLength(1);
  });

  it('accepts what is signed and nothing else', () => {
    const { body } = input({ a: 1 });
    const signature = createHmac('sha256', 'new').update(body).digest('hex');
    const verify = (headers: Record<string, string>) =>
      parcelway.push?.verify({ headers, body, secrets: ['old', 'new'], now: receivedAt });
    expect(verify({ 'x-parcelway-signature': signature })).toEqual({ accepted: true });
    expect(verify({})).toMatchObject({ accepted: false });
  });
});
