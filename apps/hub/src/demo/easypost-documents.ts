import type { Instant } from '@whereabouts/model';
import { EASYPOST_WORDS } from './carrier-words';
import type { DemoPlace } from './invented';
import type { DemoParcel, DemoStep } from './parcels';

const CARRIER_NAMES = { ups: 'UPS', usps: 'USPS', fedex: 'FedEx' } as const;
const SERVICES = { ups: 'Ground', usps: 'GroundAdvantage', fedex: 'FEDEX_GROUND' } as const;

const seconds = (at: Instant): string => `${at.slice(0, 19)}Z`;

const location = ({ city, region, zip }: DemoPlace) => ({
  object: 'TrackingLocation',
  city: city.toUpperCase(),
  state: region,
  country: 'US',
  zip,
});

/** A `tracker.updated` event with the tracker as it then stands. */
export function easypostEvent(parcel: DemoParcel, steps: readonly DemoStep[], at: Instant) {
  const last = steps.at(-1);
  const [status, detail] = (last && EASYPOST_WORDS[last.code]) ?? ['unknown', 'unknown'];
  const id = String(parcel.serial).padStart(8, '0');
  return {
    id: `evt_demo${id}${steps.length}`,
    object: 'Event',
    mode: 'test',
    description: last ? 'tracker.updated' : 'tracker.created',
    created_at: seconds(at),
    updated_at: seconds(at),
    status: 'pending',
    result: {
      id: `trk_demo${id}`,
      object: 'Tracker',
      mode: 'test',
      tracking_code: parcel.trackingNumber,
      status,
      status_detail: detail,
      created_at: seconds(parcel.steps[0]!.at),
      updated_at: seconds(at),
      signed_by: null,
      weight: parcel.product.ounces * parcel.quantity,
      est_delivery_date: seconds(parcel.estimate),
      shipment_id: null,
      carrier: CARRIER_NAMES[parcel.carrier],
      tracking_details: steps.map((step) => detailOf(parcel, step)),
      carrier_detail: {
        object: 'CarrierDetail',
        service: SERVICES[parcel.carrier],
        est_delivery_date_local: null,
        est_delivery_time_local: null,
        origin_tracking_location: location(parcel.warehouse.place),
        destination_tracking_location: location(parcel.customer.town),
      },
      finalized: false,
      is_return: false,
      public_url: `https://track.easypost.com/demo${id}`,
    },
  };
}

function detailOf(parcel: DemoParcel, step: DemoStep) {
  const [status, detail, message] = EASYPOST_WORDS[step.code]!;
  return {
    object: 'TrackingDetail',
    message,
    description: message,
    status,
    status_detail: detail,
    datetime: seconds(step.at),
    source: CARRIER_NAMES[parcel.carrier],
    carrier_code: null,
    tracking_location: location(step.place),
  };
}
