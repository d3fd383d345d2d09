import {
  asObject,
  asText,
  documentReader,
  found,
  holds,
  pick,
  refuse,
  textAt,
  type DocumentKind,
  type JsonValue,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { isOrder, readOrder } from './orders';
import { readFulfillment, readLabel, tracking } from './parcels';

/** Only a link: what happened has to be fetched. */
const thinWebhook: DocumentKind = {
  name: 'webhook',
  fits: (document, input) => holds(document, 'resource_url') && !tracking.fits(document, input),
  read(document, reading) {
    const link = textAt(document, 'resource_url') ?? refuse('a webhook without a link', '/resource_url');
    const type = textAt(document, 'resource_type') ?? '';
    const about = /ORDER|SHIP|FULFILLMENT|LABEL|TRACK/i;
    if (about.test(type)) reading.follow.push(link);
    else reading.note('', `${type}: says nothing of orders or parcels`);
  },
};

const errors: DocumentKind = {
  name: 'error',
  fits: (document) =>
    holds(document, 'Message', 'ExceptionMessage', 'errors.0.message') ||
    [pick(document, 'success'), pick(document, 'approved')].includes(false) ||
    Object.keys(asObject(document) ?? {}).join() === 'message',
  read(document, reading) {
    for (const { value, path } of found(document, 'errors.*'))
      reading.sourceError(
        path,
        [textAt(value, 'error_code'), textAt(value, 'message')].filter(Boolean).join(': ') || 'an error',
      );
    // What is wrong with each field of a request.
    for (const [field, words] of Object.entries(asObject(pick(document, 'ModelState')) ?? {}))
      for (const { value } of found(words, '*'))
        reading.sourceError(`/ModelState/${field}`, asText(value) ?? 'an error');
    const message = textAt(document, 'ExceptionMessage', 'Message', 'message');
    if (message !== null) reading.sourceError('', message);
    if (reading.issues.length === 0) reading.sourceError('', 'it was not done');
  },
};

/** What became of orders that were sent to ShipStation, one by one. */
const imports: DocumentKind = {
  name: 'orders that were taken in',
  fits: (document) => holds(document, 'hasErrors'),
  read(document, reading) {
    const refused = found(document, 'results.*').filter(({ value }) => pick(value, 'success') === false);
    for (const { value, path } of refused)
      reading.sourceError(
        path,
        [textAt(value, 'orderNumber'), textAt(value, 'errorMessage') ?? 'it was not taken'].filter(Boolean).join(': '),
      );
    if (refused.length === 0) reading.note('', 'all orders were taken in');
  },
};

const LISTS = ['orders', 'shipments', 'fulfillments', 'labels'].map((name) => ({ name, all: `${name}.*` }));

/** Lists by their name, single ones by their fields. */
const records: DocumentKind<{ readonly currency?: string }> = {
  name: 'orders, shipments, fulfillments and labels',
  fits: (document) => holds(document, 'orders', 'shipments', 'fulfillments', 'labels') || isRecord(document),
  read(document, reading, { currency }) {
    const lists = LISTS.filter(({ name }) => holds(document, name));
    for (const { all } of lists)
      reading.each(found(document, all), (value, path) => readOne(value, path, reading, currency));
    if (lists.length === 0) readOne(document, '', reading, currency);
    else if (reading.orders.length + reading.milestones.length + reading.issues.length === 0)
      reading.note('', `no ${lists[0]?.name ?? ''}`);
    const [page, pages] = [Number(textAt(document, 'page')), Number(textAt(document, 'pages'))];
    if (pages > page) reading.note('/pages', `page ${page} of ${pages}`);
  },
};

const isRecord = (value: JsonValue): boolean =>
  isOrder(value) ||
  holds(value, 'fulfillmentId', 'fulfillment_id', 'label_id') ||
  (holds(value, 'shipmentId') && holds(value, 'trackingNumber'));

function readOne(value: JsonValue, path: string, reading: Reading, currency: string | undefined): void {
  if (isOrder(value)) readOrder(value, path, reading, currency);
  else if (holds(value, 'fulfillmentId', 'fulfillment_id')) readFulfillment(value, path, reading);
  else if (holds(value, 'label_id', 'shipmentId')) readLabel(value, path, reading);
  else refuse('neither an order, a shipment, a fulfillment nor a label');
}

/** Answers and requests that are no news of an order or a parcel. */
const OTHERS: readonly (readonly [field: string, what: string])[] = [
  ['0.WebHookID', 'a list of webhooks'],
  ['webhooks', 'a list of webhooks'],
  ['0.webhook_id', 'a list of webhooks'],
  ['0.tagId', 'a list of tags'],
  ['tags', 'a list of tags'],
  ['0.storeId', 'a list of stores'],
  ['0.warehouseId', 'a list of warehouses'],
  ['0.carrierId', 'a list of carriers'],
  ['0.accountNumber', 'a list of carriers'],
  ['0.serviceCode', 'a list of rates or services'],
  ['products', 'a list of products'],
  ['customers', 'a list of customers'],
  ['holdUntilDate', 'a request to hold an order'],
  ['testLabel', 'a request for a label'],
  ['success', 'done'],
  ['approved', 'the answer to a request to void a label'],
  ['0.canRefresh', 'a list of marketplaces'],
  ['0.domestic', 'a list of kinds of packages'],
  ['batches', 'a list of batches'],
  ['batch_id', 'a batch of labels'],
  ['inventory', 'a list of stock'],
  ['rate_response', 'a list of rates or services'],
  ['orderId', 'an order of which nothing more is said'],
];

const others: DocumentKind = {
  name: 'something else',
  fits: (document) => OTHERS.some(([field]) => holds(document, field)),
  read: (document, reading) => reading.note('', OTHERS.find(([field]) => holds(document, field))?.[1] ?? ''),
};

export const normalize = documentReader({ kinds: [thinWebhook, tracking, errors, imports, records, others] });
