import { asText, endOfPromise, found, pick, placeOfText, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** What the tracking page asks for: an interface that FedEx promises to nobody. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => pick(document, 'TrackPackagesResponse') !== undefined,
  codes: CODES,
  errors: (document) =>
    found(document, 'TrackPackagesResponse.errorList.*').flatMap(({ value, path }) =>
      (asText(pick(value, 'code')) ?? '0') === '0'
        ? []
        : [{ path, code: asText(pick(value, 'code')), message: asText(pick(value, 'message')) }],
    ),
  parcels: 'TrackPackagesResponse.packageList.*',
  parcel: (value) => {
    const place = {
      city: asText(pick(value, 'recipientCity')) ?? '',
      region: asText(pick(value, 'recipientStateCD')) ?? '',
      country: asText(pick(value, 'recipientCntryCD')) ?? '',
    };
    return {
      trackingNumber: asText(pick(value, 'trackingNbr')),
      carrier: 'fedex',
      shipment: {
        serviceLevel: asText(pick(value, 'serviceDesc')),
        carrierEstimate: endOfPromise({ text: asText(pick(value, 'estDeliveryDt')), place }),
      },
    };
  },
  events: 'scanEventList.*',
  event: (scan) => {
    const [text, details] = [asText(pick(scan, 'status')), asText(pick(scan, 'scanDetails'))];
    return {
      code: asText(pick(scan, 'statusCD')),
      text,
      lookUp: { text: [text, details].filter(Boolean).join(' ') },
      time: {
        date: asText(pick(scan, 'date')),
        time: asText(pick(scan, 'time'))?.replace(/^00:00:00$/, ''),
        offset: asText(pick(scan, 'gmtOffset')),
      },
      place: placeOfText(asText(pick(scan, 'scanLocation')), 'states'),
    };
  },
});
