import type { ChangeType, Instant } from '@whereabouts/model';
import { mayHaveMatched, matchesCase, type CaseFilter, type ChangeEntry } from '@whereabouts/store';
import { Field, ObjectType } from 'type-graphql';
import type { CaseSource } from '../cases/case-mapping';
import { CaseType } from '../cases/case.type';
import { publicActor } from '../ids';
import { ChangeTypeEnum, SnapshotPartEnum } from '../schema/enums';
import { DateTime, FeedCursor } from '../schema/scalars';
import { encodeFeedCursor } from './cursor';
import { placeIn, type InSnapshot, type SnapshotPart } from './snapshot';

@ObjectType('ExceptionChange', { simpleResolvers: true, description: 'What became of a case.' })
export class ExceptionChangeType {
  @Field(() => FeedCursor, { description: 'Pass it as after to go on behind this change.' }) cursor!: string;
  @Field(() => ChangeTypeEnum, { description: 'What happened.' }) type!: ChangeType;
  @Field(() => DateTime, { description: 'When.' }) at!: Instant;
  @Field(() => String, { description: "Who: a user's id, or rule:… when the hub did it." }) actor!: string;
  @Field(() => [String], { description: 'Names of what changed.' }) changed!: readonly string[];
  @Field(() => CaseType, { description: 'The case as it stands now, which may be later than this change.' })
  exceptionCase!: CaseType;
  @Field(() => SnapshotPartEnum, {
    nullable: true,
    description: 'Of what `snapshot: true` sends first, as UPDATED: how far it is. Null: something changed.',
  })
  snapshot!: SnapshotPart | null;
}

@ObjectType('ChangeBatch', { simpleResolvers: true, description: 'A stretch of the change feed.' })
export class ChangeBatchType {
  @Field(() => FeedCursor, { description: 'Pass it as after to go on.' }) cursor!: string;
  @Field(() => [ExceptionChangeType], { description: 'In commit order.' }) changes!: readonly ExceptionChangeType[];
  @Field(() => Boolean, { description: 'There is more to be read at once.' }) hasMore!: boolean;
}

/** A change as one filter sees it. */
export interface SeenChange {
  readonly entry: ChangeEntry;
  readonly type: ChangeType;
}

/**
 * What a filter makes of a change; null when it is none of its business. Judged as of the moment of the change, so that
 * a replay says the same as the live feed did. LEFT goes to everybody who may have the case in a list.
 */
export function seenBy(filter: CaseFilter, entry: ChangeEntry): SeenChange | null {
  if (matchesCase(filter, entry.after, entry.at)) return { entry, type: entry.type };
  return entry.before && mayHaveMatched(filter, entry.before, entry.at) ? { entry, type: 'LEFT' } : null;
}

export const toChange = ({ entry, type }: SeenChange, exceptionCase: CaseSource): ExceptionChangeType => ({
  cursor: encodeFeedCursor(entry.position),
  type,
  at: entry.at,
  actor: publicActor(entry.actor),
  changed: entry.changed,
  exceptionCase,
  snapshot: null,
});

/** A case of a snapshot: as it stands, since when, and by nobody. */
export const toSnapshotChange = (place: InSnapshot, at: Instant, exceptionCase: CaseSource): ExceptionChangeType => ({
  ...placeIn('cases', place),
  type: 'UPDATED',
  at,
  actor: 'rule:snapshot',
  changed: [],
  exceptionCase,
});
