import type { Clock } from '@whereabouts/model';
import { carrierCode, recordProblem } from '@whereabouts/plugin-sdk';
import { findShipment, MANUAL_SOURCE, ofMerchant, putInputs } from '@whereabouts/store';
import type { Pool } from 'pg';
import { canonicalNumber } from '../normalize/admit';
import type { Refusal, SourceDirectory, TrackOrder } from '../pipeline';
import { newInput } from '../receive/new-input';
import { shipmentOf, toManualInput } from '../sources/manual-plugin';
import type { InputProcessor } from './process-inputs';

const MAX_NUMBER = 100;
/** Long enough that nobody else takes the input up while this process applies it. */
const GRACE_SECONDS = 30;

/** Input fields that go by another name in a record. */
const INPUT_FIELDS: Readonly<Record<string, string>> = { node: 'nodeCode', promise: 'promisedBy' };

/** Why a registration would be set aside: told to whoever makes it, while they still look. */
function recordRefusal(order: TrackOrder): Refusal | null {
  const problem = recordProblem('shipments', shipmentOf({ ...order }));
  if (problem === null) return null;
  const part = /^\w+/.exec(problem)![0];
  return { refused: 'INVALID', message: `Correct this: ${problem}.`, field: [INPUT_FIELDS[part] ?? part] };
}

function refusalOf(order: TrackOrder): Refusal | null {
  const { trackingNumber, carrier } = order;
  const number = canonicalNumber(trackingNumber);
  if (number === '') return { refused: 'INVALID', message: 'A tracking number is needed.', field: ['trackingNumber'] };
  if (number.length > MAX_NUMBER)
    return {
      refused: 'INVALID',
      message: `A tracking number has at most ${MAX_NUMBER} characters.`,
      field: ['trackingNumber'],
    };
  if (/\p{Cc}/u.test(number))
    return { refused: 'INVALID', message: 'A tracking number has no control characters.', field: ['trackingNumber'] };
  if (!/[A-Z0-9]/.test(number) || !/^[\x21-\x7e]+$/.test(number))
    return {
      refused: 'INVALID',
      message: 'A tracking number is of plain letters and digits, such as 1Z999AA10123456784.',
      field: ['trackingNumber'],
    };
  return carrierCode(carrier) === null
    ? { refused: 'INVALID', message: 'A carrier is needed, such as `ups`.', field: ['carrier'] }
    : recordRefusal(order);
}

export interface TrackNeeds {
  readonly pool: Pool;
  readonly sources: SourceDirectory;
  readonly processor: InputProcessor;
  readonly clock: Clock;
}

/** Registers a parcel: stored like any other input, so that a rebuild finds it, and applied before the answer. */
export const trackShipment =
  ({ pool, sources, processor, clock }: TrackNeeds) =>
  async (order: TrackOrder): Promise<{ readonly shipmentId: string } | Refusal> => {
    const refusal = refusalOf(order);
    if (refusal) return refusal;
    const { merchantId } = order;
    const db = ofMerchant(pool, merchantId);
    const manual = (await sources.all()).find(
      (source) => source.merchantId === merchantId && source.plugin.id === MANUAL_SOURCE.plugin,
    );
    if (!manual) return { refused: 'NOT_FOUND', message: 'This merchant has no source for registrations by hand.' };
    const deposit = {
      merchantId,
      sourceId: manual.id,
      contentType: 'application/json',
      headers: {},
      body: toManualInput(order),
    };
    const input = newInput(deposit, clock());
    await putInputs(db, [input], GRACE_SECONDS);
    await processor.process([{ ...input, attempts: 0, replay: false }]);
    const shipmentId = await findShipment(
      db,
      merchantId,
      canonicalNumber(order.trackingNumber),
      carrierCode(order.carrier)!,
    );
    return shipmentId
      ? { shipmentId }
      : {
          refused: 'INVALID',
          message: 'The registration was set aside: see the dead letters.',
          field: ['trackingNumber'],
        };
  };
