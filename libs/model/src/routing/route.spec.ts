import fc from 'fast-check';
import { MADRID_OFFICE } from '../calendar/office.fixture';
import { DEFAULT_POLICY } from '../policy/policy';
import type { RoutingPolicy, RoutingRule } from '../policy/routing';
import { instant, type Instant } from '../time/instant';
import { presence } from './presence';
import { router, type RoutingFacts, type RoutingPerson, type RoutingTable } from './route';

/** Monday, within the hours of the Madrid office. */
const MONDAY = instant('2025-05-05T10:00+02:00');
const NIGHT = instant('2025-05-05T23:00+02:00');

const person = (id: string, openCases = 0, role: RoutingPerson['role'] = 'AGENT'): RoutingPerson => ({
  id,
  email: `${id}@shop.example`,
  role,
  openCases,
});
const PEOPLE = [
  person('ana', 3),
  person('ben', 1),
  person('cy', 7),
  person('lea', 0, 'LEAD'),
  person('ono', 9, 'ADMIN'),
];
const mail = (...ids: string[]) => ids.map((id) => `${id}@shop.example`);

const table = (routing: Partial<RoutingPolicy>): RoutingTable => ({
  calendars: { ...DEFAULT_POLICY.calendars, madrid: MADRID_OFFICE },
  routing: { ...DEFAULT_POLICY.routing, ...routing },
});
const office = (ids: readonly string[]) => mail(...ids).map((email) => ({ email, calendar: 'madrid' }));
const EVERYBODY = PEOPLE.map(({ id }) => id);

const CASE: RoutingFacts = {
  kind: 'DAMAGE_REPORTED',
  carrier: 'ups',
  nodeCode: 'ATL1',
  tier: 'STANDARD',
  value: { amount: '250.00', currency: 'EUR' },
  language: 'de_AT',
};
const ownerOf = (routing: Partial<RoutingPolicy>, facts: Partial<RoutingFacts> = {}, now: Instant = MONDAY) =>
  router(PEOPLE, table(routing), now)({ ...CASE, ...facts });

