import {
  certaintyOf,
  closedAtOf,
  resolvedOnFirstContact,
  type Instant,
  type MatchCertainty,
  type TicketMatchBy,
  type TicketTopic,
} from '@whereabouts/model';
import { publicId, type TicketView } from '@whereabouts/store';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { NodeType, UserErrorType } from '../schema/common.type';
import { MatchCertaintyEnum, TicketMatchByEnum, TicketTopicEnum } from '../schema/enums';
import { DateTime, Url } from '../schema/scalars';
import { SourceType } from '../sources/source.type';

@ObjectType('Ticket', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'A conversation of a customer with support, as a helpdesk tells it.',
})
export class TicketType extends NodeType {
  @Field(() => String, { description: 'What the helpdesk calls it.' }) externalId!: string;
  @Field(() => SourceType, { description: 'The helpdesk.' }) source!: SourceType;
  @Field(() => TicketTopicEnum, {
    description: 'What it is about: as a person corrected it, otherwise as rules find by tags, form and words.',
  })
  topic!: TicketTopic;
  @Field(() => String, {
    nullable: true,
    description: 'What told the rules, such as `tag "damaged"`. Null after a correction, and where nothing told.',
  })
  topicBecause!: string | null;
  @Field(() => Boolean, { description: 'A person said what it is about.' }) topicCorrected!: boolean;
  @Field(() => TicketMatchByEnum, {
    nullable: true,
    description: 'What told whose it is: PERSON after a correction, null while nobody knows.',
  })
  matchedBy!: TicketMatchBy | null;
  @Field(() => MatchCertaintyEnum, { nullable: true, description: 'How sure that is; null while nobody knows.' })
  matchCertainty!: MatchCertainty | null;
  @Field(() => String, { description: 'Its subject; empty where it has none.' }) subject!: string;
  @Field(() => DateTime, { description: 'When it was opened; where nobody says, when it was first heard of.' })
  openedAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'When it was solved; null while it is open.' })
  closedAt!: Instant | null;
  @Field(() => Url, { nullable: true, description: 'Where agents read it.' }) url!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Solved with one message of the customer. Null while it is open, or where the helpdesk does not count.',
  })
  resolvedOnFirstContact!: boolean | null;
  @Field(() => Int, { nullable: true, description: 'As the customer rated it: 1 to 5, five being best.' })
  satisfaction!: number | null;
}

@InputType('MatchTicketInput', {
  description:
    'Says whose a ticket is: of a shipment, or of an order while it could be any of its parcels. One of both.',
})
export class MatchTicketInput {
  @Field(() => ID, { description: 'The ticket.' }) id!: string;
  @Field(() => ID, { nullable: true, description: 'The shipment that it is about.' }) shipmentId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The order that it is about.' }) orderId?: string | null;
}

/** A ticket with the inside ids that its field resolvers need. */
export interface TicketSource extends TicketType {
  readonly orderKey: string | null;
  readonly shipmentKey: string | null;
}

export const toTicket = (view: TicketView, source: SourceType): TicketSource => ({
  orderKey: view.orderId,
  shipmentKey: view.shipmentId,
  matchedBy: view.matchBy,
  matchCertainty: view.matchBy && certaintyOf(view.matchBy),
  id: publicId('ticket', view.id),
  externalId: view.externalId,
  source,
  topic: view.topic,
  topicBecause: view.correctedBy === null ? view.topicBecause : null,
  topicCorrected: view.correctedBy !== null,
  subject: view.subject,
  openedAt: view.openedAt,
  closedAt: closedAtOf(view.facts),
  url: view.facts.url?.value ?? null,
  resolvedOnFirstContact: resolvedOnFirstContact(view.facts),
  satisfaction: view.facts.satisfaction?.value ?? null,
});

@InputType('CorrectTicketTopicInput', { description: 'Says what a ticket is about, where the rules were wrong.' })
export class CorrectTicketTopicInput {
  @Field(() => ID, { description: 'The ticket.' }) id!: string;
  @Field(() => TicketTopicEnum, { description: 'What it is about. Rules do not change it any more.' })
  topic!: TicketTopic;
}

@ObjectType('TicketPayload', { simpleResolvers: true, description: 'What came of a mutation of a ticket.' })
export class TicketPayloadType {
  @Field(() => TicketType, { nullable: true, description: 'As it stands now.' }) ticket!: TicketType | null;
  @Field(() => [UserErrorType], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: readonly UserErrorType[];
}
