import {
  definePlugin,
  documentReader,
  endOfPromise,
  errorDocument,
  errorsAt,
  flagAt,
  found,
  holds,
  itself,
  pullOneByOne,
  secret,
  textAt,
  trackingDocument,
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

const allOf = (document: JsonValue) => (holds(document, 'results') ? found(document, 'results.*') : itself(document));

/** Parcels that Evri could not look up. */
const failures = errorsAt('failures.*', { code: ['code', 'errorCode'], message: ['message', 'reason', 'uniqueId'] });

const tracking = trackingDocument({
  name: 'enterprise tracking, parcels',
  fits: (document) => holds(document, 'results', 'trackingEvents'),
  codes: CODES,
  errors: (document) => [
    ...failures(document),
    ...allOf(document)
      .filter(({ value }) => !isNamed(value))
      .map(({ path }) => ({ path, message: 'tracking that names no parcel' })),
  ],
  parcels: (document) => allOf(document).filter(({ value }) => isNamed(value)),
  parcel: (value) => ({
    trackingNumber: numberOf(value),
    shipmentExternalId: textAt(value, 'uniqueId'),
    carrier: 'evri',
    direction: flagAt(value, 'returnParcel') === true ? 'RETURN' : undefined,
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
    return {
      code: stage,
      subCode: point,
      text,
      ...(failure !== undefined && !CODES.rows.some(({ code, subCode }) => code === stage && subCode === point)
        ? { lookUp: { code: 'NOT_DELIVERED', subCode: null, text: failure.replace(/_/g, ' ') } }
        : {}),
      time: { text: textAt(scan, 'dateTime'), assumedZone: 'Europe/London' },
    };
  },
});

const errors = errorDocument({
  name: 'enterprise tracking, errors',
  fits: (document) => holds(document, 'fault', 'errors', 'error', 'message', 'code'),
  whole: [
    ['code', 'fault.detail.errorcode', 'status'],
    ['message', 'fault.faultstring', 'description', 'error'],
  ],
  lists: 'errors.*',
  entry: [
    ['code', 'status'],
    ['message', 'description', 'error'],
  ],
});

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
  pull: { budget: { requests: 60, perSeconds: 60 }, ...pullOneByOne(10, ask) },
  normalize: documentReader({ kinds: [tracking, errors] }),
});
