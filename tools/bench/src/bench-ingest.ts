import { instant, type Instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import type { Pipeline } from '@whereabouts/pipeline';
import { recordFootprint } from './footprint';
import { ingestFloor } from './ingest-floor';
import { bodyOf, feedOf, headersOf, type BenchEvent } from './payloads';
import { compare, type BenchResult } from './rounds';
import { openWorld, preload, wallClock, type World } from './world';

const SHIPMENTS = 200_000;
const INPUTS = 12_000;
/** Requests under way at the same time: what a busy intake holds open. */
const WIDTH = 512;

/** A reproducible stream of numbers in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface BenchInput {
  readonly plugin: ReturnType<typeof feedOf>['plugin'];
  readonly body: Buffer;
}

/** Some parcels are talked about far more than others. */
const popular = (random: number): number => Math.floor(SHIPMENTS * random ** 3);

/** 20 % repeats of an earlier body, 10 % events older than what was said before, the rest in order. */
export function inputsOf(round: number, parcelOf: (random: number, index: number) => number = popular): BenchInput[] {
  const random = numbers(1 + round);
  const start = Date.now() - 6 * 3_600_000 + (round + 1) * 60_000;
  const made: BenchInput[] = [];
  for (let i = 0; i < INPUTS; i++) {
    if (i > 0 && random() < 0.2) {
      made.push(made[Math.floor(random() * made.length)]!);
      continue;
    }
    const parcel = parcelOf(random(), i);
    const isLate = random() < 0.1;
    const at: Instant = instant(Math.floor((start + i * 5 - (isLate ? 7_200_000 : 0)) / 1000) * 1000);
    const step = random() < 0.02 ? 3 : Math.floor(random() * 3);
    const event: BenchEvent = { parcel, step, at };
    made.push({ plugin: feedOf(parcel).plugin, body: bodyOf(event) });
  }
  return made;
}

export async function push(world: World, pipeline: Pipeline, inputs: readonly BenchInput[]): Promise<number> {
  const sourceIds = new Map([...world.sources].map(([plugin, { id }]) => [plugin, publicId('source', id)]));
  const requests = inputs.map(({ plugin, body }) => ({
    source: sourceIds.get(plugin)!,
    headers: headersOf(plugin, body, wallClock()),
    body,
  }));
  let next = 0;
  const began = performance.now();
  const sender = async (): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const reply = await pipeline.receive(request);
      if (reply.status !== 'stored') throw new Error(`not stored: ${JSON.stringify(reply)}`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, sender));
  await pipeline.settled();
  return (1000 * inputs.length) / (performance.now() - began);
}

/**
 * Events per second from a received request to the committed effect, signature, fold, detection and cases included.
 * Floor: hand-written set-based SQL that writes the same rows, in batches of the same size, with all values at hand.
 */
export async function benchIngest(): Promise<BenchResult> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: SHIPMENTS, dueAt: instant(Date.now() + 86_400_000) });
    const pipeline = await world.pipeline();
    await pipeline.start();
    const footprint = await recordFootprint(world.pool);
    const result = await compare(
      'ingest',
      'events/s',
      async (round) => {
        const inputs = inputsOf(round);
        await world.checkpoint();
        await footprint.begin();
        const rate = await push(world, pipeline, inputs);
        await footprint.end();
        return rate;
      },
      async () => {
        await world.checkpoint();
        return ingestFloor(world, footprint);
      },
    );
    await pipeline.stop();
    return result;
  } finally {
    await world.close();
  }
}
