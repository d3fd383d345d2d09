import type { Random } from './random';

/** What happens to a demo parcel, whoever reports it. */
export type StepCode =
  | 'PLACED'
  | 'PACKED'
  | 'LABEL'
  | 'HANDED_OVER'
  | 'ACCEPTED'
  | 'DEPARTED'
  | 'ARRIVED'
  | 'LEFT_HUB'
  | 'AT_DEPOT'
  | 'OUT'
  | 'DELIVERED'
  | 'ATTEMPT'
  | 'OUT_AGAIN'
  | 'COUNTER'
  | 'HELD'
  | 'DAMAGED'
  | 'BAD_ADDRESS'
  | 'RETURNING'
  | 'RETURNED'
  | 'LOST'
  | 'CANCELLED';

/** The usual way, with the least and most hours since the step before. */
const WAY: readonly (readonly [StepCode, number, number])[] = [
  ['PLACED', 0, 0],
  ['PACKED', 3, 9],
  ['LABEL', 0.2, 0.6],
  ['HANDED_OVER', 1, 3],
  ['ACCEPTED', 1, 4],
  ['DEPARTED', 1, 4],
  ['ARRIVED', 6, 13],
  ['LEFT_HUB', 1, 3],
  ['AT_DEPOT', 7, 13],
  ['OUT', 2, 5],
  ['DELIVERED', 2, 7],
];

export interface Story {
  readonly name: string;
  readonly parcels: number;
  /** The usual way up to here … */
  readonly until: StepCode;
  /** … then these, with hours since the step before. */
  readonly then?: readonly (readonly [StepCode, number, number])[];
  /** Hours since the last step: least, most. */
  readonly ago: readonly [number, number];
  /** Hours from now to the promised time; by default the promise is kept. */
  readonly promisedIn?: readonly [number, number];
  /** Hours by which the carrier's estimate passes the promise. */
  readonly lateBy?: readonly [number, number];
  /** Nobody reports anything but the number. */
  readonly silent?: true;
  /** The carrier reports nothing yet, only the warehouse. */
  readonly warehouseOnly?: true;
  /** The warehouse has not got what was ordered. */
  readonly outOfStock?: true;
  /** What the customer writes to support, and how many hours after the last step. */
  readonly writes?: { readonly what: Complaint; readonly after: readonly [number, number] };
}

/** What customers of the demo write about. */
export type Complaint = 'not-received' | 'broken' | 'wrong-item' | 'where-is-it';

