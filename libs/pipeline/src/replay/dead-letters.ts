import { deadLetterInputs, ofMerchant, stillDead, takeAgain } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { DeadLetterOrder } from '../pipeline';
import type { InputProcessor } from '../work/process-inputs';

const BATCH = 200;
const LEASE_SECONDS = 30;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Applies dead letters again and says how many inputs still fail. */
export async function replayDeadLetters(
  pool: Pool,
  processor: InputProcessor,
  order: DeadLetterOrder,
): Promise<{ replayed: number; stillFailing: number }> {
  const db = ofMerchant(pool, order.merchantId);
  let last = NIL;
  let replayed = 0;
  let stillFailing = 0;
  for (;;) {
    const inputs = await deadLetterInputs(db, order, last, BATCH);
    if (inputs.length === 0) return { replayed, stillFailing };
    await processor.process(await takeAgain(db, order.merchantId, inputs, LEASE_SECONDS));
    replayed += inputs.length;
    stillFailing += await stillDead(db, order.merchantId, inputs);
    last = inputs.at(-1)!;
  }
}
