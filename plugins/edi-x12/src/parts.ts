import { carrierCode, parcelFacts, place, type Place, type PlaceInput } from '@whereabouts/plugin-sdk';
import { at, type Segment } from './tokens';

/** Standard carrier alpha codes of parcel carriers. Others stay what they are, in lower case. */
const SCAC: Readonly<Record<string, string>> = {
  UPSN: 'ups',
  UPSS: 'ups',
  UPGF: 'ups',
  UPSC: 'ups',
  FDEG: 'fedex',
  FDEN: 'fedex',
  FDE: 'fedex',
  FDXE: 'fedex',
  FEDX: 'fedex',
  FDXG: 'fedex',
  FXFE: 'fedex',
  FXNL: 'fedex',
  USPS: 'usps',
  USPO: 'usps',
  DHLC: 'dhl-express',
  ONTC: 'ontrac',
  PRLA: 'purolator',
};

export const carrierOfScac = (scac: string | null, name: string | null = null): string | null =>
  (scac === null ? null : (SCAC[scac.toUpperCase()] ?? carrierCode(scac))) ?? carrierCode(name);

/** All values that stand under the first of these qualifiers that is there: `L11*900169*PO`, or `REF*PO*900169`. */
export function references(segments: readonly Segment[], ...qualifiers: readonly string[]): readonly string[] {
  for (const qualifier of qualifiers) {
    const values = segments.flatMap((segment) => {
      const [value, kind] = segment.id === 'L11' ? [1, 2] : [2, 1];
      const isIt = REFERENCES.has(segment.id) && at(segment, kind)?.toUpperCase() === qualifier;
      return isIt ? (at(segment, value) ?? []) : [];
    });
    if (values.length > 0) return [...new Set(values)];
  }
  return [];
}

/** The first of them. */
export const reference = (segments: readonly Segment[], ...qualifiers: readonly string[]): string | null =>
  references(segments, ...qualifiers)[0] ?? null;

/** Under what numbers of the carrier stand: for tracking, of a package, and for reference. */
export const NUMBERS = ['2I', '08', 'CN'] as const;

const REFERENCES: ReadonlySet<string> = new Set(['L11', 'REF', 'N9']);

/** `MS1*CITY*ST*US` and `N4*CITY*ST*12345*US`. */
export const placeOfMs1 = (ms1: Segment | null): PlaceInput | null =>
  ms1 && { city: at(ms1, 1), region: at(ms1, 2), country: at(ms1, 3) ?? countryOf(at(ms1, 2)) };

const US_STATES =
  /^(A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|PR)$/;
const PROVINCES = /^(AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT)$/;
const countryOf = (region: string | null): string | null =>
  region === null ? null : US_STATES.test(region) ? 'US' : PROVINCES.test(region) ? 'CA' : null;

export interface Party {
  readonly name: string | null;
  readonly code: string | null;
  readonly place: Place | null;
}

/** Who stands under one of these entity codes, the first that is there: N1 and the N4 below it. */
export function party(segments: readonly Segment[], ...roles: readonly string[]): Party | null {
  for (const role of roles) {
    const start = segments.findIndex((segment) => segment.id === 'N1' && at(segment, 1)?.toUpperCase() === role);
    if (start < 0) continue;
    const below = segments.slice(start + 1);
    const end = below.findIndex(({ id }) => !/^(N2|N3|N4|PER|REF|G61|N9)$/.test(id));
    const n4 = (end < 0 ? below : below.slice(0, end)).find(({ id }) => id === 'N4');
    return {
      name: at(segments[start], 2),
      code: at(segments[start], 4),
      place: place({
        city: at(n4, 1),
        region: at(n4, 2),
        postalCode: at(n4, 3),
        country: at(n4, 4) ?? countryOf(at(n4, 2)),
      }),
    };
  }
  return null;
}

export const nodeOf = (who: Party | null): { readonly code: string; readonly name?: string } | null => {
  const code = who?.code ?? who?.name ?? null;
  return code === null ? null : { code, ...(who?.name ? { name: who.name } : {}) };
};

const UNITS: Readonly<Record<string, string>> = { L: 'lb', LB: 'lb', K: 'kg', KG: 'kg', GR: 'g', OZ: 'oz' };
export const weighed = (weight: string | null, unit: string | null) =>
  parcelFacts({ weight, weightUnit: UNITS[unit?.toUpperCase() ?? ''] ?? null });

/** Data element 88: what the carrier assigned, and what the shipper did (SSCC-18). */
const MARKS = { carrier: 'CP', shipper: 'GM' } as const;

/** Numbers that packages bear: two pairs of qualifier and number fit into one MAN. */
export function marks(segments: readonly Segment[], of: keyof typeof MARKS): readonly string[] {
  const pairs = segments
    .filter(({ id }) => id === 'MAN')
    .flatMap((man) => [[at(man, 1), at(man, 2)] as const, [at(man, 4), at(man, 5)] as const]);
  const own = pairs.filter(([kind]) => kind?.toUpperCase() === MARKS[of]).map(([, mark]) => mark);
  return [...new Set(own.filter((mark) => mark !== null))];
}
