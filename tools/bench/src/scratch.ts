import { execSync } from 'node:child_process';
import { instant } from '@whereabouts/model';
import { openWorld, preload } from './world';
import { inputsOf, push } from './bench-ingest';
const world = await openWorld();
await preload(world, { shipments: 200_000, active: 200_000, dueAt: instant(Date.now() + 86_400_000) });
const pipeline = await world.pipeline();
await pipeline.start();
const pgcpu = () => execSync("ps -eo cputimes,args | grep '[p]ostgres: ' | awk '{s+=$1} END {print s}'").toString().trim();
await push(world, pipeline, inputsOf(-1));
for (let r = 0; r < Number(process.env['R'] ?? 3); r++) {
  const inputs = inputsOf(r);
  const c0 = process.cpuUsage(); const t0 = process.threadCpuUsage!(); const p0 = Number(pgcpu());
  const began = performance.now();
  const rate = await push(world, pipeline, inputs);
  const c = process.cpuUsage(c0); const t = process.threadCpuUsage!(t0);
  console.log(rate.toFixed(0), 'wall', ((performance.now() - began)/1000).toFixed(2), 'node cpu us/event', ((c.user + c.system) / inputs.length).toFixed(0), 'main', ((t.user + t.system) / inputs.length).toFixed(0), 'pg s', Number(pgcpu()) - p0);
}
await pipeline.stop();
await world.close();
process.exit(0);
