import { randomBytes } from 'node:crypto';
import { CLOSE_CODES, defaultPolicyOf, HOUR, type CloseCode } from '@whereabouts/model';
import { dataSource, directory, secretBox } from '@whereabouts/store';
import type { CaseRequest } from '../pipeline';
import { audit, brokenChains } from '../testing/audit';
import { random } from '../testing/random';
import { silentLog, silentMeter, testHub, type TestHub } from '../testing/test-hub';
import { traffic } from '../testing/traffic';
import { fireDue } from '../timers/timers';

const SEED = Number(process.env['SEED'] ?? 20_261_122);

interface CaseRow {
  readonly id: string;
  readonly version: number;
}

describe(`people, timers and news at the same cases (seed ${SEED})`, () => {
  let hub: TestHub;
  const people: string[] = [];
  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    const data = await dataSource(hub.url).initialize();
    const desk = directory(data, secretBox(randomBytes(32)));
    for (const name of ['Bea', 'Cy', 'Di']) {
      const person = { merchantId: hub.merchant.id, name, email: `${name}@example.test`, role: 'AGENT' as const };
      people.push((await desk.addPerson(person, hub.time.clock())).id);
    }
    await desk.addPerson(
      { merchantId: hub.merchant.id, name: 'Vi', email: 'vi@example.test', role: 'VIEWER' },
      hub.time.clock(),
    );
    await data.destroy();
  });
  afterAll(() => hub.close());

  it('keep totals equal to what they count, and every history whole', async () => {
    const chance = random(SEED);
    const news = traffic({ random: chance, parcels: 30, repeats: 0.1, now: hub.time.clock() });
    const outcomes = new Map<string, number>();
    const command = async (): Promise<void> => {
      const cases = await hub.rows<CaseRow>('select id, version from exception_case');
      if (cases.length === 0) return;
      const { id: caseId, version } = chance.pick(cases);
      const command: CaseRequest =
        chance.next() < 0.6
          ? { type: 'assign', ownerId: chance.pick(people) }
          : { type: 'close', closeCode: chance.pick(Object.keys(CLOSE_CODES) as CloseCode[]) };
      const expectedVersion = chance.next() < 0.5 ? version : undefined;
      const order = { merchantId: hub.merchant.id, actor: chance.pick(people), caseId, command, expectedVersion };
      const reply = await hub.pipeline.commandCase(order);
      const outcome = reply.ok ? command.type : reply.refused;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    };
    const timers = { policyOf: defaultPolicyOf, clock: hub.time.clock, log: silentLog, meter: silentMeter };
    for (let round = 0; round < 40; round++) {
      hub.time.advance(chance.below(2 * HOUR));
      await Promise.all([
        ...Array.from({ length: 6 }, () => hub.post(news.next())),
        ...Array.from({ length: 6 }, command),
        fireDue({ ...timers, pool: hub.pool, onCommitted: () => undefined }),
      ]);
    }
    await hub.pipeline.settled();
    expect([...outcomes.keys()].sort()).toEqual(['CONFLICT', 'ILLEGAL_TRANSITION', 'TRACK_OPEN', 'assign', 'close']);
    expect(await audit(hub.pool, [])).toMatchObject({ duplicatedCases: 0, wrongHistories: 0, wrongTotals: 0 });
    expect(await hub.rows(`select 1 from app_user where role = 'VIEWER' and open_cases > 0`)).toEqual([]);
  });

  it.each([
    ['a changed entry', `update activity set actor = 'somebody else'`],
    ['a changed detail', `update activity set detail = jsonb_build_object('because', 'no reason')`],
    ['a moved time', `update activity set at = at + interval '1 second'`],
    ['a missing entry', 'delete from activity'],
    ['a hash that fits the change', `update activity set actor = 'x', hash = repeat('0', 64)`],
  ])('show %s in a history', async (_, tamper) => {
    const [victim] = await hub.rows<{ id: string; case_id: string }>(
      `select id, case_id from activity a where (select count(*) from activity b where b.case_id = a.case_id) > 1 limit 1`,
    );
    const client = await hub.pool.connect();
    await client.query('begin');
    await client.query('alter table activity disable trigger append_only');
    await client.query(`${tamper} where id = $1`, [victim!.id]);
    expect(await brokenChains(client)).toBe(1);
    await client.query('rollback');
    client.release();
  });
});
