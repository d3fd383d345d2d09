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
import { carrierOfScac, marks, nodeOf, party, reference, weighed } from './parts';
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

  for (const trackingNumber of numbers.length > 0 ? numbers : [null]) {
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
  const lines = segments.filter(({ id }) => id === 'W12');
  reading.each(
    lines.map(({ number }) => ({ value: null, path: `/${number}` })),
    (_value, path, index) => readLine(lines[index]!, { carrier: null, orderNumber }, time, reading, path),
  );
}

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
  const references = segments
    .filter((one) => (one.id === 'N9' || one.id === 'REF') && /^(2I|08)$/i.test(at(one, 1) ?? ''))
    .map((one) => at(one, 2));
  const named = [...new Set([...marks(segments, 'carrier'), ...references].filter((one) => one !== null))];
  const progressive = reference(segments, 'CN');
  return named.length > 0 || progressive === null ? named : [progressive];
}

function g62(segments: readonly Segment[], qualifier: string) {
  const found = segments.find((one) => one.id === 'G62' && at(one, 1) === qualifier && isDate(at(one, 2)));
  return found === undefined ? null : timeOf(at(found, 2), at(found, 4), at(found, 5));
}
