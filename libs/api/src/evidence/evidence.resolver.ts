import { privateId, shipmentsByIds } from '@whereabouts/store';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import type { RecoveryTrackSource } from '../cases/case-mapping';
import { RecoveryTrackType } from '../cases/tracks.type';
import { viewerOf, worksCases, type GraphContext } from '../context';
import { toShipment, type ShipmentSource } from '../shipments/shipment-mapping';
import { ShipmentPayloadType, ShipmentType } from '../shipments/shipment.type';
import { forbidden, inputError, notFound } from '../user-errors';
import { toClaimEvidence, toEvidence, toStatement } from './evidence-mapping';
import { ClaimEvidenceType, ShipEvidenceInput, ShipTimeEvidenceType } from './evidence.type';

@Resolver(() => RecoveryTrackType)
export class ClaimEvidenceResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => ClaimEvidenceType, { description: 'What the claim rests on, and what is still missing.' })
  async evidence(@Root() root: RecoveryTrackSource, @Ctx() context: GraphContext): Promise<ClaimEvidenceType> {
    const { policyOf, links } = this.parts;
    const view = root.ofShipment === null ? null : await context.loaders.evidence.load(root.ofShipment);
    return toClaimEvidence(root, view, policyOf(viewerOf(context).merchantId), links);
  }
}

@Resolver(() => ShipmentType)
export class EvidenceResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => ShipTimeEvidenceType, { description: 'What was proven of it as it left.' })
  async evidence(@Root() { insideId }: ShipmentSource, @Ctx() context: GraphContext): Promise<ShipTimeEvidenceType> {
    const { policyOf, links } = this.parts;
    return toEvidence(await context.loaders.evidence.load(insideId), policyOf(viewerOf(context).merchantId), links);
  }

  @Mutation(() => ShipmentPayloadType, {
    description:
      'Adds what a packing station knows of a parcel. Ask for evidence { missing violations } in the same breath, and hold the box while there are violations.',
  })
  async recordShipEvidence(
    @Arg('input', () => ShipEvidenceInput, { description: 'What is known of the parcel.' }) input: ShipEvidenceInput,
    @Ctx() context: GraphContext,
  ): Promise<ShipmentPayloadType> {
    const viewer = viewerOf(context);
    if (!worksCases(viewer)) return { shipment: null, userErrors: [forbidden(viewer, 'work', 'record evidence')] };
    const shipmentId = privateId('shipment', input.shipmentId);
    if (!shipmentId) return { shipment: null, userErrors: [notFound('shipment', 'shipmentId')] };
    const { merchantId, userId: actor } = viewer;
    const { pipeline, carrierName } = this.parts;
    const reply = await pipeline.recordShipEvidence({ merchantId, actor, shipmentId, said: toStatement(input) });
    const [view] = await shipmentsByIds(context.db, merchantId, [shipmentId]);
    return {
      shipment: view ? toShipment(view, carrierName) : null,
      userErrors: 'refused' in reply ? [inputError(reply)] : [],
    };
  }
}
