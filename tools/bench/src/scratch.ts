import { instant, DEFAULT_POLICY } from '@whereabouts/model';
import { fireDue } from '@whereabouts/pipeline';
import { openWorld, preload, wallClock } from './world';
const world = await openWorld();
await preload(world, { shipments: 1000, active: 1000, dueAt: instant(Date.now() - 1000) });
const q = async (s: string) => console.log(s, (await world.pool.query(s)).rows);
await q('select due_at, count(*) from deadline group by 1');
for (let i = 0; i < 5; i++) {
  console.log(await fireDue({ pool: world.pool, policy: DEFAULT_POLICY, clock: wallClock, log: console as never, meter: { count: () => 0, time: () => 0 } as never, onCommitted: () => undefined }, 300));
  await q('select due_at <= now() as due, count(*) from deadline group by 1');
}
await q('select next_check_at, state, count(*) from shipment group by 1,2 limit 5');
await world.close();
process.exit(0);
