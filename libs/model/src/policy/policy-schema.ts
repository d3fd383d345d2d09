import { z } from 'zod';
import { STOCK_MEASURES } from '../stock/level';
import { SOURCE_KINDS } from '../vocabulary/sources';
import {
  CLOSE_CODES,
  CUSTOMER_RESOLUTIONS,
  CUSTOMER_TIERS,
  EXCEPTION_KINDS,
  WAITING_ON,
} from '../vocabulary/exceptions';
import { MESSAGE_CHANNELS, MESSAGE_PHASES } from '../vocabulary/messages';
import { MILESTONES } from '../vocabulary/milestones';
import { REASONS, type Reason } from '../vocabulary/reasons';
import { TRUTH_FACTS } from '../shipment/ranking';
import { CLAIM_TYPES } from './claims';
import {
  amount,
  amounts,
  anyCarrier,
  atLeastOne,
  carrierCode,
  currency,
  date,
  days,
  email,
  factor,
  hours,
  innerShare,
  lane,
  language,
  lead,
  months,
  name,
  seconds,
  sentence,
  several,
  share,
  someDays,
  timeOfDay,
  words,
  yesOrNo,
} from './fields';
import { INCIDENT_GROUPS } from './incidents';
import type { PolicySettings } from './policy';

const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): [Key, ...Key[]] =>
  Object.keys(words) as [Key, ...Key[]];
const oneOf = <Key extends string>(words: Readonly<Record<Key, unknown>>) => z.enum(keysOf(words));

/** The same for every word of a list. */
const each = <Key extends string, Schema extends z.ZodType>(words: Readonly<Record<Key, unknown>>, schema: Schema) =>
  z.strictObject(Object.fromEntries(keysOf(words).map((key) => [key, schema])) as Record<Key, Schema>);
/** The same for some words of a list. */
const some = <Key extends string, Schema extends z.ZodType>(words: Readonly<Record<Key, unknown>>, schema: Schema) =>
  each(words, schema.optional());

const weekday = z.union(
  ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => z.literal(day)),
  {
    error: 'must be a weekday from 1 (Monday) to 7 (Sunday)',
  },
);
const openHours = z.array(z.strictObject({ from: z.string(), to: z.string() }), {
  error: 'must be a list of hours, such as [{ from: "09:00", to: "17:30" }]',
});
const week = z.strictObject({
  1: openHours.optional(),
  2: openHours.optional(),
  3: openHours.optional(),
  4: openHours.optional(),
  5: openHours.optional(),
  6: openHours.optional(),
  7: openHours.optional(),
});

export const holiday = z.strictObject({ date, name: z.string(), country: z.string() });
export const calendar = z.strictObject({
  zone: z.string(),
  week,
  holidays: z.array(holiday),
  exceptions: z.array(z.strictObject({ date, hours: openHours, note: z.string() })),
});

const kind = oneOf(EXCEPTION_KINDS);
const closeCode = oneOf(CLOSE_CODES);
const tierHours = some(CUSTOMER_TIERS, hours);
const nearPromise = z.strictObject({ leadHours: lead, minimumHours: hours }).nullable();
const repeats = z.strictObject({
  windowDays: someDays,
  atLeastCases: atLeastOne,
  atLeastShare: share,
  minimumShipments: atLeastOne,
});

const channels = z.array(oneOf(MESSAGE_CHANNELS));
const messages = z.strictObject({
  channels,
  language,
  holdSeconds: seconds,
  repeatHours: lead,
  expireHours: hours,
  quietHours: some(MESSAGE_CHANNELS, z.strictObject({ from: timeOfDay, to: timeOfDay })),
  limits: z.strictObject({ perCustomerADay: atLeastOne }),
  optOut: z.strictObject({ tags: z.array(name) }),
  approval: z.strictObject({ sums: z.enum(['ABOVE_LIMIT', 'ALWAYS']) }),
  templates: z.record(
    name,
    z.strictObject({
      promisesMoney: yesOrNo.optional(),
      texts: z.record(language, z.strictObject({ subject: sentence.optional(), body: words })),
    }),
  ),
  rules: z.array(
    z.strictObject({
      name,
      when: z.strictObject({
        kinds: z.array(kind).optional(),
        reasons: z.array(z.enum(REASONS as [Reason, ...Reason[]])).optional(),
        milestones: z.array(oneOf(MILESTONES)).optional(),
        phases: z.array(oneOf(MESSAGE_PHASES)).optional(),
      }),
      template: name,
      channels: channels.optional(),
      approval: yesOrNo.optional(),
    }),
  ),
});

