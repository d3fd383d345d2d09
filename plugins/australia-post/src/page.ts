import { found, foundAll, holds, textAt, trackingDocument, type Found, type JsonValue } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { placeOf } from './place-of';

/** One shipment, or an answer for each number that was asked for. */
const articlesOf = (document: JsonValue): readonly Found[] =>
  foundAll(document, ['articles.*', 'shipment.articles.*', '*.shipment.articles.*']);

const isFailed = ({ value }: Found): boolean => !/^(200)?$/.test(textAt(value, 'status') ?? '');

/** What the tracking page asks for: an interface that Australia Post promises to nobody. */
export const page = trackingDocument({
  name: 'tracking page',
  fits: (document) =>
    articlesOf(document).length > 0 || found(document, '*').some((one) => holds(one.value, 'trackingIds')),
  codes: CODES,
  errors: (document) =>
    found(document, '*')
      .filter((one) => holds(one.value, 'trackingIds') && isFailed(one))
      .map(({ value, path }) => ({
        path,
        code: textAt(value, 'status'),
        message: textAt(value, 'errors.0.message', 'error.message', 'message', 'trackingIds.0'),
      })),
  parcels: articlesOf,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'articleId', 'details.0.articleId'),
    carrier: 'australia-post',
    shipment: { serviceLevel: textAt(value, 'details.0.productType', 'productType') },
  }),
  events: 'details.*.events.*',
  event: (scan) => ({
    code: textAt(scan, 'eventCode'),
    text: textAt(scan, 'description'),
    time: timeOf(scan),
    place: placeOf(textAt(scan, 'location')),
  }),
});

const timeOf = (scan: JsonValue) => {
  const local = textAt(scan, 'localeDateTime');
  return local === null ? { epochMilliseconds: textAt(scan, 'dateTime') } : { text: local };
};
