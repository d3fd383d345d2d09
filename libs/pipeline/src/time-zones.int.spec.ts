import { after, DEFAULT_POLICY, defaultPolicyOf, HOUR, instant, later, MINUTE, type Instant } from '@whereabouts/model';
import { nextDue } from '@whereabouts/store';
import { wallClock } from './testing/parcel-lives';
import { silentLog, silentMeter, testHub, type TestHub } from './testing/test-hub';
import type { ToyEvent } from './testing/toy-plugin';
import { fireDue } from './timers/timers';

/** Moments around which clocks change, a leap day, and nothing particular. */
const MOMENTS = ['2028-02-29T23:30:00Z', '2028-03-12T07:05:00Z', '2028-03-26T00:50:00Z', '2028-10-29T01:10:00Z'].map(
  instant,
);
const ZONES = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 7 === 0);
const PLACES = {
  'Europe/Berlin': { country: 'DE' },
  'America/New_York': { country: 'US', region: 'NY' },
  'America/Denver': { country: 'US', region: 'CO' },
  'Australia/Sydney': { country: 'AU', region: 'NSW' },
  'Asia/Kolkata': { country: 'IN' },
};

type Telling = (at: Instant, zone: string) => Partial<ToyEvent>;
const byClock: Telling = (at, zone) => ({ local: wallClock(at, zone) });

/** Ways of telling when one and the same thing happened. */
const WAYS: readonly { readonly way: string; readonly zones: readonly string[]; readonly tell: Telling }[] = [
  { way: 'with an offset', zones: ['UTC'], tell: (at) => ({ at }) },
  {
    way: 'by the clock of a known place',
    zones: Object.keys(PLACES),
    tell: (at, zone) => ({ ...byClock(at, zone), ...PLACES[zone as keyof typeof PLACES] }),
  },
  { way: 'by a clock that nobody says the zone of', zones: ZONES, tell: byClock },
  { way: 'as a date', zones: ZONES, tell: (at, zone) => ({ local: wallClock(at, zone).slice(0, 10) }) },
  {
    way: 'by a clock that was not put forward, in an hour that summer time skips',
    zones: ['Europe/Berlin', 'America/New_York'],
    tell: (at, zone) => ({
      local: wallClock(at, zone).replace('T03:', 'T02:'),
      ...PLACES[zone as keyof typeof PLACES],
    }),
  },
  { way: 'not at all', zones: ['UTC'], tell: () => ({}) },
];

describe(`a clock that starts with an event, told from ${ZONES.length} zones`, () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ now: '2028-02-01T00:00:00Z', needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());

  const fireAllDue = async (): Promise<void> => {
    const needs = { log: silentLog, meter: silentMeter, onCommitted: () => undefined };
    for (let due = await nextDue(hub.pool); due !== null; due = await nextDue(hub.pool)) {
      hub.time.set(later(due, hub.time.clock()));
      await fireDue({ ...needs, pool: hub.pool, policyOf: defaultPolicyOf, clock: hub.time.clock });
    }
  };

  it.each([
    ['soon after', 10 * MINUTE],
    ['a day and a half later', 36 * HOUR],
  ])('never runs out early, and at the latest with its receipt (%s)', async (_, delay) => {
    const told = new Map<string, { readonly happened: Instant; readonly heard: Instant; readonly way: string }>();
    for (const happened of MOMENTS) {
      const heard = after(happened, delay);
      hub.time.set(heard);
      const posts = WAYS.flatMap(({ way, zones, tell }) =>
        zones.map((zone) => {
          const number = `${delay}-${told.size}`;
          told.set(number, { happened, heard, way: `${way} ${zone} ${happened}` });
          return hub.post({ number, events: [{ code: 'HANDED_OVER', ...tell(happened, zone) }] });
        }),
      );
      await Promise.all(posts);
      await hub.pipeline.settled();
      expect(await hub.rows('select error from dead_letter')).toEqual([]);
      await fireAllDue();
    }
    const opened = await hub.rows<{ tracking_number: string; opened_at: Instant }>(
      `select tracking_number, opened_at from exception_case where kind = 'NO_FIRST_SCAN' and tracking_number like $1`,
      [`${delay}-%`],
    );
    expect(opened).toHaveLength(told.size);
    const allowed = DEFAULT_POLICY.firstScan.handedOverHours * HOUR;
    const wrong = opened.flatMap(({ tracking_number, opened_at }) => {
      const { way, happened, heard } = told.get(tracking_number)!;
      const [earliest, latest] = [later(after(happened, allowed), heard), after(heard, allowed)];
      return opened_at < earliest || opened_at > latest ? [`${way}: ${opened_at}, not ${earliest} to ${latest}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
