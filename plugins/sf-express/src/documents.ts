import {
  asText,
  errorDocument,
  found,
  foundAll,
  holds,
  itself,
  noNewsDocument,
  pick,
  readJson,
  textAt,
  trackingDocument,
  type EventSaid,
  type Found,
  type JsonValue,
  type ParcelSaid,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

/** The gateway wraps what a service answers, as a document within the document. */
export function answerOf(document: JsonValue): JsonValue {
  const inner = pick(document, 'apiResultData');
  const written = asText(inner);
  if (written === null) return inner ?? document;
  const read = readJson(Buffer.from(written));
  return read.ok ? read.value : document;
}

/** Parcels with their routes: of the open platform, and of the older interface in XML. */
export const parcelsOf = (document: JsonValue): readonly Found[] =>
  foundAll(answerOf(document), ['msgData.routeResps.*', 'Response.Body.RouteResponse.*']);

/** Pushed routes, each with its number. */
const pushed = (document: JsonValue): readonly Found[] =>
  foundAll(document, ['Body.WaybillRoute.*', 'Request.Body.WaybillRoute.*']);

const KNOWN: ReadonlySet<string> = new Set(CODES.rows.map(({ code }) => code));

/** The operation; where it is new, the status that newer answers add, the finer one first. */
function codeOf(operation: string | null, route: JsonValue): string | null {
  if (operation !== null && KNOWN.has(operation)) return operation;
  const statuses = ['secondaryStatusCode', 'firstStatusCode'].map((key) => `status-${textAt(route, key) ?? ''}`);
  return statuses.find((status) => KNOWN.has(status)) ?? operation;
}

function eventOf(route: JsonValue): EventSaid {
  const operation = textAt(route, 'opCode', 'opcode', '@opCode', '@opcode');
  const reason = textAt(route, 'reasonCode', '@reasonCode');
  return {
    code: operation,
    subCode: reason,
    text: textAt(route, 'remark', '@remark'),
    lookUp: { code: codeOf(operation, route) },
    // Local to China, also in Hong Kong and Taiwan.
    time: { text: textAt(route, 'acceptTime', '@acceptTime', '@accept_time'), assumedZone: 'Asia/Shanghai' },
    place: { city: textAt(route, 'acceptAddress', '@acceptAddress', '@accept_address') },
  };
}

const parcelOf = (value: JsonValue): ParcelSaid => ({
  trackingNumber: textAt(value, 'mailNo', 'mailno', '@mailno'),
  carrier: 'sf-express',
  orderNumber: textAt(value, 'orderid', 'orderId', '@orderid'),
  shipment: {},
});

export const tracking = trackingDocument({
  name: 'EXP_RECE_SEARCH_ROUTES, RouteService',
  fits: (document) => parcelsOf(document).length > 0,
  codes: CODES,
  parcels: parcelsOf,
  parcel: parcelOf,
  events: (value, path) => foundAll(value, ['routes.*', 'Route.*'], path),
  event: eventOf,
});

export const push = trackingDocument({
  name: 'RoutePushService',
  fits: (document) => pushed(document).length > 0,
  codes: CODES,
  parcels: pushed,
  parcel: parcelOf,
  events: (value, path) => itself(value, path),
  event: eventOf,
});

const isFailed = (document: JsonValue): boolean => {
  const answer = answerOf(document);
  return (
    !/^(A1000)?$/.test(textAt(document, 'apiResultCode') ?? '') ||
    String(pick(answer, 'success')) === 'false' ||
    !/^(S0000)?$/.test(textAt(answer, 'errorCode') ?? '') ||
    textAt(document, 'Response.Head') === 'ERR'
  );
};

/** Refused by the gateway, by the service, or by the older interface. */
const refused = errorDocument({
  name: 'error',
  fits: isFailed,
  whole: [
    ['errorCode', 'apiResultCode', 'Response.ERROR.@code'],
    ['errorMsg', 'apiErrorMsg', 'Response.ERROR.#text', 'Response.ERROR'],
  ],
});

/** A gateway that let the request pass holds what the service refused it for. */
export const error: typeof refused = {
  ...refused,
  read(document, reading, settings) {
    const passed = (textAt(document, 'apiResultCode') ?? 'A1000') === 'A1000';
    refused.read(passed ? answerOf(document) : document, reading, settings);
  },
};

/** Registrations, states of orders, and answers without a route. */
export const noNews = noNewsDocument({
  name: 'no routes',
  fits: (document) =>
    holds(document, 'success', 'apiResultCode', 'msgData', 'orderState', 'Response', 'Body', 'Request'),
});

export const hasRoutes = (document: JsonValue): boolean =>
  parcelsOf(document).some(({ value }) => found(value, 'routes.*').length > 0);
