import { found, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/**
 * What the tracking page of DPD and DPD Local in the United Kingdom says of a parcel, or of those under a reference: one
 * sentence. It promises the interface to nobody. The list of events has no number, and so belongs to no parcel.
 */
export const unitedKingdom = trackingDocument({
  name: 'tracking page, United Kingdom',
  fits: (document) => found(document, 'data.*').some(({ value }) => textAt(value, 'parcelStatus') !== null),
  codes: CODES,
  parcels: 'data.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'parcelNumber'),
    carrier: 'dpd',
    shipment: {},
    standing: { code: null, text: textAt(value, 'parcelStatus'), time: {} },
  }),
  events: () => [],
  event: () => null,
});
