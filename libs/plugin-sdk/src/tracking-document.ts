import type { DeliveredTo, Direction, FacilityAction, MilestoneCode, Place, Reason } from '@whereabouts/model';
import type { CodeKey, CodeRow, CodeTable } from './code-table';
import type { DocumentKind, Reading } from './document-reader';
import { eventTimeAt, type EventTime, type EventTimeInput } from './event-time';
import { found, type Found } from './found';
import type { JsonValue } from './json';
import { milestone } from './milestone';
import { refuse } from './normalized';
import { eventParts, isSaid, parcelParts, type EventParts, type ParcelParts } from './said-parts';
import { place, type PlaceInput } from './place';
import type { ShipmentRecord } from './records';

/** Facts of a shipment of which any may be unsaid. */
export type ShipmentSaid = {
  readonly [Key in keyof Omit<ShipmentRecord, 'trackingNumber' | 'carrier'>]?: ShipmentRecord[Key] | null;
};

/** What a document says of one parcel as a whole. */
export interface ParcelSaid {
  /** Null or absent: the parcel is set aside with its path, unless one of the external ids names it. */
  readonly trackingNumber?: string | null;
  readonly carrier: string | null;
  /** The source's own error about this parcel: it is noted, and no number is needed. */
  readonly error?: string | null;
  /** Which way it travels, when the source says so. */
  readonly direction?: Direction;
  /** For rows of the code table that hold for one service only. */
  readonly service?: string | null;
  readonly piece?: string | null;
  readonly orderNumber?: string | null;
  /** The source's own ids: they say whose an event is while there is no tracking number. */
  readonly shipmentExternalId?: string | null;
  readonly orderExternalId?: string | null;
  /** What the source says beside events. Given, it becomes a shipment record. */
  readonly shipment?: ShipmentSaid | null;
  /** What holds now, for a parcel whose events are not listed. */
  readonly standing?: EventSaid | null;
  /** Facts about the source, not about the parcel: that it gave up asking, or asks no longer. They become notes. */
  readonly notes?: readonly string[];
}

/** What a document says of one event. */
export interface EventSaid {
  /** The source's own code, sub-code and text, untouched. */
  readonly code: string | null;
  readonly subCode?: string | null;
  readonly text?: string | null;
  /** When; `place` helps with the zone without being repeated. */
  readonly time: EventTimeInput;
  readonly place?: PlaceInput | null;
  /** How it is looked up, where that differs from what is kept: such as a code without its padding. */
  readonly lookUp?: Partial<CodeKey>;
  readonly reasons?: readonly Reason[];
  readonly direction?: Direction;
  readonly facilityAction?: FacilityAction | null;
  readonly deliveredTo?: DeliveredTo | null;
  readonly attemptNumber?: number | null;
  readonly piece?: string | null;
  readonly leg?: string | null;
}

/** An error that the document itself reports. */
export interface SaidError {
  readonly path?: string;
  readonly code?: string | null;
  readonly message?: string | null;
}

export interface TrackingDocument {
  /** As the source's documentation calls it. */
  readonly name: string;
  readonly fits: DocumentKind['fits'];
  readonly codes: CodeTable;
  /** Errors that stand for the whole document. */
  readonly errors?: (document: JsonValue) => readonly SaidError[];
  /** Where the parcels are: a path for `found`, or a function. Absent: the document is one parcel. */
  readonly parcels?: string | ((document: JsonValue) => readonly Found[]);
  readonly parcel: (value: JsonValue, document: JsonValue) => ParcelSaid;
  /** Where a parcel's events are, below the parcel. */
  readonly events: string | ((parcel: JsonValue, path: string) => readonly Found[]);
  /** A note where what holds now is an outcome that none of the parcel's events tells: the events stand. */
  readonly comparesStanding?: true;
  /** Null for what is no event. `refuse` sets one event aside. */
  readonly event: (scan: JsonValue, parcel: ParcelSaid, value: JsonValue) => EventSaid | null;
}

/** A kind of document that tells the history of parcels: which values are parcels, which are events, and what they say. */
export function trackingDocument(spec: TrackingDocument): DocumentKind {
  const parcelsOf = pathOrFunction(spec.parcels ?? '');
  const eventsOf = pathOrFunction(spec.events);
  return {
    name: spec.name,
    fits: spec.fits,
    read(document, reading) {
      for (const { path = '', code, message } of spec.errors?.(document) ?? [])
        reading.sourceError(path, [code, message].filter(Boolean).join(': '));
      reading.each(parcelsOf(document, ''), (value, path) => {
        const told = spec.parcel(value, document);
        const parcel = parcelParts(told);
        if (parcel.error) reading.sourceError(path, parcel.error);
        const events = eventsOf(value, path);
        if (!parcel.trackingNumber && !parcel.shipmentExternalId && !parcel.orderExternalId) {
          if (!parcel.error) setAside(reading, path, 'a parcel without a tracking number');
          return;
        }
        for (const problem of parcel.notes ?? []) reading.note(path, problem);
        addShipment(reading, parcel);
        const before = reading.milestones.length;
        if (events.length === 0 && saysSomething(parcel.standing)) {
          const problem = addEventOf(reading, spec.codes, parcel, parcel.standing, path);
          if (problem !== null) setAside(reading, path, problem);
        }
        reading.each(events, (scan, at) => {
          const said = spec.event(scan, told, value);
          const problem = said === null ? null : addEventOf(reading, spec.codes, parcel, said, at);
          if (problem !== null) setAside(reading, at, problem);
        });
        if (events.length > 0 && spec.comparesStanding && parcel.standing) {
          const codes = new Set(reading.milestones.slice(before).map(({ code }) => code));
          noteUntold(reading, rowOf(spec.codes, parcel, eventParts(parcel.standing)), codes, path);
        }
      });
    },
  };
}