/** All that a policy document can settle, whole. Held equal to `PolicySettings` by types, below. */
export const policySchema = z.strictObject({
  off: z.array(kind),
  firstScan: z.strictObject({
    handedOverHours: hours,
    labelOnlyHours: hours,
    tiers: z.strictObject({ handedOverHours: tierHours, labelOnlyHours: tierHours }),
  }),
  stall: z.strictObject({
    domesticHours: hours,
    internationalHours: hours,
    overrides: z.array(
      z.strictObject({
        carrier: carrierCode.optional(),
        serviceLevel: name.optional(),
        lane: lane.optional(),
        hours,
      }),
    ),
    tiers: z.strictObject({ domesticHours: tierHours, internationalHours: tierHours }),
  }),
  nearPromise,
  shipBy: z.strictObject({
    hours: each(CUSTOMER_TIERS, hours),
    calendar: name,
    nearPromise,
    onlyKnownToWarehouse: yesOrNo,
  }),
  noStock: z.strictObject({ toldBy: z.array(oneOf(SOURCE_KINDS)), measure: oneOf(STOCK_MEASURES) }),
  noParcel: z.strictObject({ on: yesOrNo, lookBackDays: someDays }),
  split: z.strictObject({ hours }),
  tickets: z.strictObject({ emailLookBackDays: days }),
  held: z.strictObject({ heldHours: hours, customsHours: hours }),
  outForDelivery: z.strictObject({ gapHours: hours }),
  counter: z.strictObject({ keptDays: someDays, warnDays: days }),
  promise: z.strictObject({
    leadHours: each(CUSTOMER_TIERS, lead),
    usual: z.strictObject({ quantile: innerShare, minimumSample: atLeastOne, windowMonths: months }),
  }),
  nonServiceDays: z.strictObject({ default: z.array(weekday), carriers: z.record(carrierCode, z.array(weekday)) }),
  closeCodes: z.strictObject({
    healed: closeCode,
    lateHandOver: closeCode,
    healedKinds: some(EXCEPTION_KINDS, closeCode),
    unsupported: closeCode,
    absorbedBy: some(EXCEPTION_KINDS, closeCode),
  }),
  highValue: amounts,
  sla: z.strictObject({
    kinds: each(
      EXCEPTION_KINDS,
      z.strictObject({
        firstActionHours: hours,
        resolutionHours: hours,
        nextUpdateHours: hours.nullable(),
        calendar: name.optional(),
      }),
    ),
    calendar: name,
    pauses: z.strictObject({
      clocks: each(WAITING_ON, z.array(z.enum(['FIRST_ACTION', 'NEXT_UPDATE', 'RESOLUTION']))),
      capHours: each(WAITING_ON, lead),
      allHours: lead,
    }),
  }),
  calendars: z.record(name, calendar),
  repeats: z.strictObject({ lane: repeats, carrier: repeats }),
  silence: z.strictObject({
    factor,
    minimumHours: hours,
    unknownHours: hours,
    minimumInputs: atLeastOne,
    graceHours: lead,
    longestDays: someDays,
  }),
  incidents: z.strictObject({
    groups: each(INCIDENT_GROUPS, z.strictObject({ atLeastCases: several, windowDays: someDays })),
    dismissedDays: days,
  }),
  routing: z.strictObject({
    rules: z.array(
      z.strictObject({
        name,
        kinds: z.array(kind).optional(),
        carriers: z.array(carrierCode).optional(),
        nodes: z.array(name).optional(),
        tiers: z.array(oneOf(CUSTOMER_TIERS)).optional(),
        languages: z.array(language).optional(),
        value: z.strictObject({ atLeast: amount, currency }).optional(),
        to: z.array(email),
      }),
    ),
    people: z.array(
      z.strictObject({
        email,
        calendar: name.optional(),
        away: z.array(z.strictObject({ from: date, to: date })).optional(),
      }),
    ),
    fallback: email.nullable(),
  }),
  truth: each(TRUTH_FACTS, z.array(oneOf(SOURCE_KINDS))),
  limits: z.strictObject({ agent: some(CUSTOMER_RESOLUTIONS, amounts) }),
  claims: z.strictObject({
    windows: z.array(
      z.strictObject({
        carrier: anyCarrier,
        type: oneOf(CLAIM_TYPES),
        scope: z.enum(['DOMESTIC', 'INTERNATIONAL', 'ANY']),
        services: z.array(name).optional(),
        from: z.enum(['SHIPPED', 'DELIVERED', 'PROMISED']),
        earliestDay: days,
        latestDay: days,
        source: sentence,
      }),
    ),
    followUpDays: someDays,
  }),
  shipEvidence: z.strictObject({ signatureAbove: amounts, photoForFragile: yesOrNo, photoForRepeatLane: yesOrNo }),
  messages,
});

type Plain<T> = T extends readonly (infer Entry)[]
  ? readonly Plain<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

/** Does not compile when the schema lacks a field of the policy, has one more, or one of another type. */
export const SCHEMA_IS_WHOLE: Same<Plain<z.output<typeof policySchema>>, Plain<PolicySettings>> = true;
