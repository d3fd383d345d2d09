import type { DeliveredTo, Direction, Instant, MilestoneCode, Place, TimeCertainty } from '@whereabouts/model';
import { publicId, publicMilestoneId, type MilestoneView } from '@whereabouts/store';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { DeliveredToEnum, DirectionEnum, MilestoneCodeEnum, TimeCertaintyEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';

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

export const toMilestone = (view: MilestoneView, showsRaw: boolean): MilestoneSource => ({
  sourceId: view.sourceId,
  id: publicMilestoneId(view.subjectId, view.id),
  code: view.code,
  reasons: view.reasons,
  occurredAt: view.occurredAt,
  occurredLocal: view.occurredLocal,
  timeCertainty: view.timeCertainty,
  receivedAt: view.receivedAt,
  observations: view.observations,
  place: view.place && toPlace(view.place),
  deliveredTo: view.deliveredTo,
  direction: view.direction,
  attemptNumber: view.attemptNumber,
  sourceCode: view.sourceCode,
  sourceText: view.sourceText,
  mappingVersion: view.mappingVersion,
  rawInputId: showsRaw && view.inputId ? publicId('input', view.inputId) : null,
});

const toPlace = ({ city, region, postalCode, country, facility }: Place): PlaceType => ({
  text: [facility, city, region, postalCode, country].filter(Boolean).join(', '),
  city: city ?? null,
  region: region ?? null,
  postalCode: postalCode ?? null,
  country: country ?? null,
  facility: facility ?? null,
});