/** Every state a parcel can be in, and every kind of trouble. */
export const STORIES: readonly Story[] = [
  { name: 'delivered', parcels: 112, until: 'DELIVERED', ago: [2, 90] },
  { name: 'in transit', parcels: 46, until: 'ARRIVED', ago: [1, 20] },
  { name: 'left the hub', parcels: 18, until: 'LEFT_HUB', ago: [1, 18] },
  { name: 'at the depot', parcels: 14, until: 'AT_DEPOT', ago: [1, 9] },
  { name: 'out for delivery', parcels: 22, until: 'OUT', ago: [0.5, 5] },
  { name: 'packed', parcels: 8, until: 'PACKED', ago: [0.5, 10], warehouseOnly: true },
  { name: 'labelled', parcels: 12, until: 'LABEL', ago: [1, 20] },
  { name: 'handed over', parcels: 14, until: 'HANDED_OVER', ago: [1, 16], warehouseOnly: true },
  { name: 'expected', parcels: 3, until: 'PLACED', ago: [2, 10], silent: true },
  { name: 'cancelled', parcels: 3, until: 'LABEL', then: [['CANCELLED', 2, 6]], ago: [4, 40] },
  { name: 'held', parcels: 4, until: 'ARRIVED', then: [['HELD', 2, 6]], ago: [4, 40] },
  {
    name: 'waiting at the counter',
    parcels: 6,
    until: 'OUT',
    then: [
      ['ATTEMPT', 3, 6],
      ['COUNTER', 3, 16],
    ],
    ago: [5, 60],
  },
  {
    name: 'delivered at the second attempt',
    parcels: 6,
    until: 'OUT',
    then: [
      ['ATTEMPT', 3, 6],
      ['OUT_AGAIN', 18, 20],
      ['DELIVERED', 2, 5],
    ],
    ago: [3, 40],
  },
  { name: 'delivered late', parcels: 6, until: 'DELIVERED', ago: [4, 30], promisedIn: [-44, -34] },

  { name: 'no first scan', parcels: 9, until: 'HANDED_OVER', ago: [28, 70], warehouseOnly: true },
  { name: 'labelled and forgotten', parcels: 3, until: 'LABEL', ago: [52, 80] },
  { name: 'stalled', parcels: 10, until: 'LEFT_HUB', ago: [76, 110] },
  { name: 'lost', parcels: 2, until: 'LEFT_HUB', then: [['LOST', 50, 60]], ago: [6, 30] },
  { name: 'attempt failed', parcels: 9, until: 'OUT', then: [['ATTEMPT', 3, 6]], ago: [1, 30] },
  { name: 'out for delivery twice', parcels: 3, until: 'OUT', then: [['OUT_AGAIN', 25, 30]], ago: [2, 9] },
  { name: 'damaged', parcels: 6, until: 'ARRIVED', then: [['DAMAGED', 1, 5]], ago: [1, 40] },
  {
    name: 'on the way back',
    parcels: 6,
    until: 'OUT',
    then: [
      ['ATTEMPT', 3, 6],
      ['RETURNING', 16, 30],
    ],
    ago: [3, 40],
  },
  {
    name: 'back',
    parcels: 3,
    until: 'OUT',
    then: [
      ['ATTEMPT', 3, 6],
      ['RETURNING', 16, 24],
      ['RETURNED', 30, 40],
    ],
    ago: [3, 30],
  },
  { name: 'estimated late', parcels: 8, until: 'ARRIVED', ago: [1, 12], promisedIn: [6, 20], lateBy: [12, 40] },
  { name: 'promise passed', parcels: 6, until: 'LEFT_HUB', ago: [3, 18], promisedIn: [-30, -3] },
  { name: 'bad address', parcels: 4, until: 'ARRIVED', then: [['BAD_ADDRESS', 2, 8]], ago: [1, 20] },
  { name: 'out of stock', parcels: 4, until: 'PLACED', ago: [6, 40], warehouseOnly: true, outOfStock: true },
  {
    name: 'delivered and not received',
    parcels: 6,
    until: 'DELIVERED',
    ago: [16, 60],
    writes: { what: 'not-received', after: [2, 14] },
  },
  {
    name: 'broken on arrival',
    parcels: 4,
    until: 'DELIVERED',
    ago: [8, 50],
    writes: { what: 'broken', after: [1, 7] },
  },
  { name: 'wrong item', parcels: 4, until: 'DELIVERED', ago: [8, 60], writes: { what: 'wrong-item', after: [1, 7] } },
  { name: 'asked for', parcels: 6, until: 'LEFT_HUB', ago: [8, 18], writes: { what: 'where-is-it', after: [2, 7] } },
];

export interface PlannedStep {
  readonly code: StepCode;
  /** Hours before now. */
  readonly hoursAgo: number;
}

/** The steps of one parcel of a story, the last of them as long ago as the story wants. */
export function planSteps(story: Story, random: Random): readonly PlannedStep[] {
  const usual = WAY.slice(0, WAY.findIndex(([code]) => code === story.until) + 1);
  let hour = 0;
  const steps = [...usual, ...(story.then ?? [])].map(([code, least, most]) => {
    hour += random.between(least, most);
    return { code, hour };
  });
  const end = hour + random.between(...story.ago);
  return steps.map((step) => ({ code: step.code, hoursAgo: end - step.hour }));
}
