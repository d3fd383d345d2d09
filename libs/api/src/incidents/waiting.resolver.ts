import { silenceOf, type ShipmentState } from '@whereabouts/model';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ResolverParts } from '../api-parts';
import { viewerOf, type GraphContext } from '../context';
import type { ShipmentSource } from '../shipments/shipment-mapping';
import { ShipmentType } from '../shipments/shipment.type';

/** Nothing more is expected of it, so nobody is waited for. */
const OVER: ReadonlySet<ShipmentState> = new Set(['DELIVERED', 'RETURNED', 'LOST', 'CANCELLED']);

@Resolver(() => ShipmentType)
export class WaitingResolver {
  constructor(private readonly parts: ResolverParts) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why nothing is concluded from its silence: whoever could speak of it is silent, or just catching up. Null when somebody is not.',
  })
  async waitsForSource(
    @Root() { insideId, state }: ShipmentSource,
    @Ctx() context: GraphContext,
  ): Promise<string | null> {
    if (OVER.has(state)) return null;
    const heard = await context.loaders.voices.load(insideId);
    if (heard === null) return null;
    const { silence } = this.parts.policyOf(viewerOf(context).merchantId);
    return silenceOf(heard.carrier, heard.summary, heard.voices, silence, context.now)?.because ?? null;
  }
}
