import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';
import { REASONS } from './reasons';
import { timeOf, zoneOfCode } from './times';

const fixtures = join(__dirname, '../fixtures');

testPlugin(plugin, {
  fixtures,
  settings: () => ({ webhookSecret: 'a-secret-for-tests', timeZone: 'America/Chicago' }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
});

/** Data elements 1650, 1652 and 1651 of release 8010. */
const STATUSES =
  'A3 A7 A9 AF AG AH AI AJ AM AN AP AR AV B6 BA BC C1 CA CD CL CP D1 I1 J1 K1 L1 OA OO P1 PR R1 RL S1 SD X1 X2 X3 X4 X5 X6 X8 XB';
const APPOINTMENTS = 'AA AB AC ED EP LD LP X9 XA';
const WHY =
  'A1 A2 A3 A5 A6 AA AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ B1 B2 B4 B5 B8 B9 BB BC BD BE BF BG BH BI BJ BK BL BM BN BO BP BQ BR BS BT C1 C2 C3 C4 C5 C6 C7 C8 C9 CA CB CC D1 D2 F1 F2 HB NA NS P1 P2 P3 P4 RC S1 T1 T2 T3 T4 T5 T6 T7';

it('knows every published code', () => {
  const unknown = (codes: string, service: string) =>
    codes.split(' ').filter((code) => CODES.find({ code, service }) === null);
  expect([unknown(STATUSES, 'status'), unknown(APPOINTMENTS, 'appointment')]).toEqual([[], []]);
  expect(WHY.split(' ').filter((code) => !REASONS.has(code))).toEqual([]);
});

it.each([
  ['ET', { zone: 'America/New_York' }],
  ['ED', { offset: '-04:00' }],
  ['NS', { offset: '-03:30' }],
  ['UT', { offset: 'Z' }],
  ['01', { offset: '+01:00' }],
  ['20', { offset: '-05:00' }],
  ['24', { offset: '-01:00' }],
  ['LT', {}],
  ['??', {}],
  [null, {}],
])('reads the time code %s', (code, expected) => expect(zoneOfCode(code)).toEqual(expected));

it('reads short and long dates and times', () => {
  expect(timeOf('980612', '0815', null)).toEqual({ date: '19980612', time: '0815' });
  expect(timeOf('20260310', '11595900', null)).toEqual({ date: '20260310', time: '115959' });
});

it('reads the same with other separators', () => {
  const text = readFileSync(join(fixtures, '214-parcel.edi'), 'utf8');
  const other = text.replace(/~\n/g, '\u001c').replace(/\*/g, '\u001d');
  const read = (written: string) => plugin.normalize(rawInput(written), {});
  expect(read(other)).toEqual(read(text));
  // Lines end the segments, and what usually ends them separates components.
  for (const end of ['\r\n', '\r', '\n'])
    expect(read(text.replace('>~', '~~').replace(/~\n/g, end))).toEqual(read(text));
  expect(read(text.replace(/\*/g, '\t'))).toEqual(read(text));
});

it.each(['hello', '{"a":1}', '<a/>', 'ISABEL was here'])('refuses what is no X12: %s', (text) =>
  expect(plugin.normalize(rawInput(text), {}).issues).toMatchObject([{ path: '', kind: 'record' }]),
);
