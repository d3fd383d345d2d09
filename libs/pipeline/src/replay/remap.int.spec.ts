import { DAY, instant, type MilestoneCode } from '@whereabouts/model';
import { codeTable, type CodeRow, type CodeTable } from '@whereabouts/plugin-sdk';
import { putInputs } from '@whereabouts/store';
import { applyAll, toInbox } from '../testing/any-order';
import { checkAnyRemap, release, type Release } from '../testing/any-remap';
import { longForm, printFigures } from '../testing/long-form';
import { mappedToy } from '../testing/mapped-toy';
import { casesOf, differences, projectionsOf, wipe } from '../testing/projections';
import { random } from '../testing/random';
import { testShop, type TestShop } from '../testing/test-hub';
import { toyPlugin, type ToyParcel } from '../testing/toy-plugin';
import { traffic } from '../testing/traffic';

const SEED = Number(process.env['SEED'] ?? 20_261_126);
const RUNS = longForm(12, 1_000);

const table = (rows: Readonly<Record<string, Omit<CodeRow, 'code'>>>): CodeTable =>
  codeTable(
    'made up for tests',
    Object.entries(rows).map(([code, row]) => ({ code, ...row })),
  );
const OLD = table({ ACCEPTED: { means: 'ACCEPTED' }, RETURNING: { means: 'RETURNING' } });
const NEW = table({
  ACCEPTED: { means: 'ACCEPTED' },
  DELAYED: { means: 'EXCEPTION', reasons: ['carrier.damage'] },
  RETURNING: { means: 'IN_TRANSIT' },
});

