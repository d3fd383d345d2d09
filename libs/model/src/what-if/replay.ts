import { healingOf } from '../cases/healing';
import { reconcile, type ClosedEpisode } from '../cases/reconcile';
import type { ExceptionCase } from '../cases/case';
import { detect } from '../detection/detect';
import type { Policy } from '../policy/policy';
import type { Milestone } from '../shipment/milestone';
import type { TruthRanking } from '../shipment/ranking';
import type { ShipmentView } from '../shipment/shipment-view';
import { mergeSummaries, summarize, type Summary } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import type { Instant } from '../time/instant';
import type { CustomerTier, ExceptionKind } from '../vocabulary/exceptions';

/** A shipment as it is replayed: what was said of it beside milestones counts from the beginning. */
export interface ReplayedShipment {
  readonly merchantId: string;
  readonly shipmentId: string;
  readonly carrier: string;
  readonly tier: CustomerTier;
  /** Claims of its sources and of its order. */
  readonly claims: Summary;
  readonly milestones: readonly Milestone[];
}

/** A case that the hub opens when nobody but the hub does anything. */
export interface ReplayedCase {
  readonly kind: ExceptionKind;
  readonly openedAt: Instant;
  /** Null: open at the end of the replay. */
  readonly closedAt: Instant | null;
  /** When the first action is due, as the policy has it when the case is opened. */
  readonly dueAt: Instant;
  readonly because: string;
}

/** What was known from a moment on. */
interface Known {
  readonly at: Instant;
  readonly summary: Summary;
  readonly view: ShipmentView;
}

/** What was known of a shipment after each receipt of news, in the order of receipt. */
export function knowledgeOf(
  { claims, milestones }: Pick<ReplayedShipment, 'claims' | 'milestones'>,
  truth: TruthRanking,
): Known[] {
  const inOrder = [...milestones].sort((a, b) =>
    a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0,
  );
  const known: Known[] = [];
  let summary = claims;
  for (let from = 0; from < inOrder.length;) {
    const at = inOrder[from]!.receivedAt;
    let to = from + 1;
    while (to < inOrder.length && inOrder[to]!.receivedAt === at) to += 1;
    const before = summary;
    summary = mergeSummaries(summary, summarize(inOrder.slice(from, to)));
    if (summary !== before || from === 0) known.push({ at, summary, view: deriveShipment(summary, truth) });
    from = to;
  }
  return known;
}

/** More looks than any rule needs: a shipment that wants them is left as it stands. */
const MOST_LOOKS = 1_000;

/** The cases that a policy opens while the news of a shipment comes in and time goes by until a moment. Pure. */
export function replay(
  shipment: ReplayedShipment,
  known: readonly Known[],
  policy: Policy,
  until: Instant,
): ReplayedCase[] {
  const book = caseBook(shipment, policy);
  let looks = 0;
  const look = ({ view, summary }: Known, now: Instant): Instant | null => {
    const found = detect(view, summary, { policy, now, carrier: shipment.carrier, tier: shipment.tier });
    if (found.findings.length > 0 || book.hasOpen()) book.judge(view, found.findings, now);
    looks += 1;
    return found.nextCheckAt;
  };
  for (const [index, news] of known.entries()) {
    if (news.at > until) break;
    const end = known[index + 1]?.at ?? null;
    let next = look(news, news.at);
    while (next !== null && next <= until && (end === null || next < end) && looks < MOST_LOOKS)
      next = look(news, next);
  }
  return book.all();
}

/** The cases of one shipment, which nobody works. */
function caseBook({ merchantId, shipmentId }: ReplayedShipment, policy: Policy) {
  const subject = { merchantId, shipmentId, orderId: null, ticketId: null };
  const open = new Map<string, ExceptionCase>();
  const all = new Map<string, ReplayedCase>();
  const episodes: Partial<Record<ExceptionKind, number>> = {};
  const lastClosed: Partial<Record<ExceptionKind, ClosedEpisode>> = {};

  const opened = (draft: Omit<ExceptionCase, 'id' | 'number' | 'ownerId'>): void => {
    const id = String(all.size + 1);
    open.set(id, { ...draft, id, number: all.size + 1, ownerId: '' });
    episodes[draft.kind] = (episodes[draft.kind] ?? 0) + 1;
    const { kind, openedAt, sla, detection } = draft;
    all.set(id, { kind, openedAt, closedAt: null, dueAt: sla.firstActionDueAt, because: detection.because });
  };
  const closed = (one: ExceptionCase, now: Instant): void => {
    open.delete(one.id);
    all.set(one.id, { ...all.get(one.id)!, closedAt: now });
    lastClosed[one.kind] = { closedAt: now, conditionSince: one.detection.conditionSince, by: 'rule' };
  };

  return {
    hasOpen: (): boolean => open.size > 0,
    all: (): ReplayedCase[] => [...all.values()],
    judge(view: ShipmentView, findings: ReturnType<typeof detect>['findings'], now: Instant): void {
      const effects = reconcile({
        open: [...open.values()],
        findings,
        heals: (current) => healingOf(current, view, policy, []),
        policy,
        now,
        episodes,
        lastClosed,
        flags: [],
        subject,
      });
      for (const effect of effects)
        if (effect.type === 'open') opened(effect.case);
        else if (effect.type === 'close') closed(effect.case, now);
        else open.set(effect.case.id, effect.case);
    },
  };
}
