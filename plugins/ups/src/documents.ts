import {
  asList,
  asText,
  eachRecord,
  normalized,
  pick,
  readJson,
  readXml,
  refuse,
  unreadable,
  type Issue,
  type JsonValue,
  type Normalized,
  type RawInput,
  type ShipmentRecord,
} from '@whereabouts/plugin-sdk';
import { readQuantumView } from './quantum-view-reader';
import { readTrackResponse, type Parcel } from './rest-reader';
import { readErrorBody } from './source-errors';
import { isTrackAlert, readTrackAlert } from './track-alert-reader';
import { readXmlTrackResponse } from './xml-reader';

/** Reads whatever UPS sends: which of its services spoke is told by the document itself. */
export function readDocument({ body }: RawInput): Normalized {
  const start = Buffer.from(body).toString('latin1', 0, 400).replace(/^ï»¿/, '').trimStart().toLowerCase();
  if (start === '') return unreadable('empty');
  if (start.startsWith('<!doctype html') || start.startsWith('<html'))
    return unreadable('not an API reply: a web page');
  const isXml = start.startsWith('<');
  const read = isXml ? readXml(body) : readJson(body);
  if (!read.ok) return unreadable(`not ${isXml ? 'XML' : 'JSON'}: ${read.problem}`);
  return readValue(read.value);
}

function readValue(document: JsonValue): Normalized {
  const issues: Issue[] = [];
  const parcels = parcelsOf(document, issues);
  if (parcels === null) {
    if (readErrorBody(document, issues) || readSubscription(document, issues) || readAddress(document, issues))
      return normalized({ issues });
    return unreadable(`not a reply of UPS that is known: ${outline(document)}`);
  }
  if (parcels.length === 0 && issues.length === 0)
    issues.push({ path: '', problem: 'a reply without any package', kind: 'note' });
  return normalized({
    milestones: parcels.flatMap(({ milestones }) => milestones),
    shipments: parcels.flatMap(({ shipment }) => (saysSomething(shipment) ? [shipment] : [])),
    issues,
  });
}

/** Number, carrier and link alone are no news of a shipment. */
const saysSomething = (shipment: ShipmentRecord): boolean => Object.keys(shipment).length > 3;

/** The parcels of a document, or null when it is of no kind that has any. */
function parcelsOf(document: JsonValue, issues: Issue[]): Parcel[] | null {
  if (pick(document, 'trackResponse') !== undefined) return readTrackResponse(document, issues);
  const body = pick(document, 'Envelope.Body') ?? document;
  const xml = pick(body, 'TrackResponse');
  if (xml !== undefined) return readXmlTrackResponse(xml, issues);
  const quantumView = pick(body, 'QuantumViewResponse');
  if (quantumView !== undefined) return readQuantumView(quantumView, issues);
  return readAlerts(document, issues);
}

/** One message is one event; a list of them is read as well. */
function readAlerts(document: JsonValue, issues: Issue[]): Parcel[] | null {
  const alerts = asList(document);
  if (!alerts.some(isTrackAlert)) return null;
  const found: Issue[] = [];
  const parcels = eachRecord(alerts, '', found, (alert, at) =>
    isTrackAlert(alert) ? readTrackAlert(alert, at, found) : refuse('not a Track Alert message'),
  );
  const isList = Array.isArray(document);
  issues.push(...found.map((issue) => (isList ? issue : { ...issue, path: issue.path.replace(/^\/0/, '') })));
  return parcels;
}

/** A location of a reply, kept by itself: it says nothing of a parcel. */
function readAddress(document: JsonValue, issues: Issue[]): boolean {
  if (pick(document, 'Address') === undefined) return false;
  issues.push({ path: '/Address', problem: 'an address without a parcel', kind: 'note' });
  return true;
}

/** The reply to a Track Alert subscription: numbers that UPS does not accept get no news. */
function readSubscription(document: JsonValue, issues: Issue[]): boolean {
  const refused = pick(document, 'invalidTrackingNumbers');
  asList(refused).forEach((number, index) => {
    const problem = `not subscribed: ${asText(number) ?? 'no number'}`;
    issues.push({ path: `/invalidTrackingNumbers/${index}`, problem, kind: 'source-error' });
  });
  return refused !== undefined || pick(document, 'validTrackingNumbers') !== undefined;
}

const outline = (document: JsonValue): string =>
  typeof document === 'object' && document !== null
    ? Object.keys(document).slice(0, 3).join(', ') || 'nothing in it'
    : typeof document;
