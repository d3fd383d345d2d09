import {
  asList,
  basicAuth,
  definePlugin,
  documentReader,
  found,
  holds,
  line,
  notFoundYet,
  pick,
  pullBatch,
  rateLimited,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { page } from './page';
import { placeOf } from './place-of';

const Settings = z.object({
  /** API key of an eParcel account. */
  apiKey: secret(),
  password: secret(),
  /** Ten digits. */
  accountNumber: line(),
  baseUrl: z.url().default('https://digitalapi.auspost.com.au'),
});

/** A result holds articles, or consignments that hold articles. One that holds none is read as it stands. */
function articles(document: JsonValue): readonly Found[] {
  return found(document, 'tracking_results.*').flatMap((result) => {
    const items = found(result.value, 'trackable_items.*', result.path);
    const all = items.flatMap((item) =>
      pick(item.value, 'items') === undefined ? [item] : found(item.value, 'items.*', item.path),
    );
    return all.length > 0 ? all : [result];
  });
}

const said = (error: JsonValue): string =>
  [textAt(error, 'code', 'error_code'), textAt(error, 'message', 'name')].filter(Boolean).join(': ');

const tracking = trackingDocument({
  name: 'Track Items',
  fits: (document) => holds(document, 'tracking_results', 'errors'),
  codes: CODES,
  errors: (document) => found(document, 'errors.*').map(({ value, path }) => ({ path, message: said(value) })),
  parcels: articles,
  parcel: (value) => ({
    trackingNumber: textAt(value, 'article_id', 'tracking_id'),
    carrier: 'australia-post',
    error: asList(pick(value, 'errors')).map(said).join('; ') || null,
    shipment: pick(value, 'errors') ? null : { serviceLevel: textAt(value, 'product_type') },
  }),
  events: 'events.*',
  event: (scan) => ({
    code: null,
    text: textAt(scan, 'description'),
    time: { text: textAt(scan, 'date') },
    place: placeOf(textAt(scan, 'location')),
  }),
});

/** Australia Post as a source: the Track Items call of its Shipping and Tracking API. */
export const plugin = definePlugin({
  id: 'australia-post',
  name: 'Australia Post',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 10,
    budget: { requests: 10, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey, password, accountNumber }) => ({
      authorization: basicAuth(apiKey, password),
      'account-number': accountNumber,
    })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/shipping/v1/track?tracking_ids=${numbers.map(encodeURIComponent).join(',')}`,
    }),
    judge({ value }, number) {
      if (textAt(value, 'errors.0.error_code') === 'API_002') return rateLimited('too many requests', 60_000);
      const result = resultOf(value, number);
      return result && pick(result, 'errors') ? notFoundYet(said(asList(pick(result, 'errors'))[0] ?? null)) : null;
    },
    part: ({ value }, number) => {
      const result = resultOf(value, number);
      return result === undefined ? null : { tracking_results: [result] };
    },
  }),
  normalize: documentReader({ kinds: [tracking, page] }),
});

const resultOf = (value: JsonValue, number: string): JsonValue | undefined =>
  asList(pick(value, 'tracking_results')).find((result) => textAt(result, 'tracking_id') === number);
