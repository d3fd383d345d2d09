import { compareAmounts } from '../orders/money';
import type { Money } from '../orders/order';
import type { Policy } from '../policy/policy';
import type { RoutingRule } from '../policy/routing';
import type { Instant } from '../time/instant';
import type { CustomerTier, ExceptionKind, Role } from '../vocabulary/exceptions';
import { presence, type Presence } from './presence';

/** Somebody who can own cases, with the load at the time of asking. */
export interface RoutingPerson {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly openCases: number;
}

/** What rules look at. */
export interface RoutingFacts {
  readonly kind: ExceptionKind;
  readonly carrier: string | null;
  readonly nodeCode: string | null;
  readonly tier: CustomerTier;
  readonly value: Money | null;
  /** As the shop wrote it: `de`, `de-AT`, `de_AT`. */
  readonly language: string | null;
}

/** A person, always, and why this one. */
export interface Routed {
  readonly ownerId: string;
  readonly because: string;
}

export type RoutingTable = Pick<Policy, 'routing' | 'calendars'>;

interface Pool {
  readonly name: string;
  readonly people: readonly RoutingPerson[];
}

/**
 * Gives owners for a batch of cases: the first rule that names somebody who works now, then everybody who works now, then
 * the fallback. Of several the one with the fewest open cases; each case that is given counts.
 * @param people who can own cases of the merchant. @throws RangeError when there is nobody
 */
export function router(
  people: readonly RoutingPerson[],
  { routing, calendars }: RoutingTable,
  now: Instant,
): (facts: RoutingFacts) => Routed {
  if (people.length === 0) throw new RangeError('nobody can own a case: add a user who is AGENT, LEAD or ADMIN');
  const load = new Map(people.map(({ id, openCases }) => [id, openCases]));
  const byEmail = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  const states = new Map(people.map((person) => [person.id, presence(person.email, { routing, calendars }, now)]));
  const are =
    (...wanted: readonly Presence[]) =>
    ({ id }: RoutingPerson) =>
      wanted.includes(states.get(id)!);
  const named = (emails: readonly string[]): RoutingPerson[] =>
    [...new Set(emails.map((email) => byEmail.get(email.toLowerCase())))].filter((person) => person !== undefined);

  const lightest = (candidates: readonly RoutingPerson[]): RoutingPerson =>
    candidates.reduce((best, one) => (isLighter(one, best, load) ? one : best));
  const give = (person: RoutingPerson, because: (openCases: number) => string): Routed => {
    const before = load.get(person.id)!;
    load.set(person.id, before + 1);
    return { ownerId: person.id, because: because(before) };
  };
  const fewest = ({ name, people: able }: Pool): Routed =>
    give(lightest(able), (open) => `${name}: ${open} open, the fewest of ${able.length} at work.`);

  const atWork = people.filter(are('WORKS'));
  const fallback = named(routing.fallback === null ? [] : [routing.fallback])[0];
  const rules = routing.rules.map((rule) => ({ rule, able: named(rule.to).filter(are('WORKS')) }));
  return (facts) => {
    const matching = rules.filter(({ rule }) => matches(rule, facts));
    const found = matching.find(({ able }) => able.length > 0);
    if (found) return fewest({ name: `Rule ${found.rule.name}`, people: found.able });
    const why = matching.length > 0 ? `Nobody of ${matching[0]!.rule.name} is at work` : 'No rule names it';
    if (atWork.length > 0) return fewest({ name: why, people: atWork });
    if (fallback !== undefined && states.get(fallback.id) !== 'AWAY')
      return give(fallback, () => 'Nobody is at work: the fallback of the policy.');
    const here = people.filter(are('OFF_HOURS'));
    const left = here.length > 0 ? here : people;
    const leads = left.filter(({ role }) => role === 'LEAD' || role === 'ADMIN');
    const last = leads.length > 0 ? leads : left;
    return give(
      lightest(last),
      (open) => `Nobody is at work: ${open} open, the fewest of ${last.length} who are left.`,
    );
  };
}

/** Ties go to agents before leads before admins, then by id, so that the same question gets the same answer. */
const RANK: Readonly<Partial<Record<Role, number>>> = { AGENT: 0, LEAD: 1, ADMIN: 2 };

function isLighter(one: RoutingPerson, best: RoutingPerson, load: ReadonlyMap<string, number>): boolean {
  const byLoad = load.get(one.id)! - load.get(best.id)!;
  const byRole = (RANK[one.role] ?? 3) - (RANK[best.role] ?? 3);
  return byLoad < 0 || (byLoad === 0 && (byRole < 0 || (byRole === 0 && one.id < best.id)));
}

/** Everything that a rule gives must hold; what the case does not know, does not hold. */
function matches(rule: RoutingRule, facts: RoutingFacts): boolean {
  const { kinds, carriers, nodes, tiers, languages, value } = rule;
  return (
    isAmong(kinds, facts.kind) &&
    isAmong(carriers, facts.carrier) &&
    isAmong(nodes, facts.nodeCode) &&
    isAmong(tiers, facts.tier) &&
    (languages === undefined || languages.some((language) => speaks(language, facts.language))) &&
    (value === undefined || isWorth(facts.value, value))
  );
}

const isAmong = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined || (value !== null && wanted.includes(value));

function speaks(wanted: string, language: string | null): boolean {
  const tag = language?.replaceAll('_', '-').toLowerCase();
  return tag === wanted.toLowerCase() || (tag?.startsWith(`${wanted.toLowerCase()}-`) ?? false);
}

const isWorth = (value: Money | null, { atLeast, currency }: NonNullable<RoutingRule['value']>): boolean =>
  value !== null && value.currency === currency && (compareAmounts(value.amount, atLeast) ?? -1) >= 0;
