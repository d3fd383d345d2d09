import type { Instant, SourceKind } from '@whereabouts/model';
import { publicId, type DeadLetterView, type SourceView } from '@whereabouts/store';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { NodeType, UserErrorType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { SourceKindEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';

@ObjectType('Source', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'One configured plugin: whose account, which secrets, how it is fed.',
})
export class SourceType extends NodeType {
  @Field(() => String, { description: 'Id of the plugin, such as ups.' }) plugin!: string;
  @Field(() => String, { description: 'As the merchant calls it.' }) name!: string;
  @Field(() => SourceKindEnum, { description: 'What kind of system it is.' }) kind!: SourceKind;
  @Field(() => Boolean, { description: 'False: it takes no input.' }) enabled!: boolean;
}

@ObjectType('DeadLetter', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'An input, or a record of one, that could not be used. Its bytes are kept; it can be replayed.',
})
export class DeadLetterType extends NodeType {
  @Field(() => SourceType, { description: 'Where it came from.' }) source!: SourceType;
  @Field(() => DateTime, { description: 'When it was received.' }) receivedAt!: Instant;
  @Field(() => String, { description: 'What was wrong, and where.' }) error!: string;
  @Field(() => Int, { description: 'How often it was tried.' }) attempts!: number;
  @Field(() => String, { description: 'The beginning of its bytes as text; empty below role lead.' }) preview!: string;
}

export const DeadLetterConnection = connectionOf('DeadLetter', DeadLetterType, 'dead letters');

@InputType('ReplayInput', { description: 'Which dead letters: these, or all of a source, or all.' })
export class ReplayInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of dead letters.' }) ids?: readonly string[] | null;
  @Field(() => ID, { nullable: true, description: 'Id of a source.' }) sourceId?: string | null;
}

@ObjectType('ReplayPayload', { simpleResolvers: true, description: 'What came of a replay.' })
export class ReplayPayloadType {
  @Field(() => Int, { description: 'How many were tried again.' }) replayed!: number;
  @Field(() => Int, { description: 'How many of them failed again.' }) stillFailing!: number;
  @Field(() => [UserErrorType], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: readonly UserErrorType[];
}

/** A source whose inside id its field resolvers need. */
export interface SourceSource extends SourceType {
  readonly insideId: string;
}

export const toSource = ({ id, plugin, name, kind, enabled }: SourceView): SourceSource => ({
  insideId: id,
  id: publicId('source', id),
  plugin,
  name,
  kind,
  enabled,
});

export const toDeadLetter = (view: DeadLetterView, source: SourceType, showsRaw: boolean): DeadLetterType => ({
  id: publicId('deadLetter', view.id),
  source,
  receivedAt: view.receivedAt,
  error: view.path ? `${view.path}: ${view.error}` : view.error,
  attempts: view.attempts,
  preview: showsRaw ? view.preview : '',
});
