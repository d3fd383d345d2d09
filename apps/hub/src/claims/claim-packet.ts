import type { Readable } from 'node:stream';
import { PHOTO_TYPES, recordedOf, type Instant } from '@whereabouts/model';
import {
  casesByIds,
  evidenceOfShipments,
  EVERYTHING,
  inputsByIds,
  milestonesOfSubjects,
  ordersByIds,
  publicId,
  sourcesOfMerchant,
  ticketsOfOrders,
  type CaseWithNeighbours,
  type EvidenceView,
  type MerchantPool,
  type MilestoneView,
  type PhotoRow,
  type Queryable,
  type ShipmentView,
  type SourceView,
} from '@whereabouts/store';
import { PhotoChanged, type PhotoDesk } from '../photos/photo-desk';
import { jsonFile, textFile, type PacketFile, type PacketGap } from './packet-file';
import { timelinePage } from './timeline-page';
import { zipStream } from './zip-stream';

export interface PacketOrder {
  readonly merchantId: string;
  readonly caseId: string;
  /** With the stored bytes that the timeline was read from: for who may see them. */
  readonly withInputs: boolean;
}

export interface ClaimPackets {
  /** The evidence of a case as a ZIP; null when there is no such case. */
  packet(order: PacketOrder): Promise<{ readonly name: string; readonly zip: Readable } | null>;
}

export interface PacketNeeds {
  readonly db: MerchantPool;
  readonly photos: Pick<PhotoDesk, 'bytesOf'>;
}

/** Inputs are read a few at a time: they can be large. */
const INPUTS_AT_ONCE = 10;
/** Nothing that is kept of lanes is part of a packet. */
const NO_LANES = '9999-12-31';

/** Puts together what a carrier wants to see of a claim. The notes of the team stay inside. */
export const claimPackets = ({ db: merchants, photos }: PacketNeeds): ClaimPackets => ({
  async packet({ merchantId, caseId, withInputs }) {
    const db = merchants.of(merchantId);
    const [found] = await casesByIds(db, merchantId, [caseId], EVERYTHING);
    if (found === undefined) return null;
    const ref = `EX-${found.view.number}`;
    const facts = await factsOf(db, merchantId, found);
    const about = {
      case: ref,
      kind: found.view.kind,
      ...claimOf(found),
      carrier: found.shipment?.carrier ?? null,
      trackingNumber: found.shipment?.trackingNumber ?? null,
      orderNumber: found.view.orderNumber,
      inputs: withInputs ? 'enclosed' : 'left out: your role does not see stored inputs',
    };
    return {
      name: `${ref}.zip`,
      zip: zipStream(about, filesOf(facts, photos, withInputs ? inputFiles(db, merchantId, facts) : null)),
    };
  },
});

interface PacketFacts {
  readonly found: CaseWithNeighbours;
  readonly evidence: EvidenceView | null;
  readonly milestones: readonly MilestoneView[];
  readonly order: object | null;
  readonly tickets: readonly object[];
  readonly sourceName: (sourceId: string) => string;
}

async function factsOf(db: Queryable, merchantId: string, found: CaseWithNeighbours): Promise<PacketFacts> {
  const { shipmentId, orderId } = found.view;
  const subjects = [shipmentId, orderId].filter((id) => id !== null);
  const [evidence, milestones, orders, tickets, sources] = await Promise.all([
    evidenceOfShipments(db, merchantId, shipmentId === null ? [] : [shipmentId], NO_LANES),
    milestonesOfSubjects(db, merchantId, subjects),
    ordersByIds(db, merchantId, orderId === null ? [] : [orderId]),
    ticketsOfOrders(db, merchantId, orderId === null ? [] : [orderId]),
    sourcesOfMerchant(db, merchantId),
  ]);
  const names = new Map(sources.map((source: SourceView) => [source.id, `${source.name} (${source.kind})`]));
  return {
    found,
    evidence: evidence[0] ?? null,
    milestones: [...milestones.values()].flat().sort(byTime),
    order: orders[0] ?? null,
    tickets: tickets.map(({ externalId, topic, subject, openedAt }) => ({ externalId, topic, subject, openedAt })),
    sourceName: (id) => names.get(id) ?? id,
  };
}

const byTime = (a: MilestoneView, b: MilestoneView): number =>
  a.occurredAt === b.occurredAt ? (a.id < b.id ? -1 : 1) : a.occurredAt < b.occurredAt ? -1 : 1;

function claimOf({ view }: CaseWithNeighbours) {
  const { claimType, claimReference, claimOpensAt, claimDeadline, windowSource, claimed } = view.recoveryTrack;
  return { claim: { type: claimType, reference: claimReference, claimed, claimOpensAt, claimDeadline, windowSource } };
}