const saysSomething = (said: EventSaid | null | undefined): said is EventSaid =>
  Boolean(said && (said.code !== null || said.text || said.lookUp));

const pathOrFunction =
  (where: string | ((value: JsonValue, path: string) => readonly Found[])) =>
  (value: JsonValue, path: string): readonly Found[] =>
    typeof where === 'string' ? found(value, where, path) : where(value, path);

/** What matters too much to be missed in silence. */
const OUTCOMES: ReadonlySet<MilestoneCode> = new Set(['DELIVERED', 'RETURNING', 'RETURNED', 'TERMINATED']);

function noteUntold(reading: Reading, row: CodeRow | null, told: ReadonlySet<MilestoneCode>, path: string): void {
  if (row !== null && OUTCOMES.has(row.means) && !told.has(row.means))
    reading.note(path, `the parcel as a whole is ${row.means}, but none of its events says so`);
}

function addShipment(
  reading: Reading,
  { trackingNumber, carrier, direction, orderNumber, shipment }: ParcelParts,
): void {
  if (!shipment || !trackingNumber) return;
  const record: ShipmentDraft = { trackingNumber, carrier };
  if (direction !== undefined) record.isReturn = direction === 'RETURN';
  if (orderNumber) record.orderNumber = orderNumber;
  // What the shipment itself says of these goes before what its parcel says, also when that is nothing.
  for (const key in shipment) {
    const said = shipment[key as keyof ShipmentSaid];
    if (isSaid(said)) record[key as 'orderNumber'] = said as string;
    else if (key === 'isReturn') delete record.isReturn;
    else if (key === 'orderNumber') delete record.orderNumber;
  }
  reading.shipments.push(record);
}

type ShipmentDraft = { -readonly [Key in keyof ShipmentRecord]: ShipmentRecord[Key] };

/** Adds the milestone of an event to what is being read. For readers that are no `trackingDocument`. */
export function addEvent(reading: Reading, codes: CodeTable, parcel: ParcelSaid, said: EventSaid, path: string): void {
  const problem = addEventOf(reading, codes, parcelParts(parcel), said, path);
  if (problem !== null) refuse(problem);
}

/** As `refuse` does where nothing else is to be read: without throwing, which takes longer than a record. */
const setAside = (reading: Reading, path: string, problem: string): void =>
  void reading.issues.push({ path, problem, kind: 'record' });

/** Null, or why there is no milestone. */
function addEventOf(
  reading: Reading,
  codes: CodeTable,
  parcel: ParcelParts,
  event: EventSaid,
  path: string,
): string | null {
  const said = eventParts(event);
  const isNamed = said.code !== null || Boolean(said.text);
  const row = isNamed || said.lookUp?.code || said.lookUp?.text ? rowOf(codes, parcel, said) : null;
  if (!isNamed && row === null) return 'an event with neither code nor text';
  const where: Place | null = said.place ? place(said.place) : null;
  const time: EventTime = eventTimeAt(said.time, where);
  if (time.problem !== undefined && time.occurredLocal !== null) reading.note(path, time.problem);
  reading.milestones.push(
    milestone({
      row,
      trackingNumber: parcel.trackingNumber ?? null,
      carrier: parcel.carrier,
      orderNumber: parcel.orderNumber,
      shipmentExternalId: parcel.shipmentExternalId,
      orderExternalId: parcel.orderExternalId,
      code: said.code,
      subCode: said.subCode,
      text: said.text,
      time,
      place: where,
      direction: said.direction ?? parcel.direction,
      reasons: said.reasons,
      facilityAction: said.facilityAction,
      deliveredTo: said.deliveredTo,
      attemptNumber: said.attemptNumber,
      piece: said.piece ?? parcel.piece,
      leg: said.leg,
    }),
  );
  return null;
}

function rowOf(codes: CodeTable, parcel: ParcelParts, said: EventParts): CodeRow | null {
  const { code, subCode, text } = said;
  const direction = said.direction ?? parcel.direction;
  const key: { -readonly [Part in keyof CodeKey]: CodeKey[Part] | undefined } = {
    code,
    subCode,
    text,
    service: parcel.service,
    direction,
  };
  for (const part in said.lookUp) key[part as 'code'] = said.lookUp[part as 'code'] as string | null;
  return codes.find(key as CodeKey);
}
