import type { DeliveredTo, Direction, Instant, MilestoneCode, Place, TimeCertainty } from '@whereabouts/model';
import {
  MILESTONE_COLUMNS,
  publicId,
  publicMilestoneId,
  type MilestoneColumn,
  type MilestoneView,
} from '@whereabouts/store';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { DeliveredToEnum, DirectionEnum, MilestoneCodeEnum, TimeCertaintyEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';
import type { Selection } from '../schema/selection';

@ObjectType('Place', { simpleResolvers: true, description: 'Where something happened, as far as the source says.' })
export class PlaceType {
  @Field(() => String, { description: 'All of it in one line.' }) text!: string;
  @Field(() => String, { nullable: true, description: 'City or town.' }) city!: string | null;
  @Field(() => String, { nullable: true, description: 'State, province or region.' }) region!: string | null;
  @Field(() => String, { nullable: true, description: 'Postal code.' }) postalCode!: string | null;
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' }) country!: string | null;
  @Field(() => String, { nullable: true, description: "The carrier's name of the facility." }) facility!: string | null;
}

@ObjectType('Milestone', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'One reported event of a parcel or an order.',
})
export class MilestoneType extends NodeType {
  @Field(() => MilestoneCodeEnum, { description: 'What happened.' }) code!: MilestoneCode;
  @Field(() => [String], { description: 'Why, as party.cause.' }) reasons!: readonly string[];
  @Field(() => DateTime, { description: 'Best known instant; see timeCertainty.' }) occurredAt!: Instant;
  @Field(() => String, { nullable: true, description: 'As the source wrote it, with its own offset or none.' })
  occurredLocal!: string | null;
  @Field(() => TimeCertaintyEnum, { description: 'How sure occurredAt is.' }) timeCertainty!: TimeCertainty;
  @Field(() => DateTime, { description: 'When the hub first received it.' }) receivedAt!: Instant;
  @Field(() => Int, { description: 'How many times the source repeated it.' }) observations!: number;
  @Field(() => PlaceType, { nullable: true, description: 'Where.' }) place!: PlaceType | null;
  @Field(() => DeliveredToEnum, { nullable: true, description: 'Where or to whom it was delivered.' })
  deliveredTo!: DeliveredTo | null;
  @Field(() => DirectionEnum, { description: 'Which way the parcel went.' }) direction!: Direction;
  @Field(() => Int, { nullable: true, description: 'Which attempt at delivery, where the source counts them.' })
  attemptNumber!: number | null;
  @Field(() => String, { nullable: true, description: "The source's own code." }) sourceCode!: string | null;
  @Field(() => String, { nullable: true, description: "The source's own words." }) sourceText!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The code table that gave it its meaning: version of the plugin + fingerprint of the table.',
  })
  mappingVersion!: string | null;
  @Field(() => ID, { nullable: true, description: 'The stored bytes that this came from (role lead or above).' })
  rawInputId!: string | null;
}

export const MilestoneConnection = connectionOf('Milestone', MilestoneType, 'milestones');

/** A milestone whose source its field resolver looks up. */
export interface MilestoneSource extends MilestoneType {
  readonly sourceId: string;
}

/** Which columns a field needs; fields that are not named here need the column of their own name. */
const FIELD_COLUMNS: Readonly<Record<string, readonly MilestoneColumn[]>> = {
  id: ['subjectId'],
  source: ['sourceId'],
  rawInputId: ['inputId'],
};
const KNOWN: ReadonlySet<string> = new Set(MILESTONE_COLUMNS);

const known = new WeakMap<Selection, readonly MilestoneColumn[]>();

/** The columns to read for these fields; those that a milestone is sorted by come first. */
export function milestoneColumns(fields: Selection): readonly MilestoneColumn[] {
  const cached = known.get(fields);
  if (cached) return cached;
  const wanted = new Set<MilestoneColumn>(['id', 'occurredAt']);
  for (const field of fields.keys())
    for (const column of FIELD_COLUMNS[field] ?? [field as MilestoneColumn]) if (KNOWN.has(column)) wanted.add(column);
  const columns = [...wanted];
  known.set(fields, columns);
  return columns;
}

/** Lists hold many: each field is made when it is asked for, objects once. Columns that were not selected are absent. */
class ShownMilestone implements MilestoneSource {
  private madeId: string | undefined;
  private madePlace: PlaceType | undefined;

  constructor(
    private readonly view: MilestoneView,
    private readonly showsRaw: boolean,
  ) {}
  get sourceId() {
    return this.view.sourceId;
  }
  get id() {
    return (this.madeId ??= publicMilestoneId(this.view.subjectId, this.view.id));
  }
  get code() {
    return this.view.code;
  }
  get reasons() {
    return this.view.reasons;
  }
  get occurredAt() {
    return this.view.occurredAt;
  }
  get occurredLocal() {
    return this.view.occurredLocal;
  }
  get timeCertainty() {
    return this.view.timeCertainty;
  }
  get receivedAt() {
    return this.view.receivedAt;
  }
  get observations() {
    return this.view.observations;
  }
  get place() {
    const { place } = this.view;
    return place && (this.madePlace ??= new ShownPlace(place));
  }
  get deliveredTo() {
    return this.view.deliveredTo;
  }
  get direction() {
    return this.view.direction;
  }
  get attemptNumber() {
    return this.view.attemptNumber;
  }
  get sourceCode() {
    return this.view.sourceCode;
  }
  get sourceText() {
    return this.view.sourceText;
  }
  get mappingVersion() {
    return this.view.mappingVersion;
  }
  get rawInputId() {
    return this.showsRaw && this.view.inputId ? publicId('input', this.view.inputId) : null;
  }
}

export const toMilestone = (view: MilestoneView, showsRaw: boolean): MilestoneSource =>
  new ShownMilestone(view, showsRaw);

/** Lists hold many of these, too. */
class ShownPlace implements PlaceType {
  constructor(private readonly place: Place) {}
  get text() {
    const { facility, city, region, postalCode, country } = this.place;
    return [facility, city, region, postalCode, country].filter(Boolean).join(', ');
  }
  get city() {
    return this.place.city ?? null;
  }
  get region() {
    return this.place.region ?? null;
  }
  get postalCode() {
    return this.place.postalCode ?? null;
  }
  get country() {
    return this.place.country ?? null;
  }
  get facility() {
    return this.place.facility ?? null;
  }
}
