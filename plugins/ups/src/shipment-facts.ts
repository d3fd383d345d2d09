import { eventTime, type Instant, type ParcelFacts, type Place } from '@whereabouts/plugin-sdk';

const GRAMS: Readonly<Record<string, number>> = {
  LBS: 453.59237,
  LB: 453.59237,
  KGS: 1000,
  KG: 1000,
  OZS: 28.349523125,
  OZ: 28.349523125,
};
const MILLIMETRES: Readonly<Record<string, number>> = { IN: 25.4, CM: 10 };

/** What UPS weighed and measured, in grams and millimetres. Zero is how UPS writes that it does not know. */
export function billedParcel(
  weight: { readonly value: string | null; readonly unit: string | null },
  size?: {
    readonly length: string | null;
    readonly width: string | null;
    readonly height: string | null;
    readonly unit: string | null;
  },
): ParcelFacts | undefined {
  const weightGrams = measured(weight.value, weight.unit, GRAMS);
  if (weightGrams === undefined) return undefined;
  const mm = (value: string | null | undefined) => measured(value ?? null, size?.unit ?? null, MILLIMETRES);
  return { weightGrams, lengthMm: mm(size?.length), widthMm: mm(size?.width), heightMm: mm(size?.height) };
}

function measured(
  value: string | null,
  unit: string | null,
  factors: Readonly<Record<string, number>>,
): number | undefined {
  const key = unit?.toUpperCase() ?? '';
  const factor = Object.hasOwn(factors, key) ? factors[key] : undefined;
  const number = value !== null && /^\+?\d+(\.\d+)?$/.test(value) ? Number(value) : 0;
  return factor === undefined || number === 0 ? undefined : Math.round(number * factor);
}

/** A delivery date, or the end of its window when UPS gives one, as the clock at the destination shows it. */
export function estimate(date: string | null, time: string | null, destination: Place | null): Instant | undefined {
  return date === null
    ? undefined
    : (eventTime({ date, time: time ?? '235959', place: destination }).occurredAt ?? undefined);
}

/** The day the shipper handed it over. */
export const shippedOn = (date: string | null, origin: Place | null): Instant | undefined =>
  date === null ? undefined : (eventTime({ date, place: origin }).occurredAt ?? undefined);
