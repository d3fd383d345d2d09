import type { Instant } from '@whereabouts/model';
import type { ActivityView } from '@whereabouts/store';
import { Field, ObjectType } from 'type-graphql';
import { publicActivityId, publicActor } from '../ids';
import { NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { DateTime, Json } from '../schema/scalars';

@ObjectType('Activity', {
  implements: NodeType,
  simpleResolvers: true,
  description: "One entry of a case's history. Entries are chained by their hashes: none can be changed unseen.",
})
export class ActivityType extends NodeType {
  @Field(() => DateTime, { description: 'When.' }) at!: Instant;
  @Field(() => String, { description: "Who: a user's id, or rule:… when the hub did it." }) actor!: string;
  @Field(() => String, { description: 'What was done.' }) action!: string;
  @Field(() => Json, { description: 'The particulars.' }) detail!: unknown;
  @Field(() => String, { description: 'SHA-256 over the hash of the entry before and this entry.' }) hash!: string;
}

export const ActivityConnection = connectionOf('Activity', ActivityType, 'entries of a history');

export const toActivity = (view: ActivityView): ActivityType => ({
  id: publicActivityId(view.caseId, view.id),
  at: view.at,
  actor: publicActor(view.actor),
  action: view.action,
  detail: view.detail ?? {},
  hash: view.hash,
});
