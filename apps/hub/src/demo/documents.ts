import { after, HOUR, MINUTE, type Instant } from '@whereabouts/model';
import type { DemoSource } from './demo-merchant';
import { easypostEvent } from './easypost-documents';
import type { DemoParcel, DemoStep } from './parcels';
import { shipbobOutOfStock, shipbobOrder } from './shipbob-documents';
import { shopifyFulfillment, shopifyOrder } from './shopify-documents';
import type { StepCode } from './stories';
import { upsReply } from './ups-documents';
import { zendeskTicket } from './zendesk-documents';

/** A document as a source sends it, and when it comes in. */
export interface DemoDocument {
  readonly source: DemoSource;
  readonly at: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const NOT_SAID_BY_CARRIER: ReadonlySet<StepCode> = new Set(['PLACED', 'PACKED', 'HANDED_OVER']);
/** Steps after which a carrier's document is taken in; what lies between comes with the next one. */
const REPORTED: ReadonlySet<StepCode> = new Set(['ACCEPTED', 'ARRIVED', 'OUT', 'ATTEMPT']);

/** All documents about a parcel, in the order in which they come in. */
export function documentsOf(parcel: DemoParcel): readonly DemoDocument[] {
  const at = (code: StepCode): DemoStep | undefined => parcel.steps.find((step) => step.code === code);
  const placed = at('PLACED')!;
  const packed = at('PACKED');
  const left = at('HANDED_OVER');
  const order: DemoDocument = {
    source: 'shopify',
    at: soon(placed),
    headers: topic('orders/create'),
    body: shopifyOrder(parcel),
  };
  const warehouse: DemoDocument[] = [];
  if (packed && parcel.byShipBob)
    warehouse.push({ source: 'shipbob', at: soon(packed), headers: {}, body: shipbobOrder(parcel, packed) });
  if (left && parcel.byShipBob)
    warehouse.push({ source: 'shipbob', at: soon(left), headers: {}, body: shipbobOrder(parcel, left) });
  if (left && !parcel.byShipBob)
    warehouse.push({
      source: 'shopify',
      at: soon(left),
      headers: topic('fulfillments/create'),
      body: shopifyFulfillment(parcel, left),
    });
  if (parcel.story.outOfStock) {
    const at = after(placed.at, 2 * HOUR);
    warehouse.push({ source: 'shipbob', at, headers: {}, body: shipbobOutOfStock(parcel, at) });
  }
  const support: DemoDocument[] =
    parcel.writesAt === null
      ? []
      : [{ source: 'zendesk', at: parcel.writesAt, headers: {}, body: zendeskTicket(parcel, parcel.writesAt) }];
  return [order, ...warehouse, ...carrierDocuments(parcel), ...support].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function carrierDocuments(parcel: DemoParcel): DemoDocument[] {
  if (parcel.story.warehouseOnly) return [];
  const steps = parcel.steps.filter(({ code }) => !NOT_SAID_BY_CARRIER.has(code));
  if (parcel.story.silent) return [carrierDocument(parcel, [], after(parcel.steps[0]!.at, HOUR))];
  return steps.flatMap((step, index) =>
    index === steps.length - 1 || REPORTED.has(step.code)
      ? [carrierDocument(parcel, steps.slice(0, index + 1), soon(step))]
      : [],
  );
}

const carrierDocument = (parcel: DemoParcel, steps: readonly DemoStep[], at: Instant): DemoDocument =>
  parcel.carrier === 'ups' && !parcel.story.silent
    ? { source: 'ups', at, headers: {}, body: upsReply(parcel, steps) }
    : { source: 'easypost', at, headers: {}, body: easypostEvent(parcel, steps, at) };

const soon = ({ at }: DemoStep): Instant => after(at, 4 * MINUTE);
const topic = (name: string): Readonly<Record<string, string>> => ({ 'x-shopify-topic': name });
