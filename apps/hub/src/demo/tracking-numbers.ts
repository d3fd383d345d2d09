import type { Random } from './random';

export const DEMO_CARRIERS = ['ups', 'usps', 'fedex'] as const;
export type DemoCarrier = (typeof DEMO_CARRIERS)[number];

/** A number in the carrier's form with a right check digit, of a shipper who does not exist. */
export function inventTrackingNumber(carrier: DemoCarrier, random: Random): string {
  switch (carrier) {
    case 'ups':
      return upsNumber(`X4D3M003${random.digits(7)}`);
    case 'usps':
      return uspsNumber(`94001${random.digits(16)}`);
    case 'fedex':
      return fedexNumber(`77${random.digits(9)}`);
  }
}

/** 15 letters and digits after `1Z`; letters count as 2, 3 … 9, 0, 1 from A. */
function upsNumber(body: string): string {
  const sum = [...body].reduce((total, char, index) => {
    const value = /\d/.test(char) ? Number(char) : (char.charCodeAt(0) - 63) % 10;
    return total + value * (index % 2 === 0 ? 1 : 2);
  }, 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}

/** 21 digits and one that makes the sum, with every other digit thrice, a multiple of ten. */
function uspsNumber(body: string): string {
  const sum = [...body].reduceRight((total, digit, index) => {
    return total + Number(digit) * ((body.length - index) % 2 === 1 ? 3 : 1);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** 11 digits, weighed 3, 1, 7 and so on, modulo 11. */
function fedexNumber(body: string): string {
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * [3, 1, 7][index % 3]!, 0);
  return `${body}${(sum % 11) % 10}`;
}
