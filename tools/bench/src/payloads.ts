import { createHmac } from 'node:crypto';
import type { Instant } from '@whereabouts/model';

/** The four sources that the benches speak as, with the carrier of their parcels. */
export const FEEDS = [
  { plugin: 'easypost', kind: 'AGGREGATOR', carrier: 'fedex' },
  { plugin: 'ups', kind: 'CARRIER', carrier: 'ups' },
  { plugin: 'shipbob', kind: 'WAREHOUSE', carrier: 'usps' },
  { plugin: 'shopify', kind: 'STOREFRONT', carrier: 'ups' },
] as const;
export type FeedPlugin = (typeof FEEDS)[number]['plugin'];

/** Parcel `i` belongs to the feed `i % 4`: its number and carrier follow from `i`. */
export const feedOf = (parcel: number): (typeof FEEDS)[number] => FEEDS[parcel % FEEDS.length]!;
export const numberOf = (parcel: number): string => `BN${String(parcel).padStart(12, '0')}`;

export const SECRET = 'bench-secret-0123456789';

const compact = (at: Instant): { date: string; time: string } => ({
  date: at.slice(0, 10).replaceAll('-', ''),
  time: at.slice(11, 19).replaceAll(':', ''),
});

const CITIES = [
  ['Amarillo', 'TX', '79101'],
  ['Boise', 'ID', '83702'],
  ['Chester', 'PA', '19013'],
  ['Dayton', 'OH', '45402'],
] as const;

/** One event of a parcel: which story step, where, and when. */
export interface BenchEvent {
  readonly parcel: number;
  readonly step: number;
  readonly at: Instant;
}

const cityOf = ({ parcel, step }: BenchEvent): (typeof CITIES)[number] => CITIES[(parcel + step) % CITIES.length]!;

const EASYPOST_STEPS = [
  ['in_transit', 'arrived_at_facility', 'Arrived at facility'],
  ['in_transit', 'departed_facility', 'Departed facility'],
  ['out_for_delivery', 'out_for_delivery', 'Out for delivery'],
  ['failure', 'damaged', 'Package damaged'],
] as const;

function easypost(event: BenchEvent): unknown {
  const [status, status_detail, message] = EASYPOST_STEPS[event.step % EASYPOST_STEPS.length]!;
  const [city, state, zip] = cityOf(event);
  const tracking_location = { object: 'TrackingLocation', city, state, country: 'US', zip };
  return {
    description: 'tracker.updated',
    mode: 'production',
    previous_attributes: { status: 'pre_transit' },
    created_at: event.at,
    pending_urls: ['https://hub.example.test/intake/easypost'],
    completed_urls: [],
    id: `evt_${event.parcel}_${event.step}`,
    object: 'Event',
    result: {
      id: `trk_${event.parcel}`,
      object: 'Tracker',
      mode: 'production',
      tracking_code: numberOf(event.parcel),
      status,
      status_detail,
      created_at: event.at,
      updated_at: event.at,
      signed_by: null,
      weight: 35.2,
      est_delivery_date: null,
      shipment_id: null,
      carrier: 'FedEx',
      tracking_details: [
        {
          object: 'TrackingDetail',
          message,
          description: null,
          status,
          status_detail,
          datetime: event.at,
          source: 'FedEx',
          carrier_code: null,
          tracking_location,
        },
      ],
      carrier_detail: null,
      finalized: false,
      is_return: false,
      public_url: `https://track.example.test/${event.parcel}`,
      fees: [],
    },
  };
}

const UPS_STEPS = [
  ['I', 'AR', 'Arrived at Facility'],
  ['I', 'DP', 'Departed from Facility'],
  ['I', 'OT', 'Out For Delivery Today'],
  ['X', '44', 'The package was damaged in transit.'],
] as const;

function ups(event: BenchEvent): unknown {
  const [type, code, description] = UPS_STEPS[event.step % UPS_STEPS.length]!;
  const [city, stateProvince, postalCode] = cityOf(event);
  const { date, time } = compact(event.at);
  return {
    trackingNumber: numberOf(event.parcel),
    localActivityDate: date,
    localActivityTime: time,
    activityLocation: { city: city.toUpperCase(), stateProvince, postalCode, country: 'US' },
    activityStatus: { type, code, description, descriptionCode: '' },
    scheduledDeliveryDate: '',
    actualDeliveryDate: '',
    actualDeliveryTime: '',
    gmtActivityDate: date,
    gmtActivityTime: time,
    receivedBy: '',
    deliveryPhoto: '',
    // The rest of what a subscription sends, so that the body has its usual size.
    subscription: { id: 'bench', padding: 'x'.repeat(420) },
  };
}

function shipbob(event: BenchEvent): unknown {
  return {
    event_time: event.at,
    order_id: 100_000_000 + event.parcel,
    reference_id: `ORD-${event.parcel}`,
    status: 'LabelCreated',
    tracking: {
      carrier: 'USPS',
      carrier_service: 'ParcelSelect',
      tracking_id: numberOf(event.parcel),
      tracking_url: `https://track.example.test/${event.parcel}`,
    },
    recipient: { note: 'x'.repeat(600) },
  };
}

function shopify(event: BenchEvent): unknown {
  const steps = ['in_transit', 'in_transit', 'out_for_delivery', 'attempted_delivery'] as const;
  const number = numberOf(event.parcel);
  return {
    id: 5_190_000_000_000 + event.parcel,
    order_id: 6_200_000_000_000 + event.parcel,
    name: `#${event.parcel}.1`,
    status: 'success',
    service: 'manual',
    created_at: event.at,
    updated_at: event.at,
    location_id: 655_441_491,
    shipment_status: steps[event.step % steps.length],
    tracking_company: 'UPS',
    tracking_number: number,
    tracking_numbers: [number],
    tracking_url: `https://track.example.test/${number}`,
    tracking_urls: [`https://track.example.test/${number}`],
    receipt: {},
    line_items: [
      {
        id: 16_000 + event.parcel,
        sku: 'MUG-BLUE',
        title: 'Blue mug',
        quantity: 2,
        price: '19.20',
        note: 'x'.repeat(300),
      },
    ],
  };
}

const BODIES: Readonly<Record<FeedPlugin, (event: BenchEvent) => unknown>> = { easypost, ups, shipbob, shopify };

/** The body that the parcel's source would post for an event: about 1 KB. */
export const bodyOf = (event: BenchEvent): Buffer =>
  Buffer.from(JSON.stringify(BODIES[feedOf(event.parcel).plugin](event)));

const SHIPBOB_KEY = Buffer.from(SECRET);

/** The headers with which the source signs a body. */
export function headersOf(plugin: FeedPlugin, body: Uint8Array, now: Instant): Record<string, string> {
  const json = { 'content-type': 'application/json' };
  switch (plugin) {
    case 'easypost':
      return {
        ...json,
        'x-hmac-signature': `hmac-sha256-hex=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
      };
    case 'ups':
      return { ...json, credential: SECRET };
    case 'shopify':
      return {
        ...json,
        'x-shopify-topic': 'fulfillments/update',
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      };
    case 'shipbob': {
      const id = 'msg_bench';
      const timestamp = String(Math.floor(Date.parse(now) / 1000));
      const signature = createHmac('sha256', SHIPBOB_KEY).update(`${id}.${timestamp}.`).update(body).digest('base64');
      return {
        ...json,
        'x-webhook-topic': 'order.shipment.tracking_received',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      };
    }
  }
}
