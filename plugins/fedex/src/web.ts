import {
  endOfPromise,
  errorsAt,
  found,
  foundAll,
  holds,
  parcelFacts,
  place,
  placeAt,
  placeOfText,
  textAt,
  trackingDocument,
  type EventSaid,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** Of the older page, and of the one that followed it in 2021; both describe a parcel alike. */
const PACKAGES = ['TrackPackagesResponse.packageList.*', 'output.packages.*'];

/** A list of errors is never empty: where nothing went wrong it holds one of code 0, or of none. */
const isError = (error: JsonValue): boolean => !/^0*$/.test(textAt(error, 'code') ?? '');

const origin = {
  city: ['originCity', 'shipperCity', 'shipperAddress.city'],
  region: ['originStateCD', 'shipperStateCD', 'shipperAddress.stateOrProvinceCode'],
  country: ['originCntryCD', 'shipperCntryCD', 'shipperAddress.countryCode'],
};
const destination = {
  city: ['recipientCity', 'recipientAddress.city', 'destCity'],
  region: ['recipientStateCD', 'recipientAddress.stateOrProvinceCode', 'destStateCD'],
  country: ['recipientCntryCD', 'recipientAddress.countryCode', 'destCntryCD'],
};

/** What the tracking page asks for: an interface that FedEx promises to nobody. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'TrackPackagesResponse', 'output.packages'),
  codes: CODES,
  errors: errorsAt('TrackPackagesResponse.errorList.*', { code: 'code', message: 'message', fine: ['0'] }),
  parcels: (document) => foundAll(document, PACKAGES),
  parcel(value) {
    const [error] = found(value, 'errorList.*').filter((one) => isError(one.value));
    const goesTo = place(placeAt(value, destination));
    return {
      trackingNumber: textAt(value, 'trackingNbr'),
      carrier: 'fedex',
      error: error ? `${textAt(error.value, 'code')}: ${textAt(error.value, 'message') ?? ''}` : null,
      orderNumber: textAt(value, 'purchaseOrderNbrList.0'),
      shipment: error
        ? null
        : {
            serviceLevel: textAt(value, 'serviceDesc'),
            origin: place(placeAt(value, origin)),
            destination: goesTo,
            billed: parcelFacts({ weight: textAt(value, 'pkgKgsWgt'), weightUnit: 'KG' }),
            carrierEstimate: endOfPromise({
              text: textAt(value, 'estDeliveryDt', 'estDelTimeWindow.estDelTmWindowEnd'),
              place: goesTo,
            }),
          },
      standing: standingOf(value),
    };
  },
  events: 'scanEventList.*',
  event: (scan) => {
    const [code, text, details] = [textAt(scan, 'statusCD'), textAt(scan, 'status'), textAt(scan, 'scanDetails')];
    return {
      code,
      text,
      lookUp: { text: [text, details].filter(Boolean).join(' ') },
      time: {
        date: textAt(scan, 'date'),
        time: textAt(scan, 'time')?.replace(/^00:00:00$/, ''),
        offset: textAt(scan, 'gmtOffset'),
      },
      place: placeOfText(textAt(scan, 'scanLocation'), 'states'),
      leg: textAt(scan, 'rtrnShprTrkNbr'),
    };
  },
});

/** What holds now, where the page is shown no scans. */
function standingOf(value: JsonValue): EventSaid | null {
  const [code, text] = [textAt(value, 'keyStatusCD'), textAt(value, 'keyStatus')];
  if (code === null && text === null) return null;
  return {
    code,
    text,
    lookUp: { text: [text, textAt(value, 'subStatus')].filter(Boolean).join(' ') },
    time: { text: code === 'DL' ? textAt(value, 'actDeliveryDt') : null },
  };
}
