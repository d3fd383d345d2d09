import type { ExceptionKind } from '../vocabulary/exceptions';
import type { Finding } from '../detection/finding';
import type { Detection } from './case';

/** A weaker case or finding that a case takes over: what people read of it, and its milestones. */
export interface Absorbed {
  readonly kind: ExceptionKind;
  /** `EX-12` when it was a case. */
  readonly ref: string | null;
  readonly milestoneIds: readonly string[];
}

/** What is appended to the sentence of the rule, and survives when the rule's own sentence changes. */
const TAKES_OVER = ' It takes over ';
/** What is appended while a case stays open though its condition is over; it goes when the condition is back. */
const HEALED = ' Over by itself, left open for a person to close: ';

/** The evidence of a case joined with what the rule says now. Returns `current` itself when nothing is new. */
export function joinFinding(current: Detection, finding: Finding, absorbed: readonly Absorbed[]): Detection {
  const because = finding.because + takeOvers(current.because, absorbed);
  const milestoneIds = joinIds(current.milestoneIds, finding, absorbed);
  const ticketIds = joinTickets(current.ticketIds, finding.ticketIds);
  const isSame =
    ticketIds === current.ticketIds &&
    because === current.because &&
    finding.rule === current.rule &&
    finding.conditionSince === current.conditionSince &&
    milestoneIds === current.milestoneIds;
  if (isSame) return current;
  const { rule, policyVersion, thresholds, conditionSince } = finding;
  return {
    ...current,
    rule,
    policyVersion,
    thresholds,
    because,
    milestoneIds,
    ...(ticketIds !== undefined && { ticketIds }),
    conditionSince,
  };
}

/** The evidence of a case that takes over others while its own rule finds nothing new. */
export function joinAbsorbed(current: Detection, absorbed: readonly Absorbed[]): Detection {
  if (absorbed.length === 0) return current;
  const milestoneIds = joinIds(current.milestoneIds, null, absorbed);
  const [own = ''] = current.because.split(TAKES_OVER);
  const because = own + takeOvers(current.because, absorbed);
  return because === current.because && milestoneIds === current.milestoneIds
    ? current
    : { ...current, because, milestoneIds };
}

/** Says once that the condition is over; the same again changes nothing. */
export const markHealed = (current: Detection, because: string): Detection =>
  current.because.includes(HEALED) ? current : { ...current, because: `${current.because}${HEALED}${because}.` };

/** A finding is named by its kind, and not again when a case of that kind was taken over before. */
function takeOvers(before: string, absorbed: readonly Absorbed[]): string {
  const [plain = ''] = before.split(HEALED);
  const texts = plain.split(TAKES_OVER).slice(1);
  for (const { kind, ref } of absorbed) {
    const text = ref === null ? `${kind}.` : `${ref} (${kind}).`;
    if (!texts.some((known) => (ref === null ? known.includes(kind) : known === text))) texts.push(text);
  }
  return texts.map((text) => TAKES_OVER + text).join('');
}

function joinIds(known: readonly string[], finding: Finding | null, absorbed: readonly Absorbed[]): readonly string[] {
  const all = new Set(known);
  for (const id of finding?.milestoneIds ?? []) all.add(id);
  for (const { milestoneIds } of absorbed) for (const id of milestoneIds) all.add(id);
  return all.size === known.length ? known : [...all];
}

/** The same list when nothing is new in it. */
function joinTickets(
  known: readonly string[] | undefined,
  news: readonly string[] | undefined,
): readonly string[] | undefined {
  if (news === undefined || news.every((id) => known?.includes(id))) return known;
  return [...new Set([...(known ?? []), ...news])];
}
