import { hash } from 'node:crypto';

/** What an outside id stands for. The prefix never changes its meaning. */
export const ID_PREFIXES = {
  merchant: 'mer',
  user: 'usr',
  source: 'src',
  order: 'ord',
  customer: 'cus',
  shipment: 'shp',
  node: 'loc',
  milestone: 'mst',
  case: 'case',
  activity: 'act',
  input: 'inp',
  ticket: 'tkt',
  message: 'msg',
  incident: 'inc',
  photo: 'pho',
  deadLetter: 'dl',
  apiKey: 'key',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEX = /^[0-9a-f]{32}$/;

/** Inside id to outside id: `case_0198…`. Sorts like the inside one. */
export const publicId = (kind: IdKind, uuid: string): string => `${ID_PREFIXES[kind]}_${undashed(uuid)}`;

/** By its places: replacing dashes wherever they are costs twice as much, and lists have many ids. */
const undashed = (uuid: string): string =>
  uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** Outside id to inside id; null when it is not one of that kind. */
export function privateId(kind: IdKind, id: string): string | null {
  const prefix = `${ID_PREFIXES[kind]}_`;
  const hex = id.slice(prefix.length);
  return id.startsWith(prefix) && HEX.test(hex) ? dashed(hex) : null;
}

export const isUuid = (text: string): boolean => UUID.test(text);

/** A milestone is found under its subject, so its outside id carries both. */
export const publicMilestoneId = (subjectId: string, id: string): string =>
  `${publicId('milestone', subjectId)}${undashed(id)}`;

export function privateMilestoneId(id: string): { subjectId: string; id: string } | null {
  const subjectId = privateId('milestone', id.slice(0, 4 + 32));
  const rest = id.slice(4 + 32);
  return subjectId && HEX.test(rest) ? { subjectId, id: dashed(rest) } : null;
}

const MAX_MS = 2 ** 48 - 1;

/**
 * A UUID of version 7 whose time is given and whose other bits come from what it names: the same thing always gets the
 * same id, on every machine and in every rebuild.
 */
export function namedUuid(ms: number, ...name: readonly string[]): string {
  const digest = hash('sha256', name.join('\u001f'), 'hex');
  const time = Math.min(Math.max(Math.trunc(ms), 0), MAX_MS)
    .toString(16)
    .padStart(12, '0');
  const variant = ((parseInt(digest[3]!, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}

/** The id of an order: by its number alone, so that a parcel can point to an order nobody has reported yet. */
export const orderId = (merchantId: string, number: string): string => namedUuid(0, 'order', merchantId, number);

/**
 * The subject of milestones that name their parcel or order only by a source's own id. They stay there, also when it
 * is known whose the id is: what they are told apart by must not depend on what arrived before.
 */
export const externalSubject = (
  merchantId: string,
  sourceId: string,
  kind: 'shipment' | 'order',
  externalId: string,
): string => namedUuid(0, 'external', merchantId, sourceId, kind, externalId);

/** The id of a parcel. `ordinal` tells apart those that have borne one number. */
export const shipmentId = (merchantId: string, trackingNumber: string, ordinal: number): string =>
  namedUuid(0, 'shipment', merchantId, trackingNumber, String(ordinal));
