import { z } from 'zod';

export const text = (pattern: RegExp, problem: string) => z.string().trim().regex(pattern, problem);
export const list = (name: RegExp, problem: string) =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((parts) => parts.length > 0 && parts.every((part) => name.test(part)), problem);

export function whole(min: number, max: number) {
  const problem = `must be a whole number from ${min} to ${max}`;
  return text(/^\d{1,15}$/, problem)
    .transform(Number)
    .refine((value) => value >= min && value <= max, problem);
}

/** What one operation may cost: a budget must hold it. */
export const LARGEST_OPERATION = 20_000;

export function budget() {
  const fits = (value: number): boolean => value === 0 || value >= LARGEST_OPERATION;
  return whole(0, 1_000_000_000).refine(fits, `must be 0, or at least ${LARGEST_OPERATION}`);
}

export const yesOrNo = z
  .string()
  .trim()
  .toLowerCase()
  .refine((value) => value === 'true' || value === 'false', 'must be true or false')
  .transform((value) => value === 'true');

export const isUrl = (value: string, protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

export const webAddress = () =>
  z
    .string()
    .trim()
    .refine((value) => isUrl(value, ['http:', 'https:']), 'must be an http or https address');
