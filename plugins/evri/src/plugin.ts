import {
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  pick,
  secret,
  textAt,
  trackingDocument,
  type DocumentKind,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { ask } from './ask';
import { CODES } from './codes';

const Settings = z.object({
  apiKey: secret().optional(),
  /** Of the look-up of references, where it has a key of its own. */
  referenceApiKey: secret().optional(),
  baseUrl: z.url().default('https://api.hermesworld.co.uk/enterprise-tracking-api/v1'),
});
type Settings = z.output<typeof Settings>;

/** The barcode is what people hold; a parcel may have other identifiers beside it. */
function numberOf(value: JsonValue): string | null {
  const identifiers = found(value, 'parcelIdentifiers.*').map((one) => one.value);
  const barcode = identifiers.find((one) => textAt(one, 'type') === 'BARCODE');
  return textAt(barcode, 'value') ?? textAt(value, 'trackingNumber', 'barcode');
}

const isNamed = (value: JsonValue): boolean => numberOf(value) !== null || textAt(value, 'uniqueId') !== null;

/** The newest scan's window is the one that holds. */
function estimateOf(value: JsonValue): string | null {
  const newest = found(value, 'trackingEvents.*')
    .map((one) => one.value)
    .sort((a, b) => (textAt(b, 'dateTime') ?? '').localeCompare(textAt(a, 'dateTime') ?? ''))[0];
  return textAt(newest, 'eta.end', 'eta.to', 'eta');
}

const allOf = (document: JsonValue) =>
  pick(document, 'results') === undefined ? [{ value: document, path: '' }] : found(document, 'results.*');

const tracking = trackingDocument({
  name: 'enterprise tracking, parcels',
  fits: (document) => pick(document, 'results') !== undefined || pick(document, 'trackingEvents') !== undefined,
  codes: CODES,
  errors: (document) => [
    ...found(document, 'failures.*').map(({ value, path }) => ({
      path,
      code: textAt(value, 'code', 'errorCode'),
      message: textAt(value, 'message', 'reason', 'uniqueId') ?? 'a parcel that Evri could not look up',
    })),
    ...allOf(document)
      .filter(({ value }) => !isNamed(value))
      .map(({ path }) => ({ path, message: 'tracking that names no parcel' })),
  ],
  parcels: (document) => allOf(document).filter(({ value }) => isNamed(value)),
  parcel: (value) => ({
    trackingNumber: numberOf(value),
    shipmentExternalId: textAt(value, 'uniqueId'),
    carrier: 'evri',
    direction: String(pick(value, 'returnParcel') ?? '') === 'true' ? 'RETURN' : undefined,
    shipment: {
      externalId: textAt(value, 'uniqueId'),
      serviceLevel: textAt(value, 'serviceType'),
      carrierEstimate: endOfPromise({ text: estimateOf(value), assumedZone: 'Europe/London' }),
    },
  }),
  events: 'trackingEvents.*',
  event: (scan) => {
    const point = textAt(scan, 'trackingPoint.trackingPointCode');
    const text = textAt(scan, 'trackingPoint.description');
    const failure = /^NOT_DELIVERED_(.+)$/.exec(point ?? '')?.[1];
    const stage = textAt(scan, 'trackingStage.trackingStageCode');
    const isListed = CODES.rows.some(({ code, subCode }) => code === stage && subCode === point);
    return {
      code: stage,
      subCode: point,
      text,
      ...(failure !== undefined && !isListed
        ? { lookUp: { code: 'NOT_DELIVERED', subCode: null, text: failure.replace(/_/g, ' ') } }
        : {}),
      time: { text: textAt(scan, 'dateTime'), assumedZone: 'Europe/London' },
    };
  },
});

const errors: DocumentKind = {
  name: 'enterprise tracking, errors',
  fits: (document) => ['fault', 'errors', 'error', 'message', 'code'].some((key) => pick(document, key) !== undefined),
  read(document, reading) {
    const listed = found(document, 'errors.*');
    for (const { value, path } of listed.length > 0 ? listed : [{ value: document, path: '' }])
      reading.sourceError(
        path,
        [
          textAt(value, 'code', 'fault.detail.errorcode', 'status'),
          textAt(value, 'message', 'fault.faultstring', 'description', 'error'),
        ]
          .filter(Boolean)
          .join(': '),
      );
  },
};

/** Evri as a source: its enterprise tracking. It pushes nothing. */
export const plugin = definePlugin<Settings>({
  id: 'evri',
  name: 'Evri',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: { batchSize: 10, budget: { requests: 60, perSeconds: 60 }, fetch: ask },
  normalize: documentReader({ kinds: [tracking, errors] }),
});
