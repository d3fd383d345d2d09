import { z } from 'zod';
import { isDate, isTimeOfDay } from '../time/wall-text';

/** What a field of a policy may hold. Each says what is allowed, in the words of who writes the document. */
const number = (says: string, check: (value: number) => boolean) =>
  z.number({ error: says }).refine(check, { error: says });
const text = (says: string, check: (value: string) => boolean) =>
  z.string({ error: says }).refine(check, { error: says });

/** Three years: beyond it a clock is a mistake. */
const LONGEST_HOURS = 26_280;

export const hours = number(
  `must be a number of hours above 0 and at most ${LONGEST_HOURS}, such as 48`,
  (value) => value > 0 && value <= LONGEST_HOURS,
);
export const lead = number(
  `must be a number of hours from 0 to ${LONGEST_HOURS}, such as 24`,
  (value) => value >= 0 && value <= LONGEST_HOURS,
);
export const days = number(
  'must be a whole number of days from 0 to 3650, such as 7',
  (value) => Number.isInteger(value) && value >= 0 && value <= 3650,
);
export const someDays = number(
  'must be a whole number of days from 1 to 3650, such as 28',
  (value) => Number.isInteger(value) && value >= 1 && value <= 3650,
);
export const atLeastOne = number(
  'must be a whole number of 1 or more',
  (value) => Number.isSafeInteger(value) && value >= 1,
);
export const several = number(
  'must be a whole number of 2 or more',
  (value) => Number.isSafeInteger(value) && value >= 2,
);
export const months = number(
  'must be a whole number of months from 1 to 12',
  (value) => Number.isInteger(value) && value >= 1 && value <= 12,
);
export const factor = number('must be a factor from 1 to 100, such as 1.5', (value) => value >= 1 && value <= 100);
export const innerShare = number(
  'must be a share above 0 and below 1, such as 0.8 for 80 %',
  (value) => value > 0 && value < 1,
);
export const share = number(
  'must be a share above 0 and at most 1, such as 0.8 for 80 %',
  (value) => value > 0 && value <= 1,
);
export const seconds = number(
  'must be a whole number of seconds from 0 to 86400, such as 20',
  (value) => Number.isInteger(value) && value >= 0 && value <= 86_400,
);
export const yesOrNo = z.boolean({ error: 'must be true or false' });

export const name = text('must be a text of 1 to 80 characters', (value) => value.trim() !== '' && value.length <= 80);
export const sentence = text(
  'must be a text of 1 to 500 characters',
  (value) => value.trim() !== '' && value.length <= 500,
);
const LONGEST_TEXT = 5_000;
export const words = text(
  `must be a text of 1 to ${LONGEST_TEXT} characters`,
  (value) => value.trim() !== '' && value.length <= LONGEST_TEXT,
);
export const timeOfDay = text("must be a time of day in quotes, such as '21:00'", isTimeOfDay);
export const carrierCode = text('must be a carrier code in small letters, such as ups or dhl-express', (value) =>
  /^[a-z0-9][a-z0-9_-]*$/.test(value),
);
export const anyCarrier = text(
  'must be a carrier code in small letters, such as ups, or * for all others',
  (value) => value === '*' || /^[a-z0-9][a-z0-9_-]*$/.test(value),
);
export const lane = text('must be a lane as shipments show it: US-GA>US-NY', (value) =>
  /^[A-Z]{2}(-[A-Z0-9]+)?>[A-Z]{2}(-[A-Z0-9]+)?$/.test(value),
);
export const language = text('must be a language tag, such as de or de-AT', (value) =>
  /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value),
);
export const email = text(
  'must be the email address of a user',
  (value) => value.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(value),
);
export const date = text('must be a date that exists, such as 2026-12-24', isDate);

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
export const currency = text('must be an ISO 4217 currency in capitals, such as EUR', (value) => CURRENCIES.has(value));

const AMOUNT = "must be an amount of 0 or more, such as '300.00'";
const DECIMAL = /^\d{1,15}(\.\d{1,6})?$/;
/** Decimal text. A bare number of YAML or JSON is taken as it is written, unless it needs an exponent. */
export const amount = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  text(AMOUNT, (value) => DECIMAL.test(value)),
);

export const amounts = z.record(currency, amount, { error: 'must be amounts by currency, such as { EUR: 300.00 }' });
