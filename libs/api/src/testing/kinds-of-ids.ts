import type { NamedKind } from '../nodes/node-types';

/** What arguments name: places have no row of their own. */
export type Named = Exclude<NamedKind, 'node'>;

/** Whose ids the arguments and the fields of inputs take, by `Type.field`. */
const KINDS_OF_IDS: Readonly<Record<string, Named>> = {
  'Query.exceptionCase.id': 'case',
  'Query.node.id': 'case',
  'Query.nodes.ids': 'shipment',
  'Query._entities.representations': 'order',
  'Query.order.id': 'order',
  'Query.shipment.id': 'shipment',
  'Subscription.shipmentChanges.shipmentIds': 'shipment',
  'BulkInput.assignTo': 'user',
  'AssignCaseInput.ownerId': 'user',
  'OpenCaseInput.shipmentId': 'shipment',
  'UndoInput.activityId': 'activity',
  'CorrectTicketTopicInput.id': 'ticket',
  'MatchTicketInput.id': 'ticket',
  'MatchTicketInput.orderId': 'order',
  'MatchTicketInput.shipmentId': 'shipment',
  'ShipEvidenceInput.shipmentId': 'shipment',
  'LinkCasesInput.incidentId': 'incident',
  'LinkCasesInput.caseIds': 'case',
  'DecideIncidentInput.id': 'incident',
  'WorkIncidentInput.id': 'incident',
  'WorkIncidentInput.assignTo': 'user',
  'ReplayInput.ids': 'deadLetter',
  'ReplayInput.sourceId': 'source',
};

/** Undefined: nobody said so far. */
export const kindNamedBy = (place: string): Named | undefined =>
  KINDS_OF_IDS[place] ?? (/Input\.(id|ids|caseId)$/.test(place) ? 'case' : undefined);
