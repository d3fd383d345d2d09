import type { Instant, MessageChannel, MessageStatus } from '@whereabouts/model';
import { publicId, type MessageView } from '@whereabouts/store';
import { Field, InputType, ObjectType } from 'type-graphql';
import { NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { MessageChannelEnum, MessageStatusEnum } from '../schema/enums';
import { DateTime } from '../schema/scalars';

@ObjectType('Message', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'What a customer was told, or is to be told.',
})
export class MessageType extends NodeType {
  @Field(() => MessageChannelEnum, { description: 'By which way it goes.' }) channel!: MessageChannel;
  @Field(() => String, { description: 'Name of the template in the policy that gave the words.' }) template!: string;
  @Field(() => String, { description: 'Language tag of the words.' }) language!: string;
  @Field(() => MessageStatusEnum, { description: 'How far it is.' }) status!: MessageStatus;
  @Field(() => String, {
    description: 'An address, a phone number, or helpdesk and number of the ticket; empty where none is known.',
  })
  to!: string;
  @Field(() => String, { nullable: true, description: 'Of an email.' }) subject!: string | null;
  @Field(() => String, { description: 'The words.' }) body!: string;
  @Field(() => DateTime, { description: 'When it was written; of one that waited for approval, when it got that.' })
  queuedAt!: Instant;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it goes out at the earliest: until then it can be taken back. Null once nothing is to go out.',
  })
  dueAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was given to whoever delivers it.' })
  sentAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was given up.' }) failedAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was taken back.' }) withdrawnAt!: Instant | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why it did not go out yet, or will not, and what to do about it.',
  })
  withheldBecause!: string | null;
}

export const MessageConnection = connectionOf('Message', MessageType, 'messages');

@InputType('MessageFilter', { description: 'Which messages; every part that is given must hold.' })
export class MessageFilterInput {
  @Field(() => [MessageStatusEnum], { nullable: true, description: 'Any of these.' }) status?:
    readonly MessageStatus[] | null;
  @Field(() => [MessageChannelEnum], { nullable: true, description: 'Any of these.' }) channel?:
    readonly MessageChannel[] | null;
}

/** A message with the inside id of its case. */
export interface MessageSource extends MessageType {
  readonly caseKey: string;
}

export const toMessage = (view: MessageView): MessageSource => ({
  caseKey: view.caseId,
  id: publicId('message', view.id),
  channel: view.channel,
  template: view.template,
  language: view.language,
  status: view.status,
  to: view.to,
  subject: view.subject,
  body: view.body,
  queuedAt: view.queuedAt,
  dueAt: view.status === 'QUEUED' ? view.dueAt : null,
  sentAt: view.sentAt,
  failedAt: view.failedAt,
  withdrawnAt: view.withdrawnAt,
  withheldBecause: view.withheldBecause,
});
