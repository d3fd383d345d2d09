import type { ExceptionCase } from '../case';
import type { CommandContext } from './context';
import { refused, take, TEXT_LIMIT, unchanged, type Decision } from './decision';

const TAG_LENGTH = 40;
const TAGS_LIMIT = 30;

export interface AssignCommand {
  readonly type: 'assign';
  readonly ownerId: string;
}
export interface NoteCommand {
  readonly type: 'note';
  readonly text: string;
}
export interface TagCommand {
  readonly type: 'tag';
  readonly add?: readonly string[] | null;
  readonly remove?: readonly string[] | null;
}

export function assign(current: ExceptionCase, { ownerId }: AssignCommand, context: CommandContext): Decision {
  if (ownerId.trim() === '') return refused('INVALID', 'An owner is needed: a case always has one.', 'ownerId');
  if (ownerId === current.ownerId) return unchanged(current, 'assigned');
  return take(current, context, {
    change: { ownerId },
    action: 'assigned',
    detail: { from: current.ownerId, to: ownerId },
    acts: true,
    undoable: true,
  });
}

export function note(current: ExceptionCase, { text }: NoteCommand, context: CommandContext): Decision {
  const words = text.trim();
  if (words === '') return refused('INVALID', 'A note needs a text: say what colleagues should know.', 'text');
  if (words.length > TEXT_LIMIT)
    return refused('INVALID', `A note has at most ${TEXT_LIMIT} characters: split it into several.`, 'text');
  return take(current, context, {
    change: {},
    action: 'noted',
    detail: { text: words },
    acts: current.status !== 'CLOSED',
    says: true,
  });
}

const tidy = (tags: readonly string[] | null | undefined): string[] => [
  ...new Set((tags ?? []).map((tag) => tag.trim()).filter((tag) => tag !== '')),
];

export function tag(current: ExceptionCase, command: TagCommand, context: CommandContext): Decision {
  const [add, remove] = [tidy(command.add), tidy(command.remove)];
  if (add.length + remove.length === 0) return refused('INVALID', 'Name a tag to add or to remove.', 'add');
  const long = add.find((one) => one.length > TAG_LENGTH);
  if (long !== undefined) return refused('INVALID', `A tag has at most ${TAG_LENGTH} characters: shorten it.`, 'add');
  const kept = current.tags.filter((one) => !remove.includes(one));
  const added = add.filter((one) => !current.tags.includes(one) && !remove.includes(one));
  const tags = [...kept, ...added];
  if (tags.length > TAGS_LIMIT && added.length > 0)
    return refused('INVALID', `A case has at most ${TAGS_LIMIT} tags: remove some first.`, 'add');
  const removed = current.tags.filter((one) => remove.includes(one));
  return take(current, context, { change: { tags }, action: 'tagged', detail: { added, removed } });
}
