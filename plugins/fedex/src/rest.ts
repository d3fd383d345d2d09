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

/** FedEx gives a number out again after a while: of several parcels the one with the newest scan is meant. */
function currentParcels(document: JsonValue, path: string): readonly Found[] {
  return found(document, path).flatMap((group) => {
    const results = found(group.value, 'trackResults.*', group.path);
    const newest = [...results].sort((a, b) => newestScan(b.value).localeCompare(newestScan(a.value)))[0];
    if (newest === undefined) return [];
    const asked = textAt(group.value, 'trackingNumber');
    return [{ value: { ...asObject(newest.value), ...(asked === null ? {} : { asked }) }, path: newest.path }];
  });
}

const newestScan = (result: JsonValue): string =>
  found(result, 'scanEvents.*')
    .map(({ value }) => textAt(value, 'date') ?? '')
    .sort()
    .at(-1) ?? '';

export const restTracking = trackingDocument({
  name: 'Track API v1',
  fits: (document) =>
    has(document, 'output.completeTrackResults') ||
    has(document, 'completeTrackResults') ||
    has(document, 'trackResults'),
  codes: CODES,
  errors: (document) =>
    [...found(document, 'output.alerts.*'), ...found(document, 'errors.*')].flatMap(({ value, path }) =>
      textAt(value, 'alertType') === 'NOTE'
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
