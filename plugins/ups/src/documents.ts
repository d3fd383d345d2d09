import {
  asList,
  asText,
  documentReader,
  eachRecord,
  holds,
  pick,
  refuse,
  textAt,
  type DocumentKind,
  type Issue,
  type JsonValue,
  type Loose,
  type Reading,
  type ShipmentRecord,
} from '@whereabouts/plugin-sdk';
import { mailInnovationsPage } from './mail-innovations-page';
import { readQuantumView } from './quantum-view-reader';
import { readTrackResponse, type Parcel } from './rest-reader';
import { readErrorBody } from './source-errors';
import { isTrackAlert, readTrackAlert } from './track-alert-reader';
import { trackingPage } from './tracking-page';
import { readXmlTrackResponse } from './xml-reader';

/** A reply that holds parcels, at one of the places where it may stand. */
const reply = (
  name: string,
  places: readonly string[],
  read: (reply: JsonValue, issues: Issue[]) => readonly Parcel[],
): DocumentKind => {
  const at = (document: Loose) => places.map((place) => pick(document, place)).find((value) => value !== undefined);
  return {
    name,
    fits: (document) => at(document) !== undefined,
    read: (document, reading) => addParcels(read(at(document) ?? null, reading.issues), reading),
  };
};

function addParcels(parcels: readonly Parcel[], reading: Reading): void {
  if (parcels.length === 0 && reading.issues.length === 0) reading.note('', 'a reply without any package');
  for (const { milestones, shipment } of parcels) {
    reading.milestones.push(...milestones);
    if (saysSomething(shipment)) reading.shipments.push(shipment);
  }
}

/** Number, carrier and link alone are no news of a shipment. */
const saysSomething = (shipment: ShipmentRecord): boolean => Object.keys(shipment).length > 3;

/** One message is one event; a list of them is read as well. */
const trackAlert: DocumentKind = {
  name: 'Track Alert',
  fits: (document) => asList(document).some(isTrackAlert),
  read(document, reading) {
    const found: Issue[] = [];
    const parcels = eachRecord(asList(document), '', found, (alert, at) =>
      isTrackAlert(alert) ? readTrackAlert(alert, at, found) : refuse('not a Track Alert message'),
    );
    const isList = Array.isArray(document);
    reading.issues.push(...found.map((issue) => (isList ? issue : { ...issue, path: issue.path.replace(/^\/0/, '') })));
    addParcels(parcels, reading);
  },
};

const errorBody: DocumentKind = {
  name: 'errors',
  fits: (document) => readErrorBody(document, []),
  read: (document, { issues }) => void readErrorBody(document, issues),
};

/** What the tracking page is told instead of a parcel: a number with a wrong check digit, or an outage. */
const pageRefusal: DocumentKind = {
  name: 'refusal of the tracking page',
  fits: (document) => holds(document, 'statusText') && asList(pick(document, 'trackDetails')).length === 0,
  read: (document, reading) =>
    reading.sourceError(
      '',
      [textAt(document, 'statusCode'), textAt(document, 'statusText')].filter((one) => one !== null).join(': '),
    ),
};

/** The reply to a Track Alert subscription: numbers that UPS does not accept get no news. */
const subscription: DocumentKind = {
  name: 'Track Alert subscription',
  fits: (document) => holds(document, 'validTrackingNumbers', 'invalidTrackingNumbers'),
  read: (document, reading) =>
    asList(pick(document, 'invalidTrackingNumbers')).forEach((number, index) =>
      reading.sourceError(`/invalidTrackingNumbers/${index}`, `not subscribed: ${asText(number) ?? 'no number'}`),
    ),
};

/** A location of a reply, kept by itself: it says nothing of a parcel. */
const address: DocumentKind = {
  name: 'address',
  fits: (document) => holds(document, 'Address'),
  read: (_document, reading) => reading.note('/Address', 'an address without a parcel'),
};

/** Of maintenance, of a gateway, or of a tracking page that shows no parcel. */
const otherPage: DocumentKind = {
  name: 'web page',
  fits: (document) => holds(document, 'byClass') && holds(document, 'rows'),
  read: (document, reading) => {
    const title = textAt(document, 'title');
    reading.sourceError('', ['a web page instead of an answer', title].filter(Boolean).join(': '));
  },
};

/** Reads whatever UPS sends: which of its services spoke is told by the document itself. */
export const readDocument = documentReader({
  formats: ['json', 'xml', 'html'],
  kinds: [
    reply('Track API', ['trackResponse'], (value, issues) => readTrackResponse({ trackResponse: value }, issues)),
    reply('Tracking XML', ['Envelope.Body.TrackResponse', 'TrackResponse'], readXmlTrackResponse),
    reply('Quantum View', ['Envelope.Body.QuantumViewResponse', 'QuantumViewResponse'], readQuantumView),
    trackAlert,
    errorBody,
    subscription,
    address,
    mailInnovationsPage,
    pageRefusal,
    trackingPage,
    otherPage,
  ],
});
