import type { Clock, PolicyOf } from '@whereabouts/model';
import {
  findDifferences,
  inputsToRemap,
  inTransactionOn,
  lockShipments,
  openRemap,
  ownersOf,
  readShipments,
  remapChanges,
  rewriteSubjects,
  shipmentsToRemap,
  stageRemapped,
  stampRemapped,
  subjectsToRemap,
  type MilestoneWrite,
  type OpenScope,
  type Tx,
} from '@whereabouts/store';
import type { Pool } from 'pg';
import { throughDoor, type DoorOutcome } from '../apply/door';
import { hear, numbersOf, type UnderstoodInput } from '../apply/heard';
import { identify } from '../apply/identify';
import { ofExternals, ofOrders, ofParcel } from '../apply/milestones';
import type { Meter, RemapOrder, RemappedCases, RemapProgress, RemapReport, SourceDirectory } from '../pipeline';
import { shareDoor } from '../work/door-lock';
import { inputReader, mappingVersionOf, type ReadNeeds } from '../work/read-inputs';
import { addCases, caseTally, foresee } from './foresee';

export interface RemapNeeds extends ReadNeeds {
  readonly pool: Pool;
  readonly sources: SourceDirectory;
  readonly policyOf: PolicyOf;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly onCommitted: () => void;
}

const INPUTS = 500;
/** Subjects that are rewritten in one transaction, and shipments that are looked at together. */
const SUBJECTS = 100;
const CHANGES = 200;

interface Staged {
  readonly milestones: readonly MilestoneWrite[];
  readonly unknown: number;
}

/** What inputs say now, each under the parcel, order or id that it is stored under. */
async function stagedOf(client: Tx, inputs: readonly UnderstoodInput[]): Promise<Staged> {
  const heard = hear(inputs);
  const existing = await readShipments(client, { numbers: numbersOf(heard), orders: [], ids: [] });
  const parcels = identify(existing, heard.parcels);
  const subjects = [
    ...parcels.filter(({ isNew }) => !isNew).map(ofParcel),
    ...ofOrders(heard.orders),
    ...ofExternals(heard.externals),
  ];
  const unknown = parcels.reduce((sum, { isNew, milestones }) => sum + (isNew ? milestones.length : 0), 0);
  return { milestones: subjects.flatMap(({ milestones }) => milestones), unknown };
}

/** Reads all inputs again, in order of receipt. */
async function stage(
  client: Tx,
  scope: OpenScope,
  needs: RemapNeeds,
  progress: RemapProgress,
): Promise<{ inputs: number; unreadable: number; unknown: number }> {
  const read = inputReader(needs);
  let last: string | null = null;
  let [inputs, unreadable, unknown] = [0, 0, 0];
  for (;;) {
    const batch = await inputsToRemap(client, scope, last, INPUTS);
    if (batch.length === 0) return { inputs, unreadable, unknown };
    const understood = (await Promise.all(read(batch))).flat().flatMap((one) => one.understood ?? []);
    const staged = await stagedOf(client, understood);
    await stageRemapped(
      client,
      understood.map(({ inputId }) => inputId),
      staged.milestones,
    );
    last = batch.at(-1)!.id;
    inputs += batch.length;
    unreadable += batch.length - understood.length;
    unknown += staged.unknown;
    progress('inputs', inputs, Math.max(inputs, scope.inputs));
  }
}

async function look(
  client: Tx,
  scope: OpenScope,
  shipments: number,
  { policyOf, clock }: RemapNeeds,
  progress: RemapProgress,
): Promise<RemappedCases> {
  const tally = caseTally();
  let last: string | null = null;
  for (let done = 0; ;) {
    const keys = await shipmentsToRemap(client, scope, last, SUBJECTS);
    if (keys.length === 0) return tally;
    addCases(tally, await foresee(client, scope, keys, policyOf, clock()));
    last = keys.at(-1)!.shipmentId;
    done += keys.length;
    progress('shipments', done, shipments);
  }
}

/** Rewrites some subjects, and folds and judges the shipments they belong to: one transaction, safe to run twice. */
async function applyTo(
  tx: Tx,
  scope: OpenScope,
  subjectIds: readonly string[],
  { policyOf, clock }: RemapNeeds,
): Promise<{ outcome: DoorOutcome; cases: RemappedCases; shipments: number }> {
  const now = clock();
  await shareDoor(tx);
  const refold = await ownersOf(tx, scope.merchantId, subjectIds);
  await lockShipments(tx, { numbers: [], orders: [], ids: refold });
  const cases = await foresee(tx, scope, refold, policyOf, now);
  await rewriteSubjects(tx, scope, subjectIds);
  const outcome = await throughDoor(tx, { inputs: [], due: [], refold }, policyOf, now);
  return { outcome, cases, shipments: refold.length };
}

async function apply(
  client: Tx,
  scope: OpenScope,
  shipments: number,
  needs: RemapNeeds,
  progress: RemapProgress,
): Promise<RemappedCases> {
  const { meter, onCommitted } = needs;
  const tally = caseTally();
  let last: string | null = null;
  for (let done = 0; ;) {
    const subjects = await subjectsToRemap(client, last, SUBJECTS);
    if (subjects.length === 0) return tally;
    const { outcome, cases, ...touched } = await inTransactionOn(client, (tx) => applyTo(tx, scope, subjects, needs));
    addCases(tally, cases);
    if (outcome.cases.opened) meter.count('cases_opened', outcome.cases.opened);
    if (outcome.cases.closed) meter.count('cases_closed', outcome.cases.closed);
    if (outcome.cases.changes) onCommitted();
    last = subjects.at(-1)!;
    done += touched.shipments;
    progress('shipments', Math.min(done, shipments), shipments);
  }
}

/**
 * Maps the stored inputs of a source anew by the code table of now, and compares. Without `dryRun` the milestones that
 * are read otherwise are rewritten, and exactly their shipments are folded from history and judged, batch by batch
 * through the door. What stops half-way is finished by the next run: it finds only what is left. Facts beside
 * milestones, such as estimates, and those of other sources stay as they are.
 */
export async function remap(needs: RemapNeeds, order: RemapOrder, progress: RemapProgress): Promise<RemapReport> {
  const source = await needs.sources.find(order.sourceId);
  const loaded = source && needs.plugins.get(source.plugin.id);
  if (!source || !loaded) throw new Error('the source was removed, or its plugin is not loaded');
  const client = await needs.pool.connect();
  try {
    const { merchantId, id: sourceId } = source;
    const scope = await openRemap(client, { merchantId, sourceId, from: order.from });
    const read = await stage(client, scope, needs, progress);
    const totals = await findDifferences(client, scope);
    const changes = await remapChanges(client, scope, CHANGES);
    const cases = await (order.dryRun ? look : apply)(client, scope, totals.shipments, needs, progress);
    const stamped = order.dryRun ? 0 : await stampRemapped(client);
    return { ...read, ...totals, mappingVersion: mappingVersionOf(loaded.plugin), changes, cases, stamped };
  } finally {
    client.release(true);
  }
}
