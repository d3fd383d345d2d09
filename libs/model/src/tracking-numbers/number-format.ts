/** How a check digit follows from the characters before it. */
export type CheckRule =
  | {
      readonly kind: 'weights';
      /** What characters at even and at odd places, counted from 0, are multiplied by. */
      readonly evens: number;
      readonly odds: number;
      /** Counted from the end. */
      readonly reverse?: boolean;
      readonly prepend?: Prepend;
    }
  | { readonly kind: 'luhn' }
  | { readonly kind: 'remainder'; readonly modulo: number }
  | { readonly kind: 'products'; readonly weights: readonly number[]; readonly modulo: number; readonly then: number }
  | { readonly kind: 's10'; readonly weights: readonly number[] }
  | { readonly kind: 'iso-7064-37-36' };

/** What is put before the characters, unless they begin with it: printed without, computed with it. */
export interface Prepend {
  readonly unless: string;
  readonly text: string;
}

/** A kind of tracking number: what it looks like, and whose it is. */
export interface NumberFormat {
  readonly id: string;
  /** Canonical code; null where the number itself names the country whose post it is. */
  readonly carrier: string | null;
  /** Of a number without spaces, in capitals. Groups: SerialNumber, and CheckDigit where there is one. */
  readonly pattern: string;
  readonly check?: CheckRule;
  /** Nobody else's numbers look like it. */
  readonly own?: boolean;
  /** Patterns of the group ServiceType, and what they mean. */
  readonly services?: readonly (readonly [pattern: string, name: string])[];
  /** The post of each country in the group CountryCode. */
  readonly posts?: readonly (readonly [country: string, carrier: string])[];
}
