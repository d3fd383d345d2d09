export * from './db';
export * from './transactions';
export { isContended, isUnavailable } from './failures';
export * from './merchant-pool';
export * from './waiter';
export * from './row-security';
export * from './ids';
export * from './migrate';
export * from './partitions';
export * from './inbox';
export * from './dead-letters';
export * from './orders';
export * from './stock/stock-levels';
export * from './stock/stock-turns';
export * from './stock/waiting-lines';
export * from './tickets';
export * from './ticket-homes';
export * from './family-members';
export * from './ticket-news';
export * from './ticket-corrections';
export * from './shipment-writes';
export * from './shipments';
export * from './shipments-of-cases';
export * from './milestones';
export * from './evidence/ship-evidence';
export * from './evidence/photos';
export * from './remap/stage';
export * from './remap/differences';
export {
  historyAsRemapped,
  ownersOf,
  rewriteSubjects,
  shipmentsToRemap,
  stampRemapped,
  subjectsToRemap,
} from './remap/rewrite';
export * from './aliases';
export * from './cases';
export * from './take-numbers';
export * from './cases-like';
export type { CaseFacts } from './case-place';
export * from './cases-of-subjects';
export * from './case-facts';
export * from './case-subjects';
export * from './free-cases';
export * from './owned-cases';
export * from './messages/reach';
export * from './messages/message-log';
export * from './messages/outgoing';
export * from './activity';
export * from './audit/seals';
export * from './audit/log-pages';
export * from './change-feed';
export * from './shipment-feed';
export * from './counters';
export * from './lanes/day-counts';
export * from './lanes/transit-times';
export * from './silence/voices';
export * from './incidents/incidents';
export * from './incidents/shared-keys';
export * from './incidents/incident-pages';
export * from './deadlines';
export * from './what-if/id-ranges';
export * from './what-if/shipment-pages';
export * from './what-if/order-pages';
export * from './what-if/ticket-pages';
export * from './what-if/lane-additions';
export * from './what-if/voice-histories';
export type { ShipmentHistory } from './what-if/history-rows';
export * from './policies/policy-versions';
export * from './policies/policy-switches';
export * from './policies/policy-news';
export * from './policies/policy-sweeps';
export * from './policies/open-cases';
export * from './pull/polls';
export * from './pull/follows';
export * from './pull/pull-accounts';
export * from './pull/source-states';
export * from './unmapped-codes';
export * from './owners';
export * from './admin/directory';
export * from './admin/secrets';
export * from './admin/api-keys';
export { toPage, type Page, type PageRequest, type SortKey } from './read/keyset';
export * from './read/case-filter';
export * from './read/case-match';
export * from './read/case-views';
export * from './read/case-pages';
export * from './neighbourhood';
export * from './read/related-cases';
export {
  surroundingsReader,
  type CaseInSurroundings,
  type CaseSurroundings,
  type WantedSurroundings,
  type SurroundingPart,
} from './read/case-surroundings';
export * from './read/shipment-views';
export * from './read/shipment-match';
export * from './read/shipment-search';
export * from './read/order-views';
export * from './read/evidence-views';
export * from './read/stock-views';
export * from './read/ticket-views';
export * from './read/ticket-corrections';
export * from './read/message-views';
export * from './read/milestone-views';
export * from './read/activity-views';
export * from './read/dead-letter-views';
export * from './read/source-views';
export type { PullHealthView } from './read/pull-health';
export * from './read/source-trouble';
export * from './read/source-traffic';
export * from './read/user-views';
export * from './read/queue-summary';
export * from './read/queue-totals';
export * from './embedded';
export { insertRows, recordset, toJson, updateRows, type Columns } from './recordset';
