import {
  addEvent,
  endOfPromise,
  refuse,
  stated,
  type Instant,
  type ParcelSaid,
  type Place,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import type { TransactionSet } from './envelope';
import { carrierOfScac, NUMBERS, party, placeOfMs1, reference, weighed } from './parts';
import { REASONS } from './reasons';
import { timeOf } from './times';
import { at, type Segment } from './tokens';

interface Status {
  readonly at7: Segment;
  ms1: Segment | null;
}
/** Statuses of one line, and the references that only it has. */
interface Line {
  readonly segments: Segment[];
  readonly statuses: Status[];
}

/** Codes that say at which end it happened: it is the place where MS1 says none. */
const AT_ORIGIN: ReadonlySet<string> = new Set(['X3', 'X8', 'CP', 'AF']);
const AT_DESTINATION: ReadonlySet<string> = new Set(['X1', 'X5', 'D1', 'CD']);
const ESTIMATES: ReadonlySet<string> = new Set(['AG', 'X2', 'AB', 'AC', 'X9']);

/** 214: what a carrier says of one shipment, which is named in B10. Lines with references of their own are its parts. */
export function readStatusMessage({ segments }: TransactionSet, reading: Reading, zone: string | undefined): void {
  const b10 = segments.find(({ id }) => id === 'B10') ?? refuse('a 214 without B10');
  const { heading, lines } = linesOf(segments.flatMap(inNewerWords));
  const carrier = carrierOfScac(at(b10, 3));
  const number = reference(heading, '2I', '08') ?? at(b10, 1) ?? reference(heading, 'CN');
  const orderNumber = reference(heading, 'PO', 'ON');
  const shipmentExternalId = at(b10, 2) ?? reference(heading, 'BM', 'SI');
  const direction = reference(heading, 'RMA', 'RZ') === null ? undefined : ('RETURN' as const);
  const estimates: Instant[] = [];
  const ends: Ends = {
    origin: party(segments, 'SH', 'SF')?.place ?? null,
    destination: party(segments, 'CN', 'ST', 'UC')?.place ?? null,
  };
  const { origin, destination } = ends;

  for (const line of lines) {
    const own = lines.length > 1 ? reference(line.segments, 'DO', 'SI', 'PO', 'BM', 'CR', 'OQ', 'QN') : null;
    const trackingNumber = reference(line.segments, ...NUMBERS) ?? number;
    const parcel: ParcelSaid = {
      trackingNumber,
      carrier,
      direction,
      orderNumber: orderNumber ?? reference(line.segments, 'PO', 'ON'),
      shipmentExternalId,
      piece: own,
    };
    reading.each(
      line.statuses.map(({ at7 }) => ({ value: null, path: `/${at7.number}` })),
      (_value, path, index) => {
        const status = line.statuses[index]!;
        const said = statusOf(status, ends, zone);
        addEvent(reading, CODES, { ...parcel, service: said.service }, said, path);
        const due = ESTIMATES.has(said.code) ? endOfPromise({ ...said.time, place: destination }) : null;
        if (due !== null) estimates.push(due);
      },
    );
  }
  if (lines.every(({ statuses }) => statuses.length === 0)) reading.note(`/${b10.number}`, 'a 214 without a status');
  const weight = segments.find((segment) => segment.id === 'AT8' && at(segment, 1) === 'G');
  const numbers = new Set([number, ...lines.map((line) => reference(line.segments, ...NUMBERS))]);
  for (const trackingNumber of numbers)
    if (trackingNumber !== null)
      reading.shipments.push({
        trackingNumber,
        carrier,
        ...stated({
          orderNumber,
          externalId: shipmentExternalId,
          carrierEstimate: estimates.sort().at(-1),
          origin,
          destination,
          declared: weighed(at(weight, 3), at(weight, 2)),
          isReturn: direction === 'RETURN' ? true : null,
        }),
      });
}

interface Ends {
  readonly origin: Place | null;
  readonly destination: Place | null;
}

function statusOf({ at7, ms1 }: Status, { origin, destination }: Ends, zone: string | undefined) {
  const [status, why, appointment, whyThen] = [1, 2, 3, 4].map((index) => at(at7, index));
  const code = status ?? appointment ?? refuse('AT7 names neither a status nor an appointment');
  const subCode = (status === null || status === undefined ? whyThen : why) ?? null;
  // Release 3070 has the century between date and time.
  const isOld = /^\d{6}$/.test(at(at7, 5) ?? '') && /^(19|20)$/.test(at(at7, 6) ?? '');
  const [date, time, of] = isOld
    ? [`${at(at7, 6)}${at(at7, 5)}`, at(at7, 7), at(at7, 8)]
    : [at(at7, 5), at(at7, 6), at(at7, 7)];
  const service = status ? 'status' : 'appointment';
  const isTrouble = CODES.rows.some((row) => row.code === code && row.service === service && row.subCode === subCode);
  return {
    code,
    subCode,
    service,
    // What goes on in spite of a reason keeps it.
    reasons: isTrouble || subCode === null || service === 'appointment' ? [] : said(REASONS.get(subCode)),
    time: { ...timeOf(date, time, of ?? null), assumedZone: zone },
    place: placeOfMs1(ms1) ?? (AT_ORIGIN.has(code) ? origin : AT_DESTINATION.has(code) ? destination : null),
  };
}

/** Until release 3060 a 214 states status, reason, time and place in one segment: Q5, whose codes are those of AT7. */
function inNewerWords(segment: Segment): readonly Segment[] {
  if (segment.id !== 'Q5') return [segment];
  const [status = '', date = '', time = '', of = '', why = '', ...place] = segment.elements.slice(1, 9);
  const { number } = segment;
  return [
    { id: 'AT7', elements: ['AT7', status, why, '', '', date, time, of], number },
    { id: 'MS1', elements: ['MS1', ...place], number },
  ];
}

const said = (reasons: ReturnType<typeof REASONS.get>) =>
  (reasons ?? []).filter((reason) => reason !== 'unknown.unknown');

function linesOf(segments: readonly Segment[]): {
  readonly heading: readonly Segment[];
  readonly lines: readonly Line[];
} {
  const heading: Segment[] = [];
  const lines: Line[] = [];
  for (const segment of segments) {
    // A line may hold cartons, each with numbers and statuses of its own.
    if (/^(LX|CD3)$/.test(segment.id) || (segment.id === 'AT7' && lines.length === 0))
      lines.push({ segments: [], statuses: [] });
    const line = lines.at(-1);
    if (line === undefined) heading.push(segment);
    else line.segments.push(segment);
    if (segment.id === 'AT7') line?.statuses.push({ at7: segment, ms1: null });
    const last = line?.statuses.at(-1);
    if (segment.id === 'MS1' && last !== undefined) last.ms1 ??= segment;
  }
  return { heading, lines };
}
