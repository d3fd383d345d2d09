import {
  addEvent,
  endOfPromise,
  eventTime,
  refuse,
  stated,
  type EventTimeInput,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import type { TransactionSet } from './envelope';
import { carrierOfScac, marks, nodeOf, party, references, weighed } from './parts';
import { isDate, timeOf } from './times';
import { at, type Segment } from './tokens';

/** 945: what a warehouse has shipped of one order, and what it could not. */
export function readShippingAdvice(
  { segments, date }: TransactionSet,
  reading: Reading,
  zone: string | undefined,
): void {
  const w06 = segments.find(({ id }) => id === 'W06') ?? refuse('a 945 without W06');
  const orderNumber = at(w06, 2) ?? at(w06, 6) ?? refuse('a shipping advice without an order');
  const w27 = segments.find(({ id }) => id === 'W27');
  const carrier = carrierOfScac(at(w27, 2), at(w27, 3));
  const shipped =
    g62(segments, '11') ?? (isDate(at(w06, 3)) ? timeOf(at(w06, 3), null, null) : timeOf(date, null, null));
  const time = { ...shipped, assumedZone: zone };
  const destination = party(segments, 'ST', 'CN', 'BY')?.place ?? null;
  const due = g62(segments, '17');
  const shipmentExternalId = at(w06, 4) ?? at(w06, 5);
  const numbers = trackingNumbers(segments);
  const w03 = segments.find(({ id }) => id === 'W03');
  const from = party(segments, 'WH', 'SF');
  const parcel: ParcelSaid = { carrier, orderNumber, shipmentExternalId };

  const lines = segments.filter(({ id }) => id === 'W12');
  const isNothing = numbers.length === 0 && nothingLeft(lines, w03);
  if (isNothing) reading.note(`/${w06.number}`, `nothing of the order ${orderNumber} was shipped`);
  for (const trackingNumber of isNothing ? [] : numbers.length > 0 ? numbers : [null]) {
    const said = { code: '945', subCode: at(w06, 1), time };
    // Without a number of the carrier it is the order that has left: a shipment that nobody knows has no parcels.
    const whose = trackingNumber === null ? { ...parcel, shipmentExternalId: null } : { ...parcel, trackingNumber };
    addEvent(reading, CODES, whose, said, `/${w06.number}`);
    if (trackingNumber !== null)
      reading.shipments.push({
        trackingNumber,
        carrier,
        ...stated({
          orderNumber,
          externalId: shipmentExternalId,
          shippedAt: eventTime(time).occurredAt,
          carrierEstimate: due && endOfPromise({ ...due, place: destination, assumedZone: zone }),
          serviceLevel: at(w27, 3),
          node: nodeOf(from),
          origin: from?.place,
          destination,
          declared: numbers.length > 1 ? null : weighed(at(w03, 2), at(w03, 3)),
        }),
      });
  }
  reading.each(
    lines.map(({ number }) => ({ value: null, path: `/${number}` })),
    (_value, path, index) => readLine(lines[index]!, { carrier: null, orderNumber }, time, reading, path),
  );
}

/** An order of which nothing was there is answered with an advice as well: it says so on each of its lines. */
const nothingLeft = (lines: readonly Segment[], w03: Segment | undefined): boolean =>
  lines.length > 0 && lines.every((w12) => quantity(at(w12, 3)) === 0) && !quantity(at(w03, 1));

/** `W12*status*ordered*shipped*difference*unit*UPC*qualifier*product`. */
function readLine(w12: Segment, order: ParcelSaid, time: EventTimeInput, reading: Reading, path: string): void {
  const [ordered, shipped] = [2, 3].map((index) => quantity(at(w12, index)));
  if (ordered === null || ordered === undefined || shipped === null || shipped === undefined) return;
  const missing = ordered - shipped;
  if (missing <= 0) return;
  const product = at(w12, 8) ?? at(w12, 6) ?? at(w12, 16) ?? refuse('a line without a product');
  const said = { code: 'W12', subCode: at(w12, 1), text: `${product} × ${missing}`, time };
  addEvent(reading, CODES, order, said, path);
}

const quantity = (text: string | null): number | null =>
  text !== null && /^\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : null;

function trackingNumbers(segments: readonly Segment[]): readonly string[] {
  const named = [...marks(segments, 'carrier'), ...references(segments, '2I'), ...references(segments, '08')];
  return named.length > 0 ? [...new Set(named)] : references(segments, 'CN');
}

function g62(segments: readonly Segment[], qualifier: string) {
  const found = segments.find((one) => one.id === 'G62' && at(one, 1) === qualifier && isDate(at(one, 2)));
  return found === undefined ? null : timeOf(at(found, 2), at(found, 4), at(found, 5));
}
