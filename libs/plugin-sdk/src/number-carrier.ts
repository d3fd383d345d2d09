/** Formats of tracking numbers that only one carrier uses. Sources: UPS, USPS Publication 97, UPU standard S10. */
const FORMATS: readonly (readonly [format: RegExp, carrier: string])[] = [
  [/^1Z[0-9A-Z]{16}$/, 'ups'],
  [/^(?:420\d{5}(?:\d{4})?)?9[1-5]\d{20}$/, 'usps'],
  [/^[A-Z]{2}\d{9}US$/, 'usps'],
  [/^[A-Z]{2}\d{9}CA$/, 'canada-post'],
  [/^[A-Z]{2}\d{9}GB$/, 'royal-mail'],
  [/^[A-Z]{2}\d{9}AU$/, 'australia-post'],
  [/^[A-Z]{2}\d{9}NZ$/, 'nz-post'],
  [/^[A-Z]{2}\d{9}CN$/, 'china-post'],
  [/^[A-Z]{2}\d{9}SG$/, 'singapore-post'],
  [/^[A-Z]{2}\d{9}HK$/, 'hong-kong-post'],
  [/^[A-Z]{2}\d{9}JP$/, 'japan-post'],
  [/^[A-Z]{2}\d{9}CH$/, 'swiss-post'],
  [/^[A-Z]{2}\d{9}FR$/, 'la-poste'],
];

/**
 * Whose number this is, where its form alone tells; else null. For sources that have to be told the carrier when they are
 * asked: what a document says of its carrier is never replaced by it.
 */
export function carrierOfNumber(trackingNumber: string): string | null {
  const number = trackingNumber.replace(/\s+/g, '').toUpperCase();
  return FORMATS.find(([format]) => format.test(number))?.[1] ?? null;
}
