import { ID_PREFIXES, isUuid, privateId, publicId, type IdKind } from '@whereabouts/store';

/** Nobody and nothing bears this id: stands for an id that cannot be read, so that it simply is not found. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Outside id to inside id, or one that nothing bears. */
export const insideId = (kind: IdKind, id: string): string => privateId(kind, id) ?? NOBODY;

/** Who acted: a person's outside id, or `rule:…` as it is. */
export const publicActor = (actor: string): string => (isUuid(actor) ? publicId('user', actor) : actor);

const UUID_HEX = 32;

/** An entry of a history is found under its case, so its outside id carries both. */
export const publicActivityId = (caseId: string, id: string): string =>
  `${publicId('activity', caseId)}${id.replaceAll('-', '')}`;

export function privateActivityId(outside: string): { caseId: string; id: string } | null {
  const split = `${ID_PREFIXES.activity}_`.length + UUID_HEX;
  const caseId = privateId('activity', outside.slice(0, split));
  const id = privateId('activity', `${ID_PREFIXES.activity}_${outside.slice(split)}`);
  return caseId && id ? { caseId, id } : null;
}

/** Places have no row of their own: their id is their code. */
export const publicNodeId = (code: string): string => `${ID_PREFIXES.node}_${Buffer.from(code).toString('hex')}`;

export function nodeCodeOf(id: string): string | null {
  const prefix = `${ID_PREFIXES.node}_`;
  return id.startsWith(prefix) ? Buffer.from(id.slice(prefix.length), 'hex').toString() || null : null;
}

/** What kind of thing an outside id stands for, by its prefix. */
export function kindOf(id: string): IdKind | null {
  const prefix = id.slice(0, id.indexOf('_'));
  return (Object.keys(ID_PREFIXES) as IdKind[]).find((kind) => ID_PREFIXES[kind] === prefix) ?? null;
}
