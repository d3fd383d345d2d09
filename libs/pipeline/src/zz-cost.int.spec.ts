import { milestonesOfSubjects, readHistory, holdExternals, parcelsOfExternals, openPool } from '@whereabouts/store';
import { testShop } from './testing/test-hub';
import { toyPlugin } from './testing/toy-plugin';

it('plans', async () => {
  const shop = await testShop({ plugins: [toyPlugin] });
  const m = shop.merchant.id;
  const src = shop.sources.get('toy')!.id;
  await shop.pool
    .query(`insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction, source_id)
    select '${m}', md5('s' || (i / 5))::uuid, md5('m' || i)::uuid, 'IN_TRANSIT', '{}', now(), 'OFFSET_GIVEN', now(), 'FORWARD', '${src}' from generate_series(1, 200000) i`);
  await shop.pool.query(
    `insert into alias select '${m}', md5('e' || i)::uuid, x, '${src}', 'shipment', i::text from generate_series(1, 40000) i, lateral (values (md5('s' || i)::uuid), ('00000000-0000-0000-0000-000000000000'::uuid)) v(x)`,
  );
  await shop.pool.query(
    `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, direction, conflicts, summary) select '${m}', md5('s' || i)::uuid, 'N' || i, 'toy', 0, 'IN_TRANSIT', 'FORWARD', '[]', '{}' from generate_series(1, 40000) i`,
  );
  await shop.pool.query('analyze milestone; analyze alias; analyze shipment');
  const pool = openPool({ url: shop.url, max: 1 });
  const tx = await pool.connect();
  tx.on('notice', (n: any) => out.push(n.message));
  const out: string[] = [];
  await tx.query(
    "load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on; set client_min_messages = log; set plan_cache_mode = force_generic_plan",
  );
  const { rows } = await tx.query("select md5('s' || i)::uuid as id, i from generate_series(1, 300) i");
  const ids = rows.map((r) => r.id as string);
  const time = async (name: string, f: () => Promise<unknown>) => {
    const t = performance.now();
    await f();
    console.log(
      name,
      (performance.now() - t).toFixed(1),
      out
        .splice(0)
        .join('\n')
        .replace(/json_to_recordset.*/g, '')
        .slice(0, 6000),
    );
  };
  for (let i = 0; i < 1; i++) {
    await time('history', () =>
      readHistory(
        tx,
        ids.map((subjectId) => ({ merchantId: m, subjectId })),
      ),
    );
    await time('of subjects', () => milestonesOfSubjects(tx, m, ids.slice(0, 25)));
    const externals = rows.map((r) => ({
      merchantId: m,
      id: r.id,
      sourceId: src,
      kind: 'shipment' as const,
      externalId: String(r.i),
      trackingNumber: 'N' + r.i,
    }));
    await time('parcels', () => parcelsOfExternals(tx, externals));
    await tx.query('begin');
    await time('hold', () => holdExternals(tx, { spoken: externals, numbered: externals, orders: [] }));
    await tx.query('rollback');
  }
  tx.release(true);
  await pool.end();
  await shop.close();
}, 120000);
