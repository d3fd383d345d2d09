import fc from 'fast-check';
import { EXCEPTION_KINDS, type ExceptionKind } from '../vocabulary/exceptions';
import { finding } from '../cases/case.fixture';
import { RULES } from '../detection/rules/rules';
import { DEFAULT_SILENCE } from '../policy/silence';
import { after, DAY, HOUR, msOf } from '../time/instant';
import { claim, hour, milestone } from '../shipment/history.fixture';
import { summarize } from '../shipment/summary';
import { holdBack, RESTS_ON_SILENCE, silenceOf } from './hold-back';
import { patienceHours, voiceNews, waitsUntil, type BusyHour, type Voice } from './voice';

const voice: Voice = {
  sourceId: 'src-carrier',
  carrier: 'ups',
  lastInputAt: hour(200),
  silentFrom: null,
  spokeAt: null,
  isMuted: false,
};
const silent: Voice = { ...voice, silentFrom: hour(200) };
const first = msOf(hour(0)) / HOUR;
const busyAt = (...hours: number[]): BusyHour[] => hours.map((h) => ({ hour: first + h, inputs: 10 }));
/** Every third hour, and a night of nine. */
const steady = busyAt(...Array.from({ length: 40 }, (_, index) => 5 * index).filter((h) => h % 20 !== 10));

describe('how long a voice may be quiet', () => {
  it.each<readonly [string, readonly BusyHour[], number | null]>([
    ['one and a half of its longest pause', busyAt(0, 10, 20, 40, 60, 80, 100), 30],
    ['two hours at least', busyAt(...Array.from({ length: 100 }, (_, index) => index)), 2],
    ['a day while its nights are not known', busyAt(0, 1, 2, 3, 4, 5), 24],
    ['for ever, when it speaks too seldom', busyAt(0, 40, 80, 120), null],
    ['for ever, when nothing is known of it', [], null],
  ])('%s', (_name, busy, hours) => {
    expect(patienceHours(busy, voice, DEFAULT_SILENCE)).toBe(hours);
  });

  it('does not learn from its latest silence that silence is usual', () => {
    const busy = busyAt(0, 10, 20, 30, 40, 50, 60, 70, 80, 152, 153);
    const spoke = { ...voice, silentFrom: hour(80.5), spokeAt: hour(152.2) };
    expect(patienceHours(busy, spoke, DEFAULT_SILENCE)).toBe(15);
    expect(patienceHours(busy, voice, DEFAULT_SILENCE)).toBe(108);
  });
});

describe('a voice', () => {
  const patience = patienceHours(steady, voice, DEFAULT_SILENCE)!;

  it('is silent from the moment on at which its patience is over', () => {
    const due = after(voice.lastInputAt, patience * HOUR);
    expect(voiceNews(voice, steady, DEFAULT_SILENCE, due)).toBeNull();
    expect(voiceNews(voice, steady, DEFAULT_SILENCE, after(due, 1))).toBe('SILENT');
    expect(voiceNews({ ...voice, isMuted: true }, steady, DEFAULT_SILENCE, after(due, 1))).toBeNull();
  });

  it('speaks again with its next input, and not before', () => {
    expect(voiceNews(silent, steady, DEFAULT_SILENCE, hour(400))).toBeNull();
    expect(voiceNews({ ...silent, lastInputAt: hour(400) }, steady, DEFAULT_SILENCE, hour(401))).toBe('SPOKE');
  });

  it('is waited for in growing steps, then while it catches up, and never for ever', () => {
    expect(waitsUntil(voice, DEFAULT_SILENCE, hour(300))).toBeNull();
    expect(waitsUntil(silent, DEFAULT_SILENCE, hour(202))).toBe(hour(203));
    expect(waitsUntil(silent, DEFAULT_SILENCE, hour(216))).toBe(hour(220));
    expect(waitsUntil(silent, DEFAULT_SILENCE, hour(272))).toBe(hour(284));
    const limit = after(hour(200), DEFAULT_SILENCE.longestDays * DAY);
    expect(waitsUntil(silent, DEFAULT_SILENCE, after(limit, -1))).toBe(limit);
    expect(waitsUntil(silent, DEFAULT_SILENCE, limit)).toBeNull();
    const spoke = { ...silent, spokeAt: hour(300) };
    expect(waitsUntil(spoke, DEFAULT_SILENCE, hour(300))).toBe(hour(304));
    expect(waitsUntil(spoke, DEFAULT_SILENCE, hour(304))).toBeNull();
    expect(waitsUntil({ ...silent, isMuted: true }, DEFAULT_SILENCE, hour(202))).toBeNull();
  });

  it('is always waited for until a later moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.option(fc.integer({ min: 200, max: 900 })), (at, spoke) => {
        const one = { ...silent, spokeAt: spoke === null ? null : hour(spoke) };
        const until = waitsUntil(one, DEFAULT_SILENCE, hour(at));
        expect(until === null || until > hour(at)).toBe(true);
      }),
    );
  });
});

describe('findings that rest on silence', () => {
  const now = hour(272);
  const parcel = summarize([milestone('IN_TRANSIT', 190)]);
  const unscanned = summarize([], [claim('orderNumber', '1001')]);
  const other = { ...voice, sourceId: 'src-relay', lastInputAt: hour(271) };

  it.each<readonly [string, typeof parcel, readonly Voice[], boolean]>([
    ['wait for the source that scanned the parcel', parcel, [silent, other], true],
    ['count when another source has scanned it', parcel, [{ ...silent, sourceId: 'src-relay' }, voice], false],
    ['of a parcel that nobody scanned wait when all who could are silent', unscanned, [silent], true],
    ['of a parcel that nobody scanned count when one who could is not', unscanned, [silent, other], false],
    ['count when nobody speaks for the carrier', parcel, [], false],
    ['do not wait for those who speak for another carrier', parcel, [{ ...silent, carrier: 'fedex' }], false],
    ['wait for a source that names no carrier', parcel, [{ ...silent, carrier: '' }], true],
    [
      'do not depend on a source that was last heard of weeks ago',
      unscanned,
      [silent, { ...other, lastInputAt: hour(-90) }],
      true,
    ],
  ])('%s', (_name, summary, voices, waits) => {
    expect(silenceOf('ups', summary, voices, DEFAULT_SILENCE, now) !== null).toBe(waits);
  });

  it('say for what they wait', () => {
    expect(silenceOf('ups', parcel, [silent], DEFAULT_SILENCE, now)?.because).toBe(
      'The source for ups has been silent since 2025-03-11 16:00 UTC: what rests on its silence waits.',
    );
  });

  it('are held back, unless their case is open; what a source states is not', () => {
    const silence = silenceOf('ups', parcel, [silent], DEFAULT_SILENCE, now);
    const stalled = finding('STALLED_IN_TRANSIT', { rule: 'stalled/no-movement' });
    const damage = finding('DAMAGE_REPORTED', { rule: 'damage/reported' });
    expect(holdBack([stalled, damage], silence, new Set())).toEqual({ told: [damage], waiting: [stalled] });
    expect(holdBack([stalled, damage], silence, new Set<ExceptionKind>(['STALLED_IN_TRANSIT'])).waiting).toEqual([]);
    expect(holdBack([stalled], null, new Set()).told).toEqual([stalled]);
  });

  it('are named by rules that exist', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    expect([...RESTS_ON_SILENCE].filter((id) => !ids.has(id))).toEqual([]);
    expect(RULES.every(({ kind }) => kind in EXCEPTION_KINDS)).toBe(true);
  });
});
