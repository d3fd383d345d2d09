import { after, HOUR, instant, msOf, type Instant } from '@whereabouts/model';
import {
  HUBS,
  inventCustomer,
  PRODUCTS,
  WAREHOUSES,
  type DemoCustomer,
  type DemoPlace,
  type DemoProduct,
} from './invented';
import { seeded, type Random } from './random';
import { planSteps, STORIES, type PlannedStep, type StepCode, type Story } from './stories';
import { DEMO_CARRIERS, inventTrackingNumber, type DemoCarrier } from './tracking-numbers';

export interface DemoStep {
  readonly code: StepCode;
  readonly at: Instant;
  readonly place: DemoPlace;
}

export interface DemoParcel {
  readonly story: Story;
  /** Running number: all ids of the parcel's documents are made from it. */
  readonly serial: number;
  readonly orderNumber: string;
  readonly customer: DemoCustomer;
  readonly product: DemoProduct;
  readonly quantity: number;
  readonly warehouse: (typeof WAREHOUSES)[number];
  /** The warehouse is run by ShipBob; otherwise the shop itself reports the hand-over. */
  readonly byShipBob: boolean;
  readonly carrier: DemoCarrier;
  readonly trackingNumber: string;
  readonly steps: readonly DemoStep[];
  readonly promise: { readonly from: Instant; readonly to: Instant };
  readonly estimate: Instant;
  /** When the customer writes to support, if at all. */
  readonly writesAt: Instant | null;
}

const FIRST_ORDER = 20_001;
const PROMISED_AFTER_HOURS = 96;

/** The parcels of the demo as of `now`. The same seed and moment give the same parcels. */
export function inventParcels(seed: number, now: Instant): readonly DemoParcel[] {
  const random = seeded(seed);
  const stories = STORIES.flatMap((story) => Array.from({ length: story.parcels }, () => story));
  return stories.map((story, index) => inventParcel(story, index + 1, random, now));
}

function inventParcel(story: Story, serial: number, random: Random, now: Instant): DemoParcel {
  const customer = inventCustomer(random, 7_000 + serial);
  const carrier = random.pick(DEMO_CARRIERS);
  const warehouse = random.pick(WAREHOUSES);
  const hub = random.pick(HUBS);
  const places = placesOf(warehouse.place, hub, customer.town);
  const planned = planSteps(story, random);
  const steps = planned.map(({ code, hoursAgo }) => ({
    code,
    at: wholeMinute(after(now, -hoursAgo * HOUR)),
    place: places(code),
  }));
  const promisedTo = promiseOf(story, planned, random, now);
  return {
    story,
    serial,
    orderNumber: String(FIRST_ORDER + serial),
    customer,
    product: random.pick(PRODUCTS),
    quantity: random.chance(0.25) ? 2 : 1,
    warehouse,
    byShipBob: story.warehouseOnly === true || random.chance(0.45),
    carrier,
    trackingNumber: inventTrackingNumber(carrier, random),
    steps,
    promise: { from: after(promisedTo, -24 * HOUR), to: promisedTo },
    estimate: estimateOf(story, promisedTo, random),
    writesAt: story.writes ? wholeMinute(after(steps.at(-1)!.at, random.between(...story.writes.after) * HOUR)) : null,
  };
}

/** Kept, unless the story says otherwise: four days after the order, and never before the news of now. */
function promiseOf(story: Story, planned: readonly PlannedStep[], random: Random, now: Instant): Instant {
  if (story.promisedIn) return wholeMinute(after(now, random.between(...story.promisedIn) * HOUR));
  const sinceOrder = planned[0]?.hoursAgo ?? 0;
  const hours = Math.max(PROMISED_AFTER_HOURS - sinceOrder, random.between(74, 96));
  return wholeMinute(after(now, hours * HOUR));
}

const estimateOf = (story: Story, promisedTo: Instant, random: Random): Instant =>
  wholeMinute(after(promisedTo, (story.lateBy ? random.between(...story.lateBy) : -random.between(20, 40)) * HOUR));

const wholeMinute = (at: Instant): Instant => instant(Math.floor(msOf(at) / 60_000) * 60_000);

const AT_WAREHOUSE: ReadonlySet<StepCode> = new Set([
  'PLACED',
  'PACKED',
  'LABEL',
  'HANDED_OVER',
  'ACCEPTED',
  'DEPARTED',
  'CANCELLED',
  'RETURNED',
]);
const AT_HUB: ReadonlySet<StepCode> = new Set([
  'ARRIVED',
  'LEFT_HUB',
  'HELD',
  'DAMAGED',
  'BAD_ADDRESS',
  'LOST',
  'RETURNING',
]);

const placesOf =
  (warehouse: DemoPlace, hub: DemoPlace, town: DemoPlace) =>
  (code: StepCode): DemoPlace =>
    AT_WAREHOUSE.has(code) ? warehouse : AT_HUB.has(code) ? hub : town;
