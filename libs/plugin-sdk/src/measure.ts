import { asText, type Loose } from './loose';
import { stated } from './milestone';
import type { ParcelFacts } from './records';

const GRAMS: Readonly<Record<string, number>> = {
  g: 1,
  gram: 1,
  kg: 1000,
  kilogram: 1000,
  lb: 453.59237,
  pound: 453.59237,
  oz: 28.349523125,
  ounce: 28.349523125,
  t: 1_000_000,
};
const MILLIMETRES: Readonly<Record<string, number>> = {
  mm: 1,
  cm: 10,
  centimeter: 10,
  m: 1000,
  in: 25.4,
  inch: 25.4,
  ft: 304.8,
};

export interface Measures {
  readonly weight?: Loose;
  /** As the source spells it: `oz`, `Pounds`, `KG`. */
  readonly weightUnit: string | null;
  readonly length?: Loose;
  readonly width?: Loose;
  readonly height?: Loose;
  readonly lengthUnit?: string | null;
}

/** Weight and size in grams and millimetres. Null without a weight: nothing, and nothing measured, is how sources write zero. */
export function parcelFacts({
  weight,
  weightUnit,
  length,
  width,
  height,
  lengthUnit = null,
}: Measures): ParcelFacts | null {
  const weightGrams = measured(weight, weightUnit, GRAMS);
  if (weightGrams === null) return null;
  const mm = (value: Loose) => measured(value, lengthUnit, MILLIMETRES);
  return { weightGrams, ...stated({ lengthMm: mm(length), widthMm: mm(width), heightMm: mm(height) }) };
}

function measured(value: Loose, unit: string | null, factors: Readonly<Record<string, number>>): number | null {
  const spelled = unit?.trim().toLowerCase().replace(/\.$/, '') ?? '';
  const key = [spelled, spelled.replace(/s$/, ''), spelled.replace(/es$/, '')].find((one) =>
    Object.hasOwn(factors, one),
  );
  const factor = key === undefined ? undefined : factors[key];
  const written = asText(value) ?? '';
  if (factor === undefined || !/^\+?(\d+(\.\d*)?|\.\d+)$/.test(written)) return null;
  const whole = Math.round(Number(written) * factor);
  return whole > 0 && whole < 1e9 ? whole : null;
}
