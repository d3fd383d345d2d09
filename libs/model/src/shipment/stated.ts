import { instant, type Instant } from '../time/instant';
import type { ClaimValue, FactName } from './claims';
import type { Place } from './milestone';
import type { ParcelSize } from './shipment-view';
import { rankOf, truthOfClaim, type TruthRanking } from './ranking';
import type { SourceSummary, Summary } from './summary';

/** A claim that stands: its value, when it was made, and by whom. */
export interface Stated {
  readonly value: Exclude<ClaimValue, null>;
  readonly at: Instant;
  readonly source: SourceSummary;
}

/** All that is stated of a fact, the best source first, then the newest statement. What was taken back is left out. */
export function statementsOf(summary: Summary, fact: FactName, ranking: TruthRanking): Stated[] {
  const stated: Stated[] = [];
  for (const source of summary.sources)
    for (const [name, at, value] of source.claims)
      if (name === fact && value !== null) stated.push({ value, at: instant(at), source });
  if (stated.length < 2) return stated;
  const rank = ({ source }: Stated): number => rankOf(ranking, truthOfClaim(fact), source.kind);
  return stated.sort(
    (a, b) => rank(a) - rank(b) || (a.at === b.at ? 0 : a.at > b.at ? -1 : 1) || (a.source.id < b.source.id ? -1 : 1),
  );
}

/** A text, or null for anything else. */
export const textOf = (value: ClaimValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** A field of a flat object as text, or null. */
export const fieldOf = (value: ClaimValue | undefined, field: string): string | null =>
  typeof value === 'object' && value !== null && typeof value[field] === 'string' ? value[field] : null;

export const instantOf = (text: string | null): Instant | null => text as Instant | null;

const PLACE_FIELDS = ['city', 'region', 'postalCode', 'country', 'facility', 'streetKey'] as const;

export function placeOf(value: ClaimValue | undefined): Place | null {
  if (typeof value !== 'object' || value === null) return null;
  const place: { -readonly [K in keyof Place]: Place[K] } = {};
  for (const field of PLACE_FIELDS) {
    const text = value[field];
    if (typeof text === 'string' && text !== '') place[field] = text;
  }
  return Object.keys(place).length > 0 ? place : null;
}

const SIDES = ['lengthMm', 'widthMm', 'heightMm'] as const;

/** A parcel's weight with the sides that are given; null without a weight. */
export function sizeOf(value: ClaimValue | undefined): ParcelSize | null {
  if (typeof value !== 'object' || value === null || typeof value['weightGrams'] !== 'number') return null;
  const size: { -readonly [K in keyof ParcelSize]: ParcelSize[K] } = { weightGrams: value['weightGrams'] };
  for (const side of SIDES) {
    const length = value[side];
    if (typeof length === 'number') size[side] = length;
  }
  return size;
}
