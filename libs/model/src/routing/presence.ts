import { ALWAYS_OPEN } from '../calendar/business-calendar';
import { isOpen } from '../calendar/business-time';
import type { Policy } from '../policy/policy';
import { msOf, type Instant } from '../time/instant';
import { offsetSpan } from '../time/offset-span';

/** Whether somebody takes cases at a moment. */
export type Presence = 'WORKS' | 'OFF_HOURS' | 'AWAY';

/** By the person's own calendar and days off; who is not in the policy works whenever the merchant's calendar is open. */
export function presence(
  email: string,
  { routing, calendars }: Pick<Policy, 'routing' | 'calendars'>,
  now: Instant,
): Presence {
  const person = routing.people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  const name = person?.calendar ?? 'business';
  // A name that is no calendar of the policy is refused when a policy is stored.
  const calendar = (Object.hasOwn(calendars, name) ? calendars[name] : undefined) ?? ALWAYS_OPEN;
  const today = wallDate(now, calendar.zone);
  if (person?.away?.some(({ from, to }) => from <= today && today <= to)) return 'AWAY';
  return isOpen(calendar, now) ? 'WORKS' : 'OFF_HOURS';
}

/** The day that a clock on the wall of the zone shows. */
const wallDate = (at: Instant, zone: string): string =>
  new Date(msOf(at) + offsetSpan(zone, msOf(at)).offset).toISOString().slice(0, 10);
