import { z } from 'zod';
import { date, name } from './fields';
import { calendar, holiday, policySchema } from './policy-schema';

/** Every field of an object and of the objects in it may be left out; entries of lists are whole. */
function partialOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return partialOf(schema.unwrap() as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return schema.optional();
  const shape = schema.shape as Record<string, z.ZodType>;
  return z
    .strictObject(Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, partialOf(part)])))
    .optional();
}

const listOf = (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]);

/** A day of its own, or a country whose public holidays are meant. */
const holidays = z.preprocess(
  listOf,
  z
    .array(
      z.strictObject({
        date: date.optional(),
        name: name.optional(),
        country: holiday.shape.country.optional(),
        region: z.string().optional(),
      }),
    )
    .optional(),
);
const exceptions = z.array(
  calendar.shape.exceptions.element.extend({
    hours: calendar.shape.exceptions.element.shape.hours.optional(),
    note: z.string().optional(),
  }),
);

const calendarDocument = z.strictObject({ ...calendar.shape, holidays, exceptions: exceptions.optional() });

const SECTIONS = Object.fromEntries(
  Object.entries(policySchema.shape)
    .filter(([section]) => section !== 'calendars')
    .map(([section, schema]) => [section, partialOf(schema)]),
);

/** What a surge set may say: the same sections, of each only what changes. */
const surge = z.strictObject({
  ...SECTIONS,
  calendars: z.record(name, partialOf(calendarDocument) as z.ZodOptional).optional(),
});

/** The whole document. What is left out keeps its default. */
export const documentSchema = z.strictObject({
  ...SECTIONS,
  calendars: z.record(name, calendarDocument).optional(),
  surges: z.record(name, surge).optional(),
});

export type CalendarDocument = z.output<typeof calendarDocument>;
/** Checked section by section; only calendars need work before they are part of a policy. */
export interface SettingsDocument {
  readonly calendars?: Readonly<Record<string, Partial<CalendarDocument>>>;
  readonly [section: string]: unknown;
}
export interface DocumentValue extends SettingsDocument {
  readonly surges?: Readonly<Record<string, SettingsDocument>>;
}
