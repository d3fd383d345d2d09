import {
  asList,
  asObject,
  asText,
  found,
  foundAll,
  holds,
  pick,
  textAt,
  trackingDocument,
  type Found,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES, plainStatus } from './codes';

/** By SOAP, by SOAP of the cloud service, and by the page's own data. */
const ROOTS = [
  'Envelope.Body.getTrackingDataResponse.trackingresult',
  'getTrackingDataResponse.trackingresult',
  'Envelope.Body.getParcelLifeCycleResponse.getParcelLifeCycleResult.ParcelLifeCycleData',
  'parcellifecycleResponse.parcelLifeCycleData',
  'parcelLifeCycleData',
];
const FAULTS = ['Envelope.Body.Fault', 'Fault'];
/** Where most parcels are whose place does not tell the zone. */
const ZONE = 'Europe/Berlin';

const lifeCyclesOf = (document: JsonValue): readonly Found[] =>
  foundAll(document, ROOTS).filter(({ value }) => asObject(value) !== null);

/** The public tracking answers so about numbers that it does not know. */
const isUnknown = (document: JsonValue): boolean =>
  pick(document, 'parcellifecycleResponse') !== undefined && lifeCyclesOf(document).length === 0;

/** Texts come bare, in `content`, in lists, or in several of these around each other. */
function words(value: JsonValue | undefined, depth = 0): string | null {
  const text = asText(value);
  if (text !== null || value === undefined || depth > 4) return text;
  const parts = Array.isArray(value) ? asList(value) : asList(pick(value, 'content'));
  return (
    parts
      .map((part) => words(part, depth + 1))
      .filter(Boolean)
      .join(' ') || null
  );
}

/** `Puurs (BE)`, `Aschaffenburg, DE`, or a town alone. */
function placeOf(written: string | null) {
  const [, city = written, country = null] = /^(.+?)(?: \(([A-Z]{2})\)|, ([A-Z]{2}))$/.exec(written ?? '') ?? [];
  return { city, country: country ?? /, ([A-Z]{2})$/.exec(written ?? '')?.[1] ?? null };
}

/** With AM and PM the month stands first; all others begin with the day or the year. */
const timeOf = (written: string | null) => ({
  text: written?.replace(',', '') ?? null,
  format: /[AP]M$/i.test(written ?? '') ? ('mm/dd/yyyy' as const) : ('dd/mm/yyyy' as const),
  assumedZone: ZONE,
});

/** Scans are the history; statuses are the steps of a bar, of which only those count that were reached. */
function eventsOf(value: JsonValue, path: string): readonly Found[] {
  const scans = found(value, 'scanInfo.scan.*', path);
  if (scans.length > 0) return scans;
  return found(value, 'statusInfo.*', path).filter(
    ({ value: status }) => String(pick(status, 'statusHasBeenReached') ?? '') !== 'false',
  );
}

function scanOf(scan: JsonValue) {
  const type = textAt(scan, 'scanData.scanType.code', 'scanData.scanType.name');
  const name = textAt(scan, 'scanData.scanType.name')
    ?.replace(/^SC_\d+_/i, '')
    .replace(/_/g, ' ');
  const label = words(pick(scan, 'scanDescription.label'));
  const content = words(pick(scan, 'scanDescription.content'));
  const number = /\d+/.exec(type ?? '')?.[0];
  const at = placeOf(textAt(scan, 'scanData.location'));
  return {
    code: type,
    subCode: textAt(scan, 'additionalCodes.0.code', 'scanData.additionalCodes.additionalCode.0.code'),
    text: content ?? label ?? name ?? null,
    lookUp: {
      code: number === undefined ? null : `SC${number.padStart(2, '0')}`,
      subCode: null,
      text: [content, label, name].filter(Boolean).join(' | '),
    },
    time: timeOf(textAt(scan, 'date')),
    place: {
      city: at.city,
      country: textAt(scan, 'scanData.country') ?? at.country,
      facility: textAt(scan, 'scanData.scanDepot.number'),
    },
  };
}

/** DPD's life cycle of one parcel. The answer by SOAP names no parcel: the pull adds the number it asked for. */
export const lifeCycle = trackingDocument({
  name: 'ParcelLifeCycleService 2.0: getTrackingData, getParcelLifeCycle; plc',
  fits: (document) =>
    lifeCyclesOf(document).length > 0 || isUnknown(document) || FAULTS.some((path) => found(document, path).length > 0),
  codes: CODES,
  errors: (document) => [
    ...(isUnknown(document) ? [{ message: 'DPD knows nothing of it' }] : []),
    ...foundAll(document, FAULTS).map(({ value, path }) => {
      const [detail] = Object.values(asObject(pick(value, 'detail')) ?? {}).filter((one) => asObject(one) !== null);
      return {
        path,
        code: textAt(detail, 'errorCode') ?? textAt(value, 'faultcode', 'Code.Value'),
        message: textAt(detail, 'errorMessage') ?? textAt(value, 'faultstring', 'Reason.Text'),
      };
    }),
    ...lifeCyclesOf(document)
      .filter(({ value }) => numberOf(value, document) === null)
      .map(({ path }) => ({ path, message: 'a life cycle that names no parcel' })),
  ],
  parcels: (document) => lifeCyclesOf(document).filter(({ value }) => numberOf(value, document) !== null),
  parcel: (value, document) => ({
    trackingNumber: numberOf(value, document),
    carrier: 'dpd',
    shipment: {
      serviceLevel:
        textAt(value, 'shipmentInfo.productName') ?? words(pick(value, 'shipmentInfo.serviceDescription.content')),
    },
  }),
  events: eventsOf,
  event: (scan) => {
    if (holds(scan, 'scanData', 'scanDescription')) return scanOf(scan);
    const status = textAt(scan, 'status');
    const label = words(pick(scan, 'label'));
    const description = words(pick(scan, 'description'));
    return {
      code: status,
      text: description ?? label,
      lookUp: { code: plainStatus(status), text: description ?? label },
      time: timeOf(words(pick(scan, 'date'))),
      place: placeOf(words(pick(scan, 'location'))),
    };
  },
});

const numberOf = (value: JsonValue, document: JsonValue): string | null =>
  textAt(value, 'shipmentInfo.parcelLabelNumber', 'parcelLabelNumber') ?? textAt(document, 'trackingNumber');
