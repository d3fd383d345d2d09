import type { LatestSelection } from '@whereabouts/store';
import { getArgumentValues, GraphQLError, isObjectType, type FieldNode, type GraphQLResolveInfo } from 'graphql';
import { latestSelection } from '../milestones/milestone-list';
import { onlyField, selectionOf } from '../schema/selection';

const PATHS = [
  ['nodes', 'shipment', 'milestones'],
  ['edges', 'node', 'shipment', 'milestones'],
] as const;

/** A document is parsed once and asked many times. */
const known = new WeakMap<FieldNode, FieldNode | null>();

/**
 * What a list of cases asks of the latest milestones of its parcels, so that the statement that reads the list reads them,
 * too. Null: nothing, something else than the latest, or in several ways; each parcel then sees to it.
 */
export function milestonesAsked(info: GraphQLResolveInfo): LatestSelection | null {
  const [list, ...others] = info.fieldNodes;
  if (list === undefined || others.length > 0) return null;
  let field = known.get(list);
  if (field === undefined) known.set(list, (field = onlyField(info, ...PATHS)));
  const shipment = info.schema.getType('Shipment');
  const definition = isObjectType(shipment) ? shipment.getFields()['milestones'] : undefined;
  if (!field || !definition) return null;
  try {
    const args = getArgumentValues(definition, field, info.variableValues);
    return latestSelection(args, selectionOf({ fieldNodes: [field], fragments: info.fragments }));
  } catch (error) {
    // Whoever resolves the field refuses its arguments, at its own place.
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
