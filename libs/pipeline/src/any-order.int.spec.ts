import { instant } from '@whereabouts/model';
import { checkAnyOrder } from './testing/any-order';
import { longForm, printFigures } from './testing/long-form';
import { parcelLife } from './testing/parcel-lives';
import { differences, projectionsOf, wipe } from './testing/projections';
import { random } from './testing/random';
import { sign, testHub, toyBody, type TestHub } from './testing/test-hub';
import type { Pipeline } from './pipeline';

const SEED = Number(process.env['SEED'] ?? 20_261_122);
const RUNS = longForm(15, 1_000);

describe(`any order, batching, repetition and number of processes (seed ${SEED})`, () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterAll(() => hub.close());

  it('of applying gives the same parcels, milestones and orders to the byte, and so do a rebuild and a replay', async () => {
    await checkAnyOrder(hub, { runs: RUNS, seed: SEED });
    printFigures('any-order', { runs: RUNS, seed: SEED });
  });

  it('of applying one or two at a time by three processes gives the same', async () => {
    await checkAnyOrder(hub, { runs: RUNS, seed: SEED + 1, processes: 3, maxBatch: 2 });
  });

  it('of receiving gives the same but for who heard it first', async () => {
    const chance = random(SEED);
    const start = instant('2026-11-01T00:00:00Z');
    const documents = Array.from({ length: 60 }, (_, index) => parcelLife(`P${index}`, start, chance)).flat();
    const bodies = documents.map(({ document }) => toyBody(document));
    const again = bodies.filter(() => chance.next() < 0.2);
    const post = (pipeline: Pipeline, body: Uint8Array) =>
      pipeline.receive({ source: 'toy', headers: sign(body), body });
    const rows = async () => (await projectionsOf(hub.pool)).map((row) => row.replace(/"input_id": "[^"]+"/, ''));

    await wipe(hub.pool);
    for (const body of [...bodies, ...again]) await post(hub.pipeline, body);
    await hub.pipeline.settled();
    const straight = await rows();

    await wipe(hub.pool);
    const pipelines = [hub.pipeline, await hub.another()];
    const shuffled = [...bodies, ...again]
      .map((body) => ({ body, place: chance.next() }))
      .sort((a, b) => a.place - b.place);
    await Promise.all(shuffled.map(({ body }) => post(chance.pick(pipelines), body)));
    await Promise.all(pipelines.map((pipeline) => pipeline.settled()));
    expect(differences(straight, await rows())).toEqual([]);
    expect(straight.length).toBeGreaterThan(300);
  });

  it('of one delivery, 300 times at once to two processes, has one effect', async () => {
    await wipe(hub.pool);
    const pipelines = [hub.pipeline, await hub.another()];
    const damage = {
      code: 'EXCEPTION' as const,
      at: instant('2026-11-20T08:00:00Z'),
      reasons: ['carrier.damage' as const],
    };
    const body = toyBody({ number: 'T1', order: '1001', orders: [{ number: '1001' }], events: [damage] });
    const posts = Array.from({ length: 300 }, (_, index) =>
      pipelines[index % 2]!.receive({ source: 'toy', headers: sign(body), body }),
    );
    expect((await Promise.all(posts)).filter(({ status }) => status === 'stored')).toHaveLength(300);
    await Promise.all(pipelines.map((pipeline) => pipeline.settled()));
    expect(await hub.rows('select observations from milestone')).toEqual([{ observations: 300 }]);
    expect(await hub.rows('select number, version from exception_case')).toEqual([{ number: 1001, version: 1 }]);
    expect(await hub.rows('select type from change')).toEqual([{ type: 'OPENED' }]);
    expect(await hub.rows('select open_cases from shipment')).toEqual([{ open_cases: 1 }]);
  });
});
