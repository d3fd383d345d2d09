import { errorsAt, foundAll, itself, place, textAt, trackingDocument } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
/** By JSON, and by SOAP. */
const ROOTS = ['', 'Envelope.Body.GetParcelStatusesResponse.GetParcelStatusesResult.'];
const under = (...paths: readonly string[]) => ROOTS.flatMap((root) => paths.map((path) => `${root}${path}`));
const ERRORS = under('GetParcelStatusErrors.*', 'GetParcelStatusErrors.ErrorInfo.*');

/** `/Date(1772524800000+0100)/`: the moment is of UTC, the offset is for show. SOAP writes a local clock. */
const stamp = (text: string | null) => {
  const epoch = /^\/Date\((\d+)(?:[+-]\d{4})?\)\/$/.exec(text ?? '')?.[1];
  return epoch === undefined ? { text, assumedZone: 'Europe/Budapest' } : { epochMilliseconds: epoch };
};

const PARCELS = ROOTS.map((root) => root.replace(/\.$/, '')).filter((root) => root !== '');

/** MyGLS, the interface of Hungary, Czechia, Slovakia, Slovenia, Croatia, Romania and Serbia: one parcel an answer. */
export const myGls = trackingDocument({
  name: 'MyGLS, GetParcelStatuses',
  fits: (document) => foundAll(document, under('ParcelStatusList', 'GetParcelStatusErrors')).length > 0,
  codes: CODES,
  errors: errorsAt(ERRORS, { code: 'ErrorCode', message: 'ErrorDescription' }),
  parcels: (document) =>
    [...foundAll(document, PARCELS), ...itself(document)].filter(
      ({ value }) => (textAt(value, 'ParcelNumber') ?? '0') !== '0',
    ),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'ParcelNumber'),
    carrier: 'gls',
    orderNumber: textAt(value, 'ClientReference'),
    shipment: {
      destination: place({
        postalCode: textAt(value, 'DeliveryZipCode'),
        country: textAt(value, 'DeliveryCountryCode'),
      }),
    },
  }),
  events: (parcel, path) => foundAll(parcel, ['ParcelStatusList.ParcelStatus.*', 'ParcelStatusList.*'], path),
  event: (scan) => {
    const code = textAt(scan, 'StatusCode');
    return {
      code,
      text: textAt(scan, 'StatusDescription'),
      lookUp: { code: code?.replace(/^0+(?=\d)/, '') ?? null },
      time: stamp(textAt(scan, 'StatusDate')),
      place: { city: textAt(scan, 'DepotCity'), facility: textAt(scan, 'DepotNumber') },
    };
  },
});
