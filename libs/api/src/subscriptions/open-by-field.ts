import { toCaseFilter } from '../cases/case-mapping';
import { caseSelection } from '../cases/case-selection';
import type { CaseFilterInput } from '../cases/case.inputs';
import { placeFor, type FeedSubject } from '../changes/cursor';
import type { ExceptionChangesArgs, ShipmentChangesArgs } from '../changes/live.resolver';
import { refuse } from '../errors';
import { insideId } from '../ids';
import { MOST_A_PAGE } from '../schema/connection';
import { below } from '../schema/selection';
import { toShipmentFilter } from '../shipments/shipment-mapping';
import type { FeedHub, Start } from './feed-hub';
import type { OpenByField } from './operations';
import type { CaseAudience } from './topics/case-changes';
import type { SummaryHub } from './topics/queue-summaries';
import type { ShipmentAudience } from './topics/shipment-changes';

export interface Hubs {
  readonly cases: FeedHub<CaseAudience>;
  readonly shipments: FeedHub<ShipmentAudience>;
  readonly summaries: SummaryHub;
}

/** The subscriptions of the schema. */
export const openByField = ({ cases, shipments, summaries }: Hubs): OpenByField => ({
  exceptionChanges({ viewer, args, fields, audience }) {
    const { filter: input, ...follow } = args as unknown as ExceptionChangesArgs;
    const filter = toCaseFilter(input, viewer);
    const selection = caseSelection(below(fields, 'exceptionCase'));
    const start = startOf('cases', follow);
    return (outlet) => cases.subscribe({ ...audience(filter), filter, selection }, start, outlet);
  },
  shipmentChanges({ args, fields, audience }) {
    const { filter: input, shipmentIds, ...follow } = args as unknown as ShipmentChangesArgs;
    if (shipmentIds && shipmentIds.length > MOST_A_PAGE)
      throw refuse('BAD_USER_INPUT', `shipmentIds may name ${MOST_A_PAGE} shipments; there are ${shipmentIds.length}.`);
    const filter = { ...toShipmentFilter(input), ids: shipmentIds?.map((id) => insideId('shipment', id)) };
    const start = startOf('shipments', follow);
    return (outlet) =>
      shipments.subscribe({ ...audience(filter), filter, wantsMilestone: fields.has('milestone') }, start, outlet);
  },
  queueSummary({ viewer, args, audience }) {
    const filter = toCaseFilter(args['filter'] as CaseFilterInput | null | undefined, viewer);
    return (outlet) => summaries.subscribe({ ...audience(filter), filter }, outlet);
  },
});

/** Where a subscription begins; a cursor of a snapshot goes on within it, whatever else is asked. */
function startOf(
  subject: FeedSubject,
  { after, snapshot }: { after?: string | null; snapshot?: boolean | null },
): Start {
  if (!after) return { after: null, snapshot: snapshot ? { after: null } : null };
  const place = placeFor(subject, after);
  return { after: place.position, snapshot: place.snapshot };
}
