import 'reflect-metadata';
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { ResolverParts } from './api-parts';
import type { GraphContext } from './context';
import type { PageArgs } from './schema/connection';
import type { ShipmentSource } from './shipments/shipment-mapping';
import { CaseBulkResolver } from './cases/case-bulk.resolver';
import { CaseCommandsResolver } from './cases/case-commands.resolver';
import { CaseEndingResolver } from './cases/case-ending.resolver';
import { CaseFieldsResolver, CustomerTrackResolver, DetectionResolver } from './cases/case-fields.resolver';
import { CaseTracksResolver } from './cases/case-tracks.resolver';
import { CaseConnectionResolver, CaseResolver } from './cases/case.resolver';
import { sharedSummaries } from './cases/shared-summaries';
import { ChangeResolver } from './changes/change.resolver';
import { LiveResolver } from './changes/live.resolver';
import { ClaimEvidenceResolver, EvidenceResolver } from './evidence/evidence.resolver';
import { kindOf } from './ids';
import { IncidentCommandsResolver } from './incidents/incident-commands.resolver';
import { CaseIncidentResolver, IncidentConnectionResolver, IncidentResolver } from './incidents/incident.resolver';
import { WaitingResolver } from './incidents/waiting.resolver';
import { MessageResolver } from './messages/message.resolver';
import { MilestoneConnectionResolver, MilestoneResolver } from './milestones/milestone.resolver';
import { NODE_TYPE_NAMES } from './nodes/node-types';
import { NodeResolver } from './nodes/node.resolver';
import { OrderConnectionResolver, OrderResolver } from './orders/order.resolver';
import { ShipmentFieldsResolver, SourcedValueResolver } from './shipments/shipment-fields.resolver';
import { ShipmentConnectionResolver, ShipmentResolver } from './shipments/shipment.resolver';
import { DeadLetterConnectionResolver, SourceResolver } from './sources/source.resolver';
import { PolicyResolver } from './policies/policy.resolver';
import { FulfillmentNodeType } from './shipments/shipment.type';
import { TicketResolver } from './tickets/ticket.resolver';
import { UserResolver } from './users/user.resolver';

/** type-graphql asks for one as soon as a subscription exists; ours read the change feed instead. */
const NO_PUBSUB: PubSub = {
  publish: () => {
    throw new Error('append to the change feed instead');
  },
  subscribe: () => {
    throw new Error('read the change feed instead');
  },
};

/** The schema with its resolvers, made of these parts. */
export function createSchema(parts: ResolverParts): GraphQLSchema {
  const resolvers = new Map<unknown, object>([
    [CaseResolver, new CaseResolver(parts, sharedSummaries())],
    [CaseConnectionResolver, new CaseConnectionResolver(parts)],
    [CaseFieldsResolver, new CaseFieldsResolver(parts)],
    [CaseCommandsResolver, new CaseCommandsResolver(parts)],
    [CaseTracksResolver, new CaseTracksResolver(parts)],
    [CaseEndingResolver, new CaseEndingResolver(parts)],
    [CaseBulkResolver, new CaseBulkResolver(parts)],
    [IncidentResolver, new IncidentResolver(parts)],
    [IncidentConnectionResolver, new IncidentConnectionResolver(parts)],
    [IncidentCommandsResolver, new IncidentCommandsResolver(parts)],
    [CaseIncidentResolver, new CaseIncidentResolver()],
    [WaitingResolver, new WaitingResolver(parts)],
    [DetectionResolver, new DetectionResolver()],
    [CustomerTrackResolver, new CustomerTrackResolver()],
    [ShipmentResolver, new ShipmentResolver(parts)],
    [ShipmentConnectionResolver, new ShipmentConnectionResolver(parts)],
    [ShipmentFieldsResolver, new ShipmentFieldsResolver(parts)],
    [EvidenceResolver, new EvidenceResolver(parts)],
    [ClaimEvidenceResolver, new ClaimEvidenceResolver(parts)],
    [SourcedValueResolver, new SourcedValueResolver()],
    [MilestoneResolver, new MilestoneResolver()],
    [MilestoneConnectionResolver, new MilestoneConnectionResolver()],
    [TicketResolver, new TicketResolver(parts)],
    [MessageResolver, new MessageResolver(parts)],
    [OrderResolver, new OrderResolver(parts)],
    [OrderConnectionResolver, new OrderConnectionResolver(parts)],
    [SourceResolver, new SourceResolver(parts)],
    [DeadLetterConnectionResolver, new DeadLetterConnectionResolver(parts)],
    [UserResolver, new UserResolver(parts)],
    [PolicyResolver, new PolicyResolver(parts)],
    [NodeResolver, new NodeResolver(parts)],
    [ChangeResolver, new ChangeResolver(parts)],
    [LiveResolver, new LiveResolver()],
  ]);
  const schema = buildSchemaSync({
    resolvers: [...resolvers.keys()] as unknown as NonEmptyArray<NewableFunction>,
    orphanedTypes: [FulfillmentNodeType],
    container: { get: (resolver) => resolvers.get(resolver) },
    pubSub: NO_PUBSUB,
    validate: false,
  });
  resolveNodesById(schema);
  resolvePlainly(schema, new ShipmentFieldsResolver(parts));
  readAnewForEachMutation(schema);
  return schema;
}

/** Asked of each parcel of a list: type-graphql's call, with an object made of the arguments, costs more than the answer. */
function resolvePlainly(schema: GraphQLSchema, shipments: ShipmentFieldsResolver): void {
  const shipment = schema.getType('Shipment');
  if (!isObjectType(shipment)) throw new Error('the schema has no type Shipment');
  shipment.getFields()['milestones']!.resolve = (
    root: ShipmentSource,
    args: Partial<PageArgs>,
    context: GraphContext,
    info,
  ) => shipments.milestones(root, args, context, info);
}

/** Of several mutations in one document, each shows what those before it changed. */
function readAnewForEachMutation(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()!.getFields())) {
    const { resolve } = field;
    field.resolve = (root, args, context: GraphContext, info) => {
      context.forget();
      return resolve!(root, args, context, info);
    };
  }
}

/** Our objects are plain data, not instances: the prefix of an id tells the type. */
function resolveNodesById(schema: GraphQLSchema): void {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('the schema has no interface Node');
  node.resolveType = ({ id }: { id: string }) => {
    const kind = kindOf(id);
    return kind ? NODE_TYPE_NAMES[kind] : undefined;
  };
}
