import {
  endOfPromise,
  flagAt,
  found,
  holds,
  parcelFacts,
  place,
  placeAt,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { stepOf } from './steps-table';

const zone = 'Europe/Brussels';
const person = (who: string) => ({
  city: `${who}.municipality`,
  postalCode: [`${who}.postcode`, `${who}.postalCode`],
  country: `${who}.countryCode`,
});

/** Told in up to four languages. */
const WORDS = ['EN', 'NL', 'FR', 'DE'].map((language) => `key.${language}.description`);

const nameOfStep = (item: JsonValue): string | null =>
  textAt(item, 'activeStep.knownProcessStep', 'activeStep.name', 'processOverview.activeStepTextKey');

/** What is delivered at the end of the way back is delivered to the sender: the event does not say so, the item does. */
const isBack = (item: JsonValue): boolean =>
  flagAt(item, 'retourOrBackToSender') === true || /^(BTS|RETOUR)_|_SENDER/.test(nameOfStep(item) ?? '');
const IS_DELIVERED =
  /^(?!.*(\bnot\b|n't|will be|unable|\bniet\b|wordt|\bpas\b|\bnon\b|sera)).*(\bdelivered\b|geleverd|distribué|livré)/i;

/** What the tracking page asks for: an interface that bpost promises to nobody. Its events have words and no codes. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'items', 'error'),
  codes: CODES,
  errors: (document) => found(document, 'error').map(({ path }) => ({ path, message: textAt(document, 'error') })),
  parcels: 'items.*',
  parcel(value) {
    const destination = place(placeAt(value, person('receiver')));
    return {
      trackingNumber: textAt(value, 'itemCode', 'itemIdentifier'),
      carrier: 'bpost',
      orderNumber: textAt(value, 'customerReference'),
      shipment: {
        origin: place(placeAt(value, person('sender'))),
        destination,
        declared: parcelFacts({ weight: textAt(value, 'weightInGrams'), weightUnit: 'g' }),
        carrierEstimate: endOfPromise({
          date: textAt(value, 'expectedDeliveryTimeRange.day'),
          time: textAt(value, 'expectedDeliveryTimeRange.time2'),
          place: destination,
          assumedZone: zone,
        }),
      },
      standing: standingOf(value),
    };
  },
  comparesStanding: true,
  events: 'events.*',
  event: (scan, _parcel, item) => ({
    code: null,
    text: textAt(scan, ...WORDS),
    direction: isBack(item) && IS_DELIVERED.test(textAt(scan, ...WORDS) ?? '') ? 'RETURN' : undefined,
    time: { date: textAt(scan, 'date'), time: textAt(scan, 'time'), assumedZone: zone },
    place: placeAt(scan, { facility: 'location.locationName', country: 'location.countryCode' }),
  }),
});

function standingOf(item: JsonValue) {
  const name = nameOfStep(item);
  if (name === null) return null;
  return {
    code: name,
    lookUp: { code: stepOf(name) ?? name },
    time: {
      date: textAt(item, 'actualDeliveryTime.day'),
      time: textAt(item, 'actualDeliveryTime.time'),
      assumedZone: zone,
    },
  };
}
