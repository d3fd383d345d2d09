import {
  codeTable,
  definePlugin,
  normalized,
  SDK_VERSION,
  type MilestoneRecord,
  type Normalized,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** A milestone as it should be, of the parcel H1. */
const GOOD: MilestoneRecord = {
  trackingNumber: 'H1',
  carrier: 'toy',
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: '2026-11-20T08:00:00.000Z' as never,
  occurredLocal: '2026-11-20T08:00',
  timeCertainty: 'OFFSET_GIVEN',
  place: { city: 'Kiel' },
  direction: 'FORWARD',
  sourceCode: 'A',
  sourceText: null,
};

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;

const milestoneWith = (wrong: object): unknown => ({
  ...normalized({ milestones: [GOOD] }),
  milestones: [GOOD, { ...GOOD, sourceCode: 'B', ...wrong }],
});
const shipmentWith = (wrong: object): unknown =>
  normalized({ milestones: [GOOD], shipments: [{ trackingNumber: 'H1', carrier: 'toy', ...wrong }] as never });
const orderWith = (wrong: object): unknown =>
  normalized({ milestones: [GOOD], orders: [{ number: '1001', ...wrong }] as never });

/** Answers that no plugin may give: by name, as the whole result. */
export const GARBAGE: Readonly<Record<string, () => unknown>> = {
  nothing: () => undefined,
  'a number': () => 7,
  'a promise': () => Promise.resolve(normalized({})),
  'no lists': () => ({}),
  'lists that are none': () => normalized({ milestones: 'many' as never }),
  'a list without issues': () => ({ ...normalized({}), issues: undefined }),
  'a cyclic issue': () => normalized({ issues: [{ path: '', problem: cyclic as never, kind: 'record' }] }),
  'a big integer': () => normalized({ tickets: [{ externalId: 10n } as never] }),
  'a million records': () => normalized({ milestones: Array.from({ length: 1e6 }, () => GOOD) }),
};

/** Answers with one record that is right and one that is wrong: the right one must be kept. */
export const FAULTY_RECORDS: Readonly<Record<string, () => unknown>> = {
  'a record that is null': () => normalized({ milestones: [GOOD, null as never] }),
  'a record that is text': () => normalized({ milestones: [GOOD, 'delivered' as never] }),
  'an unknown milestone': () => milestoneWith({ code: 'constructor' }),
  'no reasons': () => milestoneWith({ reasons: undefined }),
  'an unknown reason': () => milestoneWith({ reasons: ['carrier.mood'] }),
  'a number as tracking number': () => milestoneWith({ trackingNumber: 9400111899223197428490 }),
  'a tracking number of 10,000 characters': () => milestoneWith({ trackingNumber: '9'.repeat(10_000) }),
  'a tracking number of blanks': () => milestoneWith({ trackingNumber: '  ' }),
  'a Date': () => milestoneWith({ occurredAt: new Date(0) }),
  'a time that is none': () => milestoneWith({ occurredAt: '2026-13-45T99:00:00.000Z' }),
  'a day that is none': () => milestoneWith({ occurredAt: '2026-02-30T00:00:00.000Z' }),
  'the year 0': () => milestoneWith({ occurredAt: '0000-01-01T00:00:00.000Z' }),
  'a time without a reason to be missing': () => milestoneWith({ occurredAt: undefined }),
  'a certainty that is none': () => milestoneWith({ timeCertainty: 'SURE' }),
  'a direction that is none': () => milestoneWith({ direction: 'UP' }),
  'no direction': () => milestoneWith({ direction: undefined }),
  'a facility action that is none': () => milestoneWith({ facilityAction: 'EXPLODED' }),
  'a recipient that is none': () => milestoneWith({ deliveredTo: 'DOG' }),
  'half an attempt': () => milestoneWith({ attemptNumber: 1.5 }),
  'an attempt beyond counting': () => milestoneWith({ attemptNumber: 1e12 }),
  'a place that is text': () => milestoneWith({ place: 'Kiel' }),
  'a place within a place': () => milestoneWith({ place: { city: { name: 'Kiel' } } }),
  'a source code that is an object': () => milestoneWith({ sourceCode: { code: 'A' } }),
  'a piece that is a list': () => milestoneWith({ piece: ['1'] }),
  'a carrier that is a number': () => milestoneWith({ carrier: 7 }),
  'a promise without an end': () => shipmentWith({ promise: {} }),
  'an estimate that is a Date': () => shipmentWith({ carrierEstimate: new Date(0) }),
  'a node without a code': () => shipmentWith({ node: { name: 'Main' } }),
  'a weight that is text': () => shipmentWith({ declared: { weightGrams: 'heavy' } }),
  'an amount that is no number': () => orderWith({ value: { amount: 'much', currency: 'USD' } }),
  'a currency that is none': () => orderWith({ value: { amount: '1.00', currency: 7 } }),
  'lines that are text': () => orderWith({ lines: 'three' }),
  'a line without a price': () => orderWith({ lines: [{ sku: 'A', title: 'A', quantity: 1 }] }),
  'a tier that is none': () => orderWith({ customer: { tier: 'GOLD' } }),
  'an email that is a list': () => orderWith({ customer: { email: ['kim@example.test'] } }),
  'an order number that is a number': () => orderWith({ number: 1001 }),
};

const leak: unknown[][] = [];

function misbehave(word: string): unknown {
  if (word === 'throw') throw new TypeError('cannot read properties of undefined');
  if (word === 'throw text') throw 'no error, just text'; // eslint-disable-line @typescript-eslint/only-throw-error
  if (word === 'exit') process.exit(3);
  if (word === 'loop') for (;;) leak.length = 0;
  if (word === 'leak') for (;;) leak.push(new Array(100_000).fill(leak.length + 0.5));
  return (GARBAGE[word] ?? FAULTY_RECORDS[word] ?? (() => normalized({ milestones: [GOOD] })))();
}

/** Does what a document says: throws, loops, leaks, or answers with garbage. */
export const plugin = definePlugin({
  id: 'hostile',
  name: 'Hostile',
  version: '1.0.0',
  sdk: `^${SDK_VERSION}`,
  capabilities: [],
  source: 'CARRIER',
  config: z.object({}),
  codes: codeTable('made up for tests', []),
  normalize: ({ body }) => misbehave(Buffer.from(body).toString()) as Normalized,
});
