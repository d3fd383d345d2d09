import { recordset, toJson } from '@whereabouts/store';
import { effectBatches, runBatches, type Footprint, type Statement } from './footprint';
import type { World } from './world';

const BATCH = 256;

const INBOX = `
  insert into inbox (merchant_id, id, source_id, received_at, headers, body)
  select r.merchant_id, gen_random_uuid(), r.source_id, r.received_at, r.headers, substring($2::bytea from r.start for r.size)
    from ${recordset({ merchant_id: 'uuid', source_id: 'uuid', received_at: 'timestamptz', headers: 'jsonb', start: 'int', size: 'int' })}`;

function inboxBatches({ inputs }: Footprint, merchantId: string): Statement[][] {
  const batches: Statement[][] = [];
  for (let at = 0; at < inputs.length; at += BATCH) {
    let start = 1;
    const slice = inputs.slice(at, at + BATCH);
    const rows = slice.map((input) => {
      const size = (input['body'] as Buffer).byteLength;
      const row = {
        merchant_id: merchantId,
        source_id: input['source_id'],
        received_at: input['received_at'],
        headers: input['headers'],
        start,
        size,
      };
      start += size;
      return row;
    });
    batches.push([
      {
        name: 'floor-inbox',
        text: INBOX,
        values: [toJson(rows), Buffer.concat(slice.map((input) => input['body'] as Buffer))],
      },
    ]);
  }
  return batches;
}

/** Writes the rows of ours' last round again: bytes on one connection, effects on another, as ours does. */
export async function ingestFloor({ pool, merchant }: World, footprint: Footprint): Promise<number> {
  const inbox = inboxBatches(footprint, merchant.id);
  const effects = await effectBatches(pool, footprint, inbox.length);
  const began = performance.now();
  await Promise.all([runBatches(pool, inbox), runBatches(pool, effects)]);
  return (1000 * footprint.inputs.length) / (performance.now() - began);
}
