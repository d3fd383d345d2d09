import {
  definePlugin,
  documentReader,
  found,
  holds,
  itself,
  notFoundYet,
  placeOfText,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ accessKey: secret(), baseUrl: z.url().default('https://omniparcel.com') });

const tracking = trackingDocument({
  name: 'statusv2',
  fits: (document) => Array.isArray(document) || holds(document, 'ConsignmentNo', 'Errors', 'Property', 'Message'),
  codes: CODES,
  errors: (document) => {
    const list = found(document, 'Errors.*');
    const all = list.length === 0 && holds(document, 'Message') ? itself(document) : list;
    return all.map(({ value, path }) => ({
      path,
      code: textAt(value, 'Key', 'Property'),
      message: textAt(value, 'Message'),
    }));
  },
  parcels: (document) =>
    found(document, '*').filter(
      ({ value }) => !holds(value, 'Errors') && (!holds(value, 'Message') || holds(value, 'ConsignmentNo')),
    ),
  parcel: (value) => ({
    trackingNumber: textAt(value, 'ConsignmentNo'),
    carrier: 'seko',
    orderNumber: textAt(value, 'Reference1'),
    shipment: { trackingUrl: textAt(value, 'Tracking') },
    standing: standingOf(value),
  }),
  events: 'Events.*',
  event: (scan) => ({
    code: textAt(scan, 'OmniCode', 'Code'),
    subCode: textAt(scan, 'Code'),
    text: textAt(scan, 'Description'),
    time: { text: textAt(scan, 'EventDT') },
    place: placeOfText(textAt(scan, 'Location'), 'states'),
    piece: textAt(scan, 'Part'),
  }),
});

/** What holds now, in words, where no events are listed. */
function standingOf(value: JsonValue) {
  const text = textAt(value, 'Status');
  if (text === null) return null;
  const isDelivered = /^delivered/i.test(text);
  return { code: null, text, time: { text: isDelivered ? textAt(value, 'Delivered') : null } };
}

/** SEKO Omni Parcel as a source. */
export const plugin = definePlugin({
  id: 'seko',
  name: 'SEKO Omni Parcel',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 25,
    authorize: settingsHeaders(({ accessKey }) => ({ access_key: accessKey, authorization: accessKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/labels/statusv2`,
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(numbers),
    }),
    judge: ({ value }) => (Array.isArray(value) ? null : notFoundYet(textAt(value, 'Message') ?? 'no status')),
    part: ({ value }, number) => {
      const own = found(value, '*').filter((one) => textAt(one.value, 'ConsignmentNo') === number);
      return own.length === 0 ? null : own.map((one) => one.value);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
