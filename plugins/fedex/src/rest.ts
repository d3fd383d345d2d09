import {
  asObject,
  asText,
  errorsAt,
  found,
  pick,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { eventOf, parcelOf } from './rest-parcel';

export const has = (document: JsonValue, path: string): boolean => pick(document, path) !== undefined;

/**
 * FedEx gives a number out again after a while: of several parcels under one number the one with the newest scan is meant.
 * Other numbers in the same group are parcels of the same shipment.
 */
function currentParcels(document: JsonValue, path: string): readonly Found[] {
  return found(document, path).flatMap((group) => {
    // Damaged: it goes on as it is, to be set aside with its place.
    if (asObject(group.value) === null) return [group];
    const asked = textAt(group.value, 'trackingNumber');
    const byNumber = new Map<string | null, Found>();
    for (const result of found(group.value, 'trackResults.*', group.path)) {
      const number = textAt(result.value, 'trackingNumberInfo.trackingNumber') ?? asked;
      const known = byNumber.get(number);
      if (known === undefined || newestScan(result.value) > newestScan(known.value)) byNumber.set(number, result);
    }
    // What was asked is said of an answer that has no number, or another one, of its own.
    const isAlone = asked !== null && byNumber.size === 1;
    return [...byNumber.values()].map(({ value, path: at }) => ({
      value: isAlone ? { ...asObject(value), asked } : value,
      path: at,
    }));
  });
}

const newestScan = (result: JsonValue): string =>
  found(result, 'scanEvents.*')
    .map(({ value }) => textAt(value, 'date') ?? '')
    .sort()
    .at(-1) ?? '';

/** The sandbox marks its answers; they are read as any other. */
const SANDBOX = 'VIRTUAL.RESPONSE';

export const restTracking = trackingDocument({
  name: 'Track API v1',
  fits: (document) =>
    has(document, 'output.completeTrackResults') ||
    has(document, 'completeTrackResults') ||
    has(document, 'trackResults'),
  codes: CODES,
  errors: (document) =>
    [...found(document, 'output.alerts.*'), ...found(document, 'errors.*')].flatMap(({ value, path }) =>
      textAt(value, 'alertType') === 'NOTE' || textAt(value, 'code') === SANDBOX
        ? []
        : [{ path, code: textAt(value, 'code'), message: textAt(value, 'message') ?? asText(value) }],
    ),
  parcels: (document) => [
    ...currentParcels(document, 'output.completeTrackResults.*'),
    ...currentParcels(document, 'completeTrackResults.*'),
    ...(has(document, 'trackResults') ? currentParcels(document, '') : []),
  ],
  parcel: parcelOf,
  events: 'scanEvents.*',
  event: eventOf,
});

/** Wrappers of pushes differ from project to project: a parcel is what has the number's own object. */
const DEEPEST = 5;
function parcelsWithin(value: JsonValue, path = '', depth = 0): readonly Found[] {
  if (depth > DEEPEST) return [];
  if (has(value, 'trackingNumberInfo')) return [{ value, path }];
  return Object.entries(Array.isArray(value) ? value : (asObject(value) ?? {})).flatMap(([key, inner]) =>
    parcelsWithin(inner as JsonValue, `${path}/${key}`, depth + 1),
  );
}

/** A push: what holds now of a parcel, as the Track API says it. */
export const webhook = trackingDocument({
  name: 'Advanced Integrated Visibility push',
  fits: (document) => parcelsWithin(document).length > 0,
  codes: CODES,
  parcels: (document) => parcelsWithin(document),
  parcel: parcelOf,
  events: 'scanEvents.*',
  event: eventOf,
});

/** An error reply, and a published sample that holds one. */
export const errors = trackingDocument({
  name: 'error',
  fits: (document) => has(document, 'errors') || has(document, 'error'),
  codes: CODES,
  errors: (document) => [
    ...errorsAt('errors.*', { code: 'code', message: 'message' })(document),
    ...found(document, 'error').map(({ value, path }) => ({
      path,
      code: textAt(value, 'code'),
      message: textAt(value, 'message') ?? asText(value),
    })),
  ],
  parcels: () => [],
  parcel: () => ({ carrier: 'fedex' }),
  events: () => [],
  event: () => null,
});
