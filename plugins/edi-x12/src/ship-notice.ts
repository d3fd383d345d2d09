import {
  addEvent,
  endOfPromise,
  eventTime,
  refuse,
  stated,
  type ParcelSaid,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import type { TransactionSet } from './envelope';
import { carrierOfScac, marks, NUMBERS, nodeOf, party, reference, references, weighed } from './parts';
import { isDate, timeOf } from './times';
import { at, type Segment } from './tokens';

/** A level of a ship notice: S shipment, O order, T tare, P pack, I item. What is above it holds for it too. */
interface Level {
  readonly kind: string;
  readonly parent: Level | null;
  readonly start: Segment;
  readonly segments: Segment[];
}

/** Purposes of a notice: in advance, and cancelled, deleted or to be written anew. */
const NOT_SHIPPED: ReadonlySet<string> = new Set(['14', '01', '03', '17']);

/** 856: what the shipper has handed over. A package with a number of its carrier is a parcel, else the whole shipment is. */
export function readShipNotice(
  { segments, date, time }: TransactionSet,
  reading: Reading,
  zone: string | undefined,
): void {
  const bsn = segments.find(({ id }) => id === 'BSN') ?? refuse('an 856 without BSN');
  const shipmentExternalId = at(bsn, 2) ?? refuse('a ship notice without a number');
  const { heading, levels } = levelsOf(segments);
  const shipments = levels.filter(({ kind }) => kind === 'S').flatMap((level) => level.segments);
  const whole = [...heading, ...(shipments.length > 0 ? shipments : levels.flatMap((level) => level.segments))];
  const td5 = whole.find(({ id }) => id === 'TD5');
  const td1 = whole.find((segment) => segment.id === 'TD1' && at(segment, 7) !== null);
  const scac = at(td5, 2) === '2' ? at(td5, 3) : null;
  const carrier = carrierOfScac(scac, scac === null ? (at(td5, 5) ?? at(td5, 3)) : null);
  const shipped =
    dtm(whole, '011') ?? (isDate(at(bsn, 3)) ? timeOf(at(bsn, 3), at(bsn, 4), null) : timeOf(date, time, null));
  const said = { code: '856', subCode: at(bsn, 1), time: { ...shipped, assumedZone: zone } };
  const destination = party(whole, 'ST', 'CN')?.place ?? null;
  const due = dtm(whole, '017') ?? dtm(whole, '067');
  const facts = {
    externalId: shipmentExternalId,
    serviceLevel: at(td5, 12),
    shippedAt: NOT_SHIPPED.has(at(bsn, 1) ?? '') ? null : eventTime(said.time).occurredAt,
    carrierEstimate: due && endOfPromise({ ...due, place: destination, assumedZone: zone }),
    node: nodeOf(party(whole, 'SF')),
    origin: party(whole, 'SF', 'SH')?.place,
    destination,
  };
  const packs = levels.flatMap((level) => marksOf(level).map((mark) => ({ level, mark })));
  const orders = levels.filter(({ kind }) => kind === 'O');
  const ofWhole = references(whole, ...NUMBERS);
  /** Numbers that an order has of its own, else those of the whole. Without any it is told once. */
  const numbersOf = (order: Level | undefined): readonly (string | null)[] => {
    const own = order === undefined ? [] : references(order.segments, ...NUMBERS);
    const numbers = own.length > 0 ? own : ofWhole;
    return numbers.length > 0 ? numbers : [null];
  };
  // The weight of the whole is that of a parcel which is alone.
  const isOne = packs.length > 0 ? packs.length === 1 : orders.length < 2 && numbersOf(orders[0]).length === 1;
  const tell = (
    trackingNumber: string | null,
    orderNumber: string | null,
    own: readonly Segment[],
    segment: Segment,
  ) => {
    const [piece] = marks(own, 'shipper');
    const parcel: ParcelSaid = { trackingNumber, carrier, orderNumber, shipmentExternalId, piece };
    addEvent(reading, CODES, parcel, said, `/${segment.number}`);
    const weight = own.find((one) => one.id === 'TD1' && at(one, 7) !== null) ?? (isOne ? td1 : undefined);
    if (trackingNumber !== null)
      reading.shipments.push({
        trackingNumber,
        carrier,
        ...stated({ ...facts, orderNumber, declared: weighed(at(weight, 7), at(weight, 8)) }),
      });
  };

  const each = <T>(list: readonly T[], segmentOf: (one: T) => Segment, read: (one: T) => void) =>
    reading.each(
      list.map((one) => ({ value: null, path: `/${segmentOf(one).number}` })),
      (_value, _path, index) => read(list[index]!),
    );
  if (packs.length > 0)
    each(
      packs,
      ({ level }) => level.start,
      ({ level, mark }) => tell(mark, orderOf(level), level.segments, level.start),
    );
  else if (orders.length > 1 && ofWhole.length === 0)
    each(
      orders,
      ({ start }) => start,
      (order) => {
        for (const number of numbersOf(order)) tell(number, orderOf(order), order.segments, order.start);
      },
    );
  else
    for (const number of numbersOf(orders[0]))
      tell(number, orders[0] === undefined ? null : orderOf(orders[0]), [], bsn);
}

/** Numbers of the carrier on one level; an item may repeat those of its pack. */
function marksOf(level: Level): readonly string[] {
  if (level.kind === 'S' || level.kind === 'O') return [];
  const named = references(level.segments, ...NUMBERS.filter((kind) => kind !== 'CN' || level.kind !== 'I'));
  return [...new Set([...marks(level.segments, 'carrier'), ...named])];
}

/** The purchase order of a level, or of the one above it. */
function orderOf(level: Level | null): string | null {
  for (let here = level; here !== null; here = here.parent) {
    const prf = here.segments.find(({ id }) => id === 'PRF');
    const number = at(prf, 1) ?? reference(here.segments, 'PO', 'ON', 'CO');
    if (number !== null) return number;
  }
  return null;
}

function dtm(segments: readonly Segment[], qualifier: string) {
  const found = segments.find((one) => one.id === 'DTM' && at(one, 1) === qualifier && isDate(at(one, 2)));
  return found === undefined ? null : timeOf(at(found, 2), at(found, 3), at(found, 4));
}

/** A parent that is not there, or that comes later, is none: so nothing goes round in circles. */
function levelsOf(segments: readonly Segment[]) {
  const heading: Segment[] = [];
  const levels: Level[] = [];
  const byId = new Map<string, Level>();
  for (const segment of segments) {
    if (segment.id === 'HL') {
      const parent = byId.get(at(segment, 2) ?? '') ?? null;
      const level: Level = { kind: at(segment, 3)?.toUpperCase() ?? '', parent, start: segment, segments: [] };
      levels.push(level);
      const id = at(segment, 1);
      if (id !== null) byId.set(id, level);
    } else (levels.at(-1)?.segments ?? heading).push(segment);
  }
  return { heading, levels };
}
