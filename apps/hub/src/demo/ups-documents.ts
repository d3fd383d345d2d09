import type { Instant } from '@whereabouts/model';
import { UPS_WORDS } from './carrier-words';
import type { DemoPlace } from './invented';
import type { DemoParcel, DemoStep } from './parcels';

/** The clock at a place: `20251211`, `034100` and `-05:00`. */
function wallClock(at: Instant, zone: string): { date: string; time: string; offset: string } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  ) as Record<string, string>;
  return {
    date: `${parts['year']}${parts['month']}${parts['day']}`,
    time: `${parts['hour']}${parts['minute']}${parts['second']}`,
    offset: (parts['timeZoneName'] ?? '').replace('GMT', '') || '+00:00',
  };
}

const address = ({ city, region, zip }: DemoPlace) => ({
  city: city.toUpperCase(),
  stateProvince: region,
  postalCode: zip,
  country: 'US',
  countryCode: 'US',
});

/** A reply of the Track API with all activities so far, the newest first. */
export function upsReply(parcel: DemoParcel, steps: readonly DemoStep[]) {
  const due = wallClock(parcel.estimate, parcel.customer.town.zone);
  const activities = steps.map(activityOf).reverse();
  const delivered = steps.some(({ code }) => code === 'DELIVERED');
  return {
    trackResponse: {
      shipment: [
        {
          inquiryNumber: parcel.trackingNumber,
          package: [
            {
              trackingNumber: parcel.trackingNumber,
              deliveryDate: [{ type: 'SDD', date: due.date }],
              deliveryTime: { type: 'EDW', startTime: '090000', endTime: due.time },
              ...(delivered && { deliveryInformation: { location: 'Front Door' } }),
              activity: activities,
              currentStatus: activities[0]?.status,
              packageAddress: [
                { type: 'ORIGIN', address: address(parcel.warehouse.place) },
                { type: 'DESTINATION', address: address(parcel.customer.town) },
              ],
              weight: { unitOfMeasurement: 'LBS', weight: ((parcel.product.ounces * parcel.quantity) / 16).toFixed(2) },
              service: { code: '518', description: 'UPS Ground' },
              packageCount: 1,
            },
          ],
        },
      ],
    },
  };
}

function activityOf({ code, at, place }: DemoStep) {
  const [type, own, statusCode, description] = UPS_WORDS[code]!;
  const local = wallClock(at, place.zone);
  return {
    location: { address: address(place), slic: '0000' },
    status: { type, code: own, statusCode, description, simplifiedTextDescription: description },
    date: local.date,
    time: local.time,
    gmtDate: at.slice(0, 10).replaceAll('-', ''),
    gmtTime: at.slice(11, 19),
    gmtOffset: local.offset,
  };
}
