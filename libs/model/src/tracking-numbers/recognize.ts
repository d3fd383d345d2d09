import { checkDigit } from './check-digits';
import { NUMBER_FORMATS } from './formats-table';
import type { NumberFormat } from './number-format';

/**
 * `certain`: nobody else's numbers look like it, and the check digit fits. `likely`: one of the two, and no other carrier
 * fits as well. `possible`: others fit too, or nothing speaks against it but its length.
 */
export type Certainty = 'certain' | 'likely' | 'possible';

/** A carrier whose number it may be. */
export interface CarrierCandidate {
  /** Canonical code. */
  readonly carrier: string;
  readonly service?: string;
  readonly checkDigit: 'valid' | 'none';
  /** Nobody else's numbers look like it; of bare digits they do, even where the check digit fits. */
  readonly isDistinct: boolean;
  readonly certainty: Certainty;
}

/** A format that a number has, check digit included. */
export interface FormatMatch {
  readonly format: NumberFormat;
  readonly carrier: string;
  readonly match: RegExpExecArray;
}

const compiled = NUMBER_FORMATS.map((format) => ({
  format,
  pattern: new RegExp(`^(?:${format.pattern})$`, 'd'),
  services: (format.services ?? []).map(([pattern, name]) => [new RegExp(`^(?:${pattern})$`), name] as const),
  posts: new Map(format.posts),
}));
type Compiled = (typeof compiled)[number];

const LONGEST = 50;

/** As people write numbers: spaces, and letters of any case. */
export const squeezedNumber = (number: string): string => number.replace(/\s+/g, '').toUpperCase();

function shapeOf({ format, pattern, posts }: Compiled, number: string): FormatMatch | null {
  const match = pattern.exec(number);
  if (!match) return null;
  const carrier = format.carrier ?? posts.get(match.groups!['CountryCode'] ?? '');
  return carrier === undefined ? null : { format, carrier, match };
}

const hasItsCheckDigit = ({ format: { check }, match }: FormatMatch): boolean =>
  !check || match.groups!['CheckDigit'] === checkDigit(match.groups!['SerialNumber'] ?? '', check);

/** The formats whose shape a number has, without spaces and in capitals, whatever its check digit. */
export const shapesOf = (number: string): FormatMatch[] =>
  number.length > LONGEST ? [] : compiled.flatMap((one) => shapeOf(one, number) ?? []);

/** The formats that a number has, check digit included. */
export const formatsOf = (number: string): FormatMatch[] => shapesOf(number).filter(hasItsCheckDigit);

const serviceOf = ({ format, match }: FormatMatch): string | undefined => {
  const code = match.groups!['ServiceType'];
  const { services } = compiled.find((one) => one.format === format)!;
  return code === undefined ? undefined : services.find(([pattern]) => pattern.test(code))?.[1];
};

const ORDER: Readonly<Record<Certainty, number>> = { certain: 0, likely: 1, possible: 2 };

/**
 * The carriers whose number it may be, by its shape and check digit; the most certain first. Pure look-up: what comes of
 * it is a guess, and never as good as a source that names the carrier.
 */
export function recognize(number: string): CarrierCandidate[] {
  const matches = formatsOf(squeezedNumber(number));
  const carriers = new Set(matches.map(({ carrier }) => carrier));
  const owned = matches.some(({ format }) => format.own);
  const found = new Map<string, CarrierCandidate>();
  for (const one of matches) {
    const { format, carrier } = one;
    const service = serviceOf(one);
    const isAlone = carriers.size === 1;
    const candidate: CarrierCandidate = {
      carrier,
      ...(service !== undefined && { service }),
      checkDigit: format.check ? 'valid' : 'none',
      isDistinct: format.own === true,
      certainty: format.own
        ? format.check
          ? 'certain'
          : 'likely'
        : format.check && isAlone && !owned
          ? 'likely'
          : 'possible',
    };
    const known = found.get(carrier);
    if (!known || ORDER[candidate.certainty] < ORDER[known.certainty]) found.set(carrier, candidate);
  }
  const rank = ({ certainty, checkDigit: digit }: CarrierCandidate): number =>
    2 * ORDER[certainty] + (digit === 'valid' ? 0 : 1);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/**
 * The one carrier whose number has this shape, or null where others' numbers look the same: one in ten numbers of anybody has
 * a check digit that fits by chance.
 */
export function guessCarrier(number: string): CarrierCandidate | null {
  const [best, ...others] = recognize(number).filter(({ isDistinct }) => isDistinct);
  return best && others.every(({ certainty }) => ORDER[certainty] > ORDER[best.certainty]) ? best : null;
}