describe(`a remap (seed ${SEED})`, () => {
  let shop: TestShop;
  let old: Release;
  let current: Release;
  beforeAll(async () => {
    shop = await testShop();
    old = release(shop, shop.pool, mappedToy(toyPlugin, { codes: OLD, coded: true }));
    current = release(shop, shop.pool, mappedToy(toyPlugin, { codes: NEW, coded: true, version: '1.1.0' }));
  });
  beforeEach(() => wipe(shop.pool));
  afterAll(() => shop.close());

  let minutes = 0;
  const give = async (by: Release | null, documents: readonly ToyParcel[], source = 'toy'): Promise<void> => {
    const inputs = documents.map((document) =>
      toInbox(shop, {
        source,
        document,
        receivedAt: instant(Date.parse('2026-11-20T09:00:00Z') + 60_000 * minutes++),
      }),
    );
    await putInputs(shop.pool, inputs, DAY / 1000);
    if (by) await applyAll(by.processor, inputs);
  };
  const rows = async <Row>(sql: string): Promise<Row[]> => (await shop.pool.query(sql)).rows as Row[];
  const event = (code: MilestoneCode, hour: number, text?: string) => ({
    code,
    at: instant(`2026-11-20T0${hour}:00:00Z`),
    text,
  });

  it('gives what the other table would have given from the start, to the byte', async () => {
    await checkAnyRemap(shop, { runs: RUNS, seed: SEED });
    printFigures('remap', { runs: RUNS, seed: SEED });
  });

  it('tells what each code becomes, with examples, and what that does to cases', async () => {
    const damaged = Array.from({ length: 5 }, (_, index) => ({
      number: `D${index}`,
      events: [event('ACCEPTED', 1), event('DELAYED', 2, 'box torn')],
    }));
    await give(old, damaged);
    await give(old, [{ number: 'U1', events: [event('ACCEPTED', 1)] }]);
    await give(old, [{ number: 'R1', events: [event('RETURNING', 3)] }]);
    await give(old, [{ number: 'D0', events: [event('DELAYED', 2)] }], 'toy-relay');
    const before = await projectionsOf(shop.pool);

    const foreseen = await current.remap({ dryRun: true });
    expect(foreseen).toMatchObject({
      mappingVersion: `1.1.0+${NEW.fingerprint}`,
      versions: [`1.0.0+${OLD.fingerprint}`],
      inputs: 7,
      read: 12,
      changed: 6,
      newlyMapped: 5,
      noLongerMapped: 0,
      added: 0,
      removed: 0,
      shipments: 6,
      cases: { opened: { DAMAGE_REPORTED: 5 }, closed: {}, unfounded: ['EX-1001'] },
      stamped: 0,
    });
    expect(foreseen.changes).toMatchObject([
      {
        code: 'DELAYED',
        text: 'box torn',
        before: { code: 'UNMAPPED', reasons: [] },
        after: { code: 'EXCEPTION', reasons: ['carrier.damage'] },
        count: 5,
      },
      { code: 'RETURNING', before: { code: 'RETURNING' }, after: { code: 'IN_TRANSIT' }, count: 1 },
    ]);
    expect(foreseen.changes[0]!.examples).toHaveLength(3);
    expect(foreseen.changes[1]!.examples).toMatchObject([
      { trackingNumber: 'R1', occurredAt: '2026-11-20T03:00:00.000Z' },
    ]);
    expect(differences(before, await projectionsOf(shop.pool))).toEqual([]);

    expect(await current.remap()).toEqual({ ...foreseen, stamped: 1 });
    expect(
      await rows(
        `select distinct mapping_version as v from milestone m join source s on s.id = m.source_id where s.name = 'toy'`,
      ),
    ).toEqual([{ v: `1.1.0+${NEW.fingerprint}` }]);
    expect(await rows(`select tracking_number from exception_case where kind = 'DAMAGE_REPORTED' order by 1`)).toEqual(
      ['D0', 'D1', 'D2', 'D3', 'D4'].map((number) => ({ tracking_number: number })),
    );
    expect(await rows(`select state from shipment where tracking_number = 'R1'`)).toEqual([{ state: 'IN_TRANSIT' }]);
  });

  it('takes away events that are not read any more, and nothing else of their parcels', async () => {
    const silent = release(shop, shop.pool, {
      ...mappedToy(toyPlugin, { codes: NEW, coded: true }),
      normalize: (input) => ({ ...toyPlugin.normalize(input), milestones: [] }),
    });
    await give(old, [{ number: 'T1', service: 'express', events: [event('RETURNING', 1)] }]);
    expect(await silent.remap()).toMatchObject({ changed: 0, removed: 1, changes: [{ after: null, count: 1 }] });
    expect(await rows('select state, service_level from shipment')).toEqual([
      { state: 'EXPECTED', service_level: 'express' },
    ]);
  });

  it('looks only at what was received from a moment on', async () => {
    await give(old, [{ number: 'T1', events: [event('DELAYED', 1)] }]);
    const from = instant(Date.parse('2026-11-20T09:00:00Z') + 60_000 * minutes);
    await give(old, [{ number: 'T1', events: [event('DELAYED', 1), event('DELAYED', 2)] }]);
    expect(await current.remap({ from })).toMatchObject({ inputs: 1, changed: 1 });
    expect(await rows('select code from milestone order by occurred_at')).toEqual([
      { code: 'UNMAPPED' },
      { code: 'EXCEPTION' },
    ]);
  });

  it('leaves alone what was not applied yet, what was set aside, and what cannot be read now', async () => {
    const failing = release(shop, shop.pool, {
      ...mappedToy(toyPlugin, { codes: NEW, coded: true }),
      normalize: () => {
        throw new Error('a fault of the new version');
      },
    });
    await give(old, [{ number: 'T1', events: [event('DELAYED', 1)] }]);
    const before = await projectionsOf(shop.pool);
    expect(await failing.remap()).toMatchObject({ inputs: 1, unreadable: 1, changed: 0, removed: 0 });
    await give(null, [{ number: 'T2', events: [event('DELAYED', 1)] }]);
    await give(failing, [{ number: 'T3', events: [event('DELAYED', 1)] }]);
    expect(differences(before, await projectionsOf(shop.pool))).toEqual([]);
    expect(await current.remap()).toMatchObject({ inputs: 1, changed: 1, unknown: 0 });
    expect(await rows('select count(*)::int as n from shipment')).toEqual([{ n: 1 }]);
  });

  it('in the midst of traffic gives what the other table would have given from the start', async () => {
    const news = traffic({ random: random(SEED), parcels: 20, repeats: 0.1, now: instant('2026-11-20T12:00:00Z') });
    const documents = Array.from({ length: 160 }, () => news.next());
    const inputs = documents.map((document, index) =>
      toInbox(shop, {
        source: 'toy',
        document,
        receivedAt: instant(Date.parse('2026-11-20T09:00:00Z') + 1000 * index),
      }),
    );
    await putInputs(shop.pool, inputs, DAY / 1000);
    await applyAll(old.processor, inputs.slice(0, 80));
    const live = async (): Promise<void> => {
      for (const input of inputs.slice(80)) await applyAll(current.processor, [input]);
    };
    const [report] = await Promise.all([current.remap(), live()]);
    expect(report.changed).toBeGreaterThan(10);
    const [remapped, cases] = [await projectionsOf(shop.pool), await casesOf(shop.pool)];
    await wipe(shop.pool);
    await putInputs(shop.pool, inputs, DAY / 1000);
    await applyAll(current.processor, inputs);
    expect(differences(await projectionsOf(shop.pool), remapped)).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  });
});
