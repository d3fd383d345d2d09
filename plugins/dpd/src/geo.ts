import {
  endOfPromise,
  foundAll,
  holds,
  itself,
  placeAt,
  says,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import type { JsonValue } from '@whereabouts/plugin-sdk';
import { CODES, plainStatus } from './codes';

const LISTS = ['incomingShipments.*', 'sendingShipments.*'];
const HISTORIES = ['parcelEvents', 'parcelHistory'];

/** The zone beside a local time, as `Europe/Amsterdam` or as `+02:00`. */
const zoneOf = (zone: string | null) => (zone === null ? {} : /^[+-]/.test(zone) ? { offset: zone } : { zone });

/** A place of which nothing is known is written `UNDEFINED`. */
const cityOf = (value: JsonValue) => textAt(value, 'city')?.replace(/^(undefined|unknown|null|none)$/i, '') ?? null;

/**
 * What the app and the guests' tracking of the group are answered: lists of parcels, and one parcel with its events, or,
 * where the postal code is not given, with the states it was in.
 */
export const geo = trackingDocument({
  name: 'DPD group, events',
  fits: (document) =>
    foundAll(document, LISTS).length > 0 ||
    (holds(document, 'parcelNumber') && (holds(document, ...HISTORIES) || says(document, 'status.description'))),
  codes: CODES,
  parcels: (document) => (holds(document, 'parcelNumber') ? itself(document) : foundAll(document, LISTS)),
  parcel: (value) => {
    const state = textAt(value, 'status.description');
    // Once delivered it is the day of that.
    const day = state === 'DELIVERED' ? null : textAt(value, 'deliveryDate');
    return {
      trackingNumber: textAt(value, 'parcelNumber'),
      carrier: 'dpd',
      shipment: {
        carrierEstimate: endOfPromise({
          date: day,
          time: day === null ? null : textAt(value, 'deliveryTimeTo'),
          assumedZone: 'Europe/Berlin',
        }),
      },
      standing: {
        code: state,
        lookUp: { code: plainStatus(state) },
        time: {
          text: textAt(value, 'status.eventDateAndTime'),
          ...zoneOf(textAt(value, 'status.eventDateAndTimeZoneId')),
        },
        place: { city: textAt(value, 'status.city'), country: textAt(value, 'status.countryCode') },
      },
    };
  },
  comparesStanding: true,
  events(parcel, path) {
    const events = foundAll(parcel, ['parcelEvents.*'], path);
    return events.length > 0 ? events : foundAll(parcel, ['parcelHistory.*'], path);
  },
  event(scan) {
    const type = textAt(scan, 'eventType');
    // A state has no event code, and its description is the code.
    const state = type === null && holds(scan, 'eventDateAndTime') ? textAt(scan, 'description') : null;
    return {
      code: type ?? state,
      text: state === null ? textAt(scan, 'translation', 'eventTypeText', 'description') : null,
      lookUp: { code: type ?? plainStatus(state) },
      time: {
        text: textAt(scan, 'eventDateAndTime'),
        date: textAt(scan, 'date'),
        time: textAt(scan, 'time'),
        assumedZone: 'Europe/Berlin',
        ...zoneOf(textAt(scan, 'eventDateAndTimeZoneId')),
      },
      place: { city: cityOf(scan), ...placeAt(scan, { country: ['country', 'countryCode', 'depotCountry'] }) },
    };
  },
});
