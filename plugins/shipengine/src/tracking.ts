import {
  asObject,
  asText,
  carrierCode,
  flagAt,
  found,
  holds,
  parcelFacts,
  pick,
  place,
  refuse,
  shipEnginePlace,
  shipEngineTracking,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

export const tracking = shipEngineTracking(CODES);

const isLabel = (value: Loose): boolean => holds(value, 'label_id') && holds(value, 'shipment_id');

/** Labels, alone and in lists: made, and voided. A label of several packages has a number for each. */
export const label = trackingDocument({
  name: 'Label',
  fits: (document) => labelsOf(document).length > 0 || Array.isArray(pick(document, 'labels')),
  codes: CODES,
  parcels: (document) =>
    labelsOf(document).flatMap(({ value, path }) => {
      const packages = found(value, 'packages.*', path);
      return (packages.length > 0 ? packages : [{ value: {}, path }]).map((one) => ({
        path: one.path,
        value: { label: value, package: one.value },
      }));
    }),
  parcel(value) {
    const whole = pick(value, 'label');
    if (asObject(pick(value, 'package')) === null) refuse('a package that is no object');
    const isVoided = flagAt(whole, 'voided') === true || textAt(whole, 'status') === 'voided';
    const externalId = textAt(whole, 'label_id');
    return {
      trackingNumber: textAt(value, 'package.tracking_number', 'label.tracking_number'),
      carrier: carrierCode(textAt(whole, 'carrier_code')),
      service: 'label',
      shipmentExternalId: externalId,
      ...(flagAt(whole, 'is_return_label') === true ? { direction: 'RETURN' } : {}),
      shipment: {
        externalId,
        serviceLevel: textAt(whole, 'service_code'),
        trackingUrl: textAt(whole, 'tracking_url'),
        destination: place(shipEnginePlace(pick(whole, 'ship_to'))),
        declared: parcelFacts({
          weight: pick(value, 'package.weight.value'),
          weightUnit: textAt(value, 'package.weight.unit'),
        }),
      },
      standing: {
        code: isVoided ? 'voided' : 'created',
        time: { text: asText(pick(whole, isVoided ? 'voided_at' : 'created_at')) },
      },
    };
  },
  events: () => [],
  event: () => null,
});

function labelsOf(document: JsonValue): readonly Found[] {
  const listed = found(document, 'labels.*');
  return (listed.length > 0 ? listed : found(document, holds(document, 'data') ? 'data' : '')).filter(({ value }) =>
    isLabel(value),
  );
}