describe('routing', () => {
  it('gives a case without rules to whoever has the fewest open ones', () => {
    expect(ownerOf({})).toEqual({ ownerId: 'lea', because: 'No rule names it: 0 open, the fewest of 5 at work.' });
  });

  it('asks the first rule that matches and has somebody at work', () => {
    const rules: RoutingRule[] = [
      { name: 'Fragile goods', kinds: ['DAMAGE_REPORTED'], to: mail('cy') },
      { name: 'Parcels of UPS', carriers: ['ups'], to: mail('ana', 'BEN') },
    ];
    expect(ownerOf({ rules }).ownerId).toBe('cy');
    const away = [{ email: 'Cy@shop.example', away: [{ from: '2025-05-01', to: '2025-05-05' }] }];
    expect(ownerOf({ rules, people: away })).toEqual({
      ownerId: 'ben',
      because: 'Rule Parcels of UPS: 1 open, the fewest of 2 at work.',
    });
    expect(ownerOf({ rules: rules.slice(0, 1), people: away })).toEqual({
      ownerId: 'lea',
      because: 'Nobody of Fragile goods is at work: 0 open, the fewest of 4 at work.',
    });
  });

  it.each<[string, Partial<RoutingRule>, Partial<RoutingFacts>, boolean]>([
    ['kind', { kinds: ['FAILED_ATTEMPT'] }, {}, false],
    ['carrier', { carriers: ['ups'] }, {}, true],
    ['a carrier that is not known', { carriers: ['ups'] }, { carrier: null }, false],
    ['node', { nodes: ['ATL1', 'LAX2'] }, {}, true],
    ['tier', { tiers: ['VIP'] }, {}, false],
    ['a language within another', { languages: ['de'] }, {}, true],
    ['the very language', { languages: ['de-AT'] }, {}, true],
    ['a narrower language', { languages: ['de-AT'] }, { language: 'de' }, false],
    ['a language that begins alike', { languages: ['de'] }, { language: 'den' }, false],
    ['exactly the value', { value: { atLeast: '250', currency: 'EUR' } }, {}, true],
    ['less than the value', { value: { atLeast: '250.01', currency: 'EUR' } }, {}, false],
    ['the value in another currency', { value: { atLeast: '1', currency: 'USD' } }, {}, false],
    ['no value', { value: { atLeast: '0', currency: 'EUR' } }, { value: null }, false],
    ['one of two that must hold', { carriers: ['ups'], tiers: ['VIP'] }, {}, false],
  ])('by %s', (_name, rule, facts, isMatch) => {
    const { ownerId } = ownerOf({ rules: [{ name: 'It', ...rule, to: mail('cy') }] }, facts);
    expect(ownerId === 'cy').toBe(isMatch);
  });

  it('at night gives a case to the fallback, and without one to a lead or admin who is not away', () => {
    const people = office(EVERYBODY);
    expect(ownerOf({ people, fallback: 'ANA@shop.example' }, {}, NIGHT)).toEqual({
      ownerId: 'ana',
      because: 'Nobody is at work: the fallback of the policy.',
    });
    expect(ownerOf({ people }, {}, NIGHT)).toEqual({
      ownerId: 'lea',
      because: 'Nobody is at work: 0 open, the fewest of 2 who are left.',
    });
    const leaAway = people.map((one) => ({ ...one, away: one.email.startsWith('lea') ? [week] : [] }));
    expect(ownerOf({ people: leaAway, fallback: 'lea@shop.example' }, {}, NIGHT).ownerId).toBe('ono');
  });

  const week = { from: '2025-05-01', to: '2025-05-07' };

  it('gives a case to somebody even when everybody is away, and says so when nobody could own it', () => {
    const people = mail(...EVERYBODY).map((email) => ({ email, away: [week] }));
    expect(ownerOf({ people }).ownerId).toBe('lea');
    expect(() => router([], table({}), MONDAY)).toThrow('nobody can own a case: add a user');
  });

  it('counts days off by the clock of the person', () => {
    const people = [
      { email: 'ana@shop.example', calendar: 'madrid', away: [{ from: '2025-05-06', to: '2025-05-06' }] },
    ];
    const at = (text: string) => presence('ana@shop.example', table({ people }), instant(text));
    expect([
      at('2025-05-05T21:59Z'),
      at('2025-05-05T22:00Z'),
      at('2025-05-06T21:59Z'),
      at('2025-05-07T08:00Z'),
    ]).toEqual(['OFF_HOURS', 'AWAY', 'AWAY', 'WORKS']);
  });

  const someone = fc.record({
    openCases: fc.nat(30),
    role: fc.constantFrom<RoutingPerson['role'][]>('AGENT', 'AGENT', 'LEAD', 'ADMIN'),
    calendar: fc.constantFrom('business', 'madrid'),
    isAway: fc.boolean(),
  });
  const world = fc.record({
    team: fc.array(someone, { minLength: 1, maxLength: 8 }),
    rules: fc.array(
      fc.record({
        kinds: fc.constantFrom<RoutingFacts['kind'][][]>(['DAMAGE_REPORTED'], ['FAILED_ATTEMPT']),
        to: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
    fallback: fc.option(fc.nat(9)),
    now: fc.constantFrom(MONDAY, NIGHT),
    cases: fc.integer({ min: 1, max: 40 }),
  });
  const build = ({
    team,
    rules,
    fallback,
  }: {
    team: typeof someone extends fc.Arbitrary<infer T> ? T[] : never;
    rules: { kinds: RoutingFacts['kind'][]; to: number[] }[];
    fallback: number | null;
  }) => {
    const people = team.map(({ openCases, role }, index) => person(`p${index}`, openCases, role));
    return {
      people,
      policy: table({
        rules: rules.map(({ kinds, to }, index) => ({
          name: `r${index}`,
          kinds,
          to: mail(...to.map((id) => `p${id}`)),
        })),
        people: team.map(({ calendar, isAway }, index) => ({
          email: `p${index}@shop.example`,
          calendar,
          away: isAway ? [week] : [],
        })),
        fallback: fallback === null ? null : `p${fallback}@shop.example`,
      }),
    };
  };

  it('always gives a person, never one who is away or asleep while another could, and keeps loads level', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { people, policy } = build(given);
        const byId = new Map(people.map((one) => [one.id, one]));
        const seen = new Map(people.map(({ id, email }) => [id, presence(email, policy, given.now)]));
        const is = (id: string) => seen.get(id);
        const load = new Map(people.map(({ id, openCases }) => [id, openCases]));
        const route = router(people, policy, given.now);
        for (let nth = 0; nth < given.cases; nth++) {
          const { ownerId, because } = route(CASE);
          expect(byId.has(ownerId)).toBe(true);
          expect(because).not.toBe('');
          const working = people.filter(({ id }) => is(id) === 'WORKS');
          if (working.length > 0) expect(is(ownerId)).toBe('WORKS');
          else if (people.some(({ id }) => is(id) === 'OFF_HOURS')) expect(is(ownerId)).not.toBe('AWAY');
          const rule = policy.routing.rules.find(
            ({ kinds, to }) => kinds!.includes(CASE.kind) && working.some(({ email }) => to.includes(email)),
          );
          const able = rule ? working.filter(({ email }) => rule.to.includes(email)) : working;
          if (able.length > 0) {
            expect(able.map(({ id }) => id)).toContain(ownerId);
            expect(load.get(ownerId)).toBe(Math.min(...able.map(({ id }) => load.get(id)!)));
          }
          load.set(ownerId, load.get(ownerId)! + 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same answer to the same question, in whatever order people are listed', () => {
    fc.assert(
      fc.property(world, fc.infiniteStream(fc.nat()), (given, noise) => {
        const { people, policy } = build(given);
        const shuffled = people.map((one) => [noise.next().value as number, one] as const).sort(([a], [b]) => a - b);
        const routes = [people, shuffled.map(([, one]) => one)].map((list) => router(list, policy, given.now));
        for (let nth = 0; nth < given.cases; nth++) expect(routes[0]!(CASE)).toEqual(routes[1]!(CASE));
      }),
    );
  });
});
