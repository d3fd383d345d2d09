import {
  canonicalText,
  deriveShipment,
  mergeSummaries,
  summarize,
  type Claim,
  type Milestone,
  type OrderStatements,
  type ShipmentView,
  type SourceKind,
  type Summary,
  type TruthRanking,
} from '@whereabouts/model';

const sourceOf = (key: string): { sourceKind: SourceKind; sourceId: string } => {
  const colon = key.indexOf(':');
  return { sourceKind: key.slice(0, colon) as SourceKind, sourceId: key.slice(colon + 1) };
};

/** What the order says that its parcels need: the promise and where it goes. */
export function orderClaims(statements: OrderStatements): Claim[] {
  return Object.entries(statements).flatMap(([key, { at, says }]) => {
    const source = sourceOf(key);
    const promise: Claim[] = says.promise ? [{ fact: 'promise', value: { ...says.promise }, at, ...source }] : [];
    const destination: Claim[] = says.destination
      ? [{ fact: 'destination', value: { ...says.destination }, at, ...source }]
      : [];
    return [...promise, ...destination];
  });
}

export interface FoldInput {
  readonly summary: Summary;
  readonly milestones: readonly Milestone[];
  readonly claims: readonly Claim[];
  /** The whole history, when merging is not enough: a replay may have read an event anew. */
  readonly history: readonly Milestone[] | null;
}

/** What was said beside milestones survives a refold: history does not hold it. */
const claimsOnly = (summary: Summary): Summary => ({
  sources: summary.sources.map((source) => ({ ...source, marks: [] })).filter(({ claims }) => claims.length > 0),
});

/** The summary after a batch; the same object when the batch brought nothing new. */
export function foldNews({ summary, milestones, claims, history }: FoldInput): Summary {
  if (!history) return mergeSummaries(summary, summarize(milestones, claims));
  const refolded = mergeSummaries(claimsOnly(summary), summarize(history, claims));
  return canonicalText(refolded) === canonicalText(summary) ? summary : refolded;
}

export const viewOf = (summary: Summary, truth: TruthRanking): ShipmentView => deriveShipment(summary, truth);

/**
 * The view with what the order says, which stays with the order: it may say something else tomorrow, or prove to be
 * another one's.
 */
export function viewWithOrder(
  summary: Summary,
  view: ShipmentView,
  order: { readonly statements: OrderStatements } | null,
  truth: TruthRanking,
): ShipmentView {
  const claims = order ? orderClaims(order.statements) : [];
  const whole = foldNews({ summary, milestones: [], claims, history: null });
  return whole === summary ? view : viewOf(whole, truth);
}