async function* filesOf(
  facts: PacketFacts,
  photos: Pick<PhotoDesk, 'bytesOf'>,
  inputs: AsyncIterable<PacketFile> | null,
): AsyncGenerator<PacketFile | PacketGap> {
  const { found, evidence, milestones, sourceName } = facts;
  const { view, shipment } = found;
  yield textFile('timeline.html', timelinePage(timelineFacts(facts)), 'made from milestones.json');
  yield jsonFile('case.json', caseFacts(found), 'the hub');
  yield jsonFile(
    'milestones.json',
    milestones.map((one) => toldMilestone(one, sourceName)),
    'the sources that each names',
  );
  if (shipment !== null) yield jsonFile('shipment.json', shipmentFacts(shipment), 'the hub, from all sources');
  if (facts.order !== null) yield jsonFile('order.json', facts.order, 'the hub, from all sources');
  if (facts.tickets.length > 0) yield jsonFile('tickets.json', facts.tickets, 'helpdesk');
  if (evidence !== null) {
    yield jsonFile('evidence.json', shipTimeFacts(evidence), 'the packing station, and sources for weights');
    yield* photoFiles('ship-time', evidence.photos, photos);
    const own = evidence.casePhotos.filter(({ caseId }) => caseId === view.id);
    yield* photoFiles('case', own, photos);
  }
  if (inputs !== null) yield* inputs;
}

const timelineFacts = ({ found: { view, shipment }, milestones, sourceName }: PacketFacts) => ({
  ref: `EX-${view.number}`,
  carrier: shipment?.carrier ?? 'unknown',
  trackingNumber: shipment?.trackingNumber ?? 'unknown',
  serviceLevel: shipment?.serviceLevel ?? null,
  orderNumber: view.orderNumber,
  milestones,
  sourceName,
});

/** When the hub looks again is nothing of the parcel's. */
const shipmentFacts = ({ nextCheckAt: _next, ...rest }: ShipmentView) => rest;

/** What the carrier may know of the case: not its owner, notes and flags. */
const caseFacts = ({ view }: CaseWithNeighbours) => ({
  ref: `EX-${view.number}`,
  kind: view.kind,
  reason: view.reason,
  openedAt: view.openedAt,
  because: view.detection.because,
  conditionSince: view.detection.conditionSince,
  ...claimOf({ view } as CaseWithNeighbours),
});

function toldMilestone(
  { inputId, subjectId: _subject, sourceId, ...rest }: MilestoneView,
  nameOf: (id: string) => string,
) {
  return { ...rest, source: nameOf(sourceId), input: inputId === null ? null : publicId('input', inputId) };
}

function shipTimeFacts({ declared, billed, entries, shippedAt }: EvidenceView) {
  const { photoIds, ...recorded } = recordedOf(entries);
  return {
    ...recorded,
    declared: recorded.declared ?? declared,
    billed: billed ?? recorded.billed,
    shippedAt,
    photos: photoIds.map((id) => publicId('photo', id)),
    statements: entries.map(({ at, said }): { at: Instant; said: object } => ({ at, said })),
  };
}

async function* photoFiles(
  group: string,
  rows: readonly PhotoRow[],
  photos: Pick<PhotoDesk, 'bytesOf'>,
): AsyncGenerator<PacketFile | PacketGap> {
  for (const photo of rows) {
    const path = `photos/${group}/${publicId('photo', photo.id)}.${PHOTO_TYPES[photo.mediaType]}`;
    const read = await photos.bytesOf(photo).catch((error: Error) => {
      if (error instanceof PhotoChanged) return 'its stored bytes were changed';
      throw error;
    });
    if (read === null || typeof read === 'string') yield { path, because: read ?? 'its stored bytes are gone' };
    else yield { path, bytes: read, source: `posted photo, taken ${photo.takenAt}`, isDense: true };
  }
}

/** Headers can hold signatures and tokens: of them only what says how to read the bytes. */
async function* inputFiles(
  db: Queryable,
  merchantId: string,
  { milestones, sourceName }: PacketFacts,
): AsyncGenerator<PacketFile> {
  const ids = [...new Set(milestones.map(({ inputId }) => inputId))].filter((id) => id !== null).sort();
  for (let start = 0; start < ids.length; start += INPUTS_AT_ONCE)
    for (const input of await inputsByIds(db, merchantId, ids.slice(start, start + INPUTS_AT_ONCE)))
      yield {
        path: `inputs/${publicId('input', input.id)}${extensionOf(input.contentType)}`,
        bytes: input.body,
        source: `${sourceName(input.sourceId)}, received ${input.receivedAt}, ${input.contentType ?? 'no content type'}`,
      };
}

const EXTENSIONS: readonly (readonly [RegExp, string])[] = [
  [/\bjson\b/i, '.json'],
  [/\bxml\b/i, '.xml'],
  [/\bcsv\b/i, '.csv'],
];

/** Never one that a browser would run. */
const extensionOf = (contentType: string | null): string =>
  EXTENSIONS.find(([pattern]) => pattern.test(contentType ?? ''))?.[1] ?? '.bin';
