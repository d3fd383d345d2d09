import { endOfPromise, found, holds, placeOfText, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** What the tracking page asks for: an interface that FedEx promises to nobody. */
export const webTracking = trackingDocument({
  name: 'tracking page',
  fits: (document) => holds(document, 'TrackPackagesResponse'),
  codes: CODES,
  errors: (document) =>
    found(document, 'TrackPackagesResponse.errorList.*').flatMap(({ value, path }) =>
      (textAt(value, 'code') ?? '0') === '0'
        ? []
        : [{ path, code: textAt(value, 'code'), message: textAt(value, 'message') }],
    ),
  parcels: 'TrackPackagesResponse.packageList.*',
  parcel: (value) => {
    const place = {
      city: textAt(value, 'recipientCity') ?? '',
      region: textAt(value, 'recipientStateCD') ?? '',
      country: textAt(value, 'recipientCntryCD') ?? '',
    };
    return {
      trackingNumber: textAt(value, 'trackingNbr'),
      carrier: 'fedex',
      shipment: {
        serviceLevel: textAt(value, 'serviceDesc'),
        carrierEstimate: endOfPromise({ text: textAt(value, 'estDeliveryDt'), place }),
      },
    };
  },
  events: 'scanEventList.*',
  event: (scan) => {
    const [text, details] = [textAt(scan, 'status'), textAt(scan, 'scanDetails')];
    return {
      code: textAt(scan, 'statusCD'),
      text,
      lookUp: { text: [text, details].filter(Boolean).join(' ') },
      time: {
        date: textAt(scan, 'date'),
        time: textAt(scan, 'time')?.replace(/^00:00:00$/, ''),
        offset: textAt(scan, 'gmtOffset'),
      },
      place: placeOfText(textAt(scan, 'scanLocation'), 'states'),
    };
  },
});
