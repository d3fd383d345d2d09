import { CARRIERS, type Carrier } from './carriers-table';

export { CARRIERS, type Carrier } from './carriers-table';

/** Longer texts name no carrier, and would keep the patterns below busy. */
const LONGEST_NAME = 200;

/** Says that the source names no carrier. */
const NOT_A_CARRIER: ReadonlySet<string> = new Set(['other', 'custom', 'unknown', 'none', 'na', 'null', 'undefined']);

const bySpelling = new Map<string, string>();
const families: { readonly words: string; readonly code: string }[] = [];
const byCode = new Map<string, Carrier>();

for (const carrier of CARRIERS) {
  byCode.set(carrier.code, carrier);
  for (const spelling of [carrier.code, carrier.name, ...(carrier.spellings ?? [])])
    bySpelling.set(squeezed(spelling), carrier.code);
  if (carrier.family)
    for (const words of new Set([wordsOf(carrier.name), carrier.code])) families.push({ words, code: carrier.code });
}
// The longest beginning decides: "UPS Mail Innovations …" before "UPS …".
families.sort((a, b) => b.words.length - a.words.length);

/** Names that were asked for: a source writes few, in every document, and to tell one takes some µs. */
const remembered = new Map<string, string | null>();
const MOST_REMEMBERED = 2_000;

/**
 * The canonical code of a carrier's name as any source spells it: `ups` for `UPSDAP`, `UPS®` and `UPS Ground`. A name
 * that is not known gives itself in kebab case, so that equal names stay equal; no name, or `Other`, gives null.
 */
export function carrierCode(name: string | null | undefined): string | null {
  if (!name || name.length > LONGEST_NAME) return null;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const code = codeOfName(name);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, code);
  return code;
}

function codeOfName(name: string): string | null {
  const key = squeezed(name);
  if (key === '' || NOT_A_CARRIER.has(key)) return null;
  const known = bySpelling.get(key);
  if (known !== undefined) return known;
  const words = wordsOf(name);
  return families.find((family) => words.startsWith(`${family.words}-`))?.code ?? words;
}

/** The carrier with this canonical code, or null for one that the list does not hold. */
export const carrierOf = (code: string): Carrier | null => byCode.get(code) ?? null;

/** Where a recipient follows the parcel, or null when the carrier's page is not known. */
export function trackingUrl(code: string | null, trackingNumber: string): string | null {
  const template = code === null ? undefined : byCode.get(code)?.trackingUrl;
  return template?.replace('{number}', () => encodeURIComponent(trackingNumber.toWellFormed())) ?? null;
}

/** Letters and digits only, lower case, without accents. */
function squeezed(name: string): string {
  return plain(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Words joined by hyphens, lower case. Words may be written together: `UPSGround`, `FedExSmartPost`. */
function wordsOf(name: string): string {
  return plain(name)
    .replace(/FedEx/g, 'Fedex')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** Without accents, ornaments and signs such as ®. */
function plain(name: string): string {
  return name
    .replace(/[®™©]/g, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
}
