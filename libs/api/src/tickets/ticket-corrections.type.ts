import type { TicketMatchBy, TicketTopic } from '@whereabouts/model';
import type { FoundAndCorrected, TicketCorrections } from '@whereabouts/store';
import { Field, Int, ObjectType } from 'type-graphql';
import { TicketMatchByEnum, TicketTopicEnum } from '../schema/enums';

@ObjectType('TopicCorrections', { simpleResolvers: true, description: 'How well rules find a topic.' })
export class TopicCorrectionsType {
  @Field(() => TicketTopicEnum, { description: 'As the rules find it.' }) topic!: TicketTopic;
  @Field(() => Int, { description: 'How many tickets.' }) found!: number;
  @Field(() => Int, { description: 'Of how many of them a person says that they are about something else.' })
  corrected!: number;
}

@ObjectType('MatchCorrections', { simpleResolvers: true, description: 'How well the home of tickets is found.' })
export class MatchCorrectionsType {
  @Field(() => TicketMatchByEnum, { nullable: true, description: 'What told whose they are; null where nothing did.' })
  by!: TicketMatchBy | null;
  @Field(() => Int, { description: 'How many tickets.' }) found!: number;
  @Field(() => Int, { description: 'Of how many of them a person says whose they are instead.' }) corrected!: number;
}

@ObjectType('TicketCorrections', {
  simpleResolvers: true,
  description: 'What people corrected of tickets, against what rules found.',
})
export class TicketCorrectionsType {
  @Field(() => [TopicCorrectionsType], { description: 'By topic.' }) topics!: readonly TopicCorrectionsType[];
  @Field(() => [MatchCorrectionsType], { description: 'By what told whose they are.' })
  matches!: readonly MatchCorrectionsType[];
}

const figures = ({ found, corrected }: FoundAndCorrected) => ({ found, corrected });

export const toTicketCorrections = ({ topics, matches }: TicketCorrections): TicketCorrectionsType => ({
  topics: topics.map((one) => ({ topic: one.what as TicketTopic, ...figures(one) })),
  matches: matches.map((one) => ({ by: one.what === 'NONE' ? null : (one.what as TicketMatchBy), ...figures(one) })),
});
