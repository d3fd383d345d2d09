import {
  endOfPromise,
  errorsAt,
  holds,
  pick,
  placeAt,
  stated,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const ADDRESS = { city: 'city', region: 'regionCd', postalCode: 'postCd', country: 'countryCd' };
const isTrue = (value: Parameters<typeof pick>[0], key: string): boolean => pick(value, key) === true;

/**
 * The JSON that Canada Post's tracking page asks for: the same identifiers, with an offset beside each time. A parcel that
 * was given back to its sender is "Delivered" as well: the parcel says which.
 */
export const page = trackingDocument({
  name: 'tracking page (JSON)',
  fits: (document) =>
    (holds(document, 'pin') && Array.isArray(pick(document, 'events'))) || holds(document, 'error.cd'),
  codes: CODES,
  errors: errorsAt('error', { code: 'cd', message: ['descEn', 'descFr'] }),
  parcels: (document) => (holds(document, 'pin') ? [{ value: document, path: '' }] : []),
  parcel: (value) => {
    const destination = stated(placeAt(pick(value, 'shipToAddr'), ADDRESS));
    return {
      trackingNumber: textAt(value, 'pin'),
      carrier: 'canada-post',
      shipment: {
        serviceLevel: textAt(value, 'productNmEn', 'productNmFr'),
        destination,
        carrierEstimate: endOfPromise({
          date: textAt(value, 'expectedDlvryDateTime.revisedDate', 'expectedDlvryDateTime.dlvryDate'),
          place: destination,
          assumedZone: 'America/Toronto',
        }),
      },
    };
  },
  events: 'events.*',
  event: (scan, _parcel, value) => {
    const [code, text] = [textAt(scan, 'cd'), textAt(scan, 'descEn', 'descFr')];
    const isGivenBack = isTrue(value, 'returnedToSender') && /^delivered$/i.test(textAt(scan, 'type') ?? '');
    return {
      code,
      text,
      lookUp: {
        code: code?.replace(/^0+(?=\d)/, '') ?? null,
        text: isGivenBack ? `${text ?? ''} returned to sender` : text,
      },
      time: {
        date: textAt(scan, 'datetime.date'),
        time: textAt(scan, 'datetime.time'),
        offset: textAt(scan, 'datetime.zoneOffset'),
      },
      place: { ...placeAt(pick(scan, 'locationAddr'), ADDRESS), facility: textAt(scan, 'retailNmEn') },
    };
  },
});
