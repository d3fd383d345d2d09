import {
  clockSteps,
  healingOf,
  DEFAULT_POLICY,
  reconcile,
  type ClosedEpisode,
  type ExceptionCase,
  type ExceptionKind,
  type Finding,
  type Instant,
  type ShipmentView,
} from '@whereabouts/model';

const SUBJECT = { merchantId: 'm', shipmentId: 's', orderId: null, ticketId: null };

const upTo = <Value>(values: readonly [ExceptionKind, Value][]): Partial<Record<ExceptionKind, Value>> =>
  Object.fromEntries(values);

const lastClosed = ({ kind, closedAt, detection }: ExceptionCase): [ExceptionKind, ClosedEpisode][] =>
  closedAt === null ? [] : [[kind, { closedAt, conditionSince: detection.conditionSince, by: 'rule' }]];

/** Reconciles a parcel's cases with what the rules find, then runs their clocks. Changes the list in place. */
export function judgedAs(
  cases: ExceptionCase[],
  {
    view,
    findings,
    now,
  }: { readonly view: ShipmentView; readonly findings: readonly Finding[]; readonly now: Instant },
): void {
  const put = (one: ExceptionCase): void => {
    const at = cases.findIndex(({ id }) => id === one.id);
    if (at < 0) cases.push(one);
    else cases[at] = one;
  };
  const effects = reconcile({
    open: cases.filter(({ status }) => status !== 'CLOSED'),
    findings,
    heals: (current) => healingOf(current, view, DEFAULT_POLICY),
    policy: DEFAULT_POLICY,
    now,
    episodes: upTo(cases.map(({ kind, episode }) => [kind, episode])),
    lastClosed: upTo(cases.flatMap(lastClosed)),
    flags: [],
    subject: SUBJECT,
  });
  for (const effect of effects) {
    const id = String(cases.length + 1);
    put(effect.type === 'open' ? { ...effect.case, id, number: cases.length + 1, ownerId: 'o' } : effect.case);
  }
  for (const one of cases.filter(({ status }) => status !== 'CLOSED'))
    if (one.sla.nextClockAt !== null && one.sla.nextClockAt <= now)
      for (const step of clockSteps(one, DEFAULT_POLICY, now)) put(step.case);
}
