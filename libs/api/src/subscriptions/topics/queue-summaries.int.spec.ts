import { after, HOUR, type ExceptionKind } from '@whereabouts/model';
import { bumpCounters, inTransaction, queueDeltas, type CounterDelta } from '@whereabouts/store';
import { changeOf, commitChanges } from '../../testing/changes';
import { hear, type Heard } from '../../testing/listen';
import { caseRow, insert, someId, type Row } from '../../testing/rows';
import { world, type World } from '../../testing/world';

const FIELDS = 'open warning breached oldestOpenedAt averageAge byKind { kind count }';
const DOCUMENT = `subscription ($filter: CaseFilter) { queueSummary(filter: $filter) { ${FIELDS} } }`;

interface Summary {
  readonly open: number;
  readonly warning: number;
  readonly breached: number;
  readonly oldestOpenedAt: string | null;
  readonly averageAge: string | null;
  readonly byKind: readonly { readonly kind: ExceptionKind; readonly count: number }[];
}

describe('queueSummary as a subscription', () => {
  let hub: World;
  let asked: string[];
  const number = { next: 1 };
  beforeEach(async () => {
    hub = await world();
    asked = hub.asked;
  });
  afterEach(() => hub.close());

  const deltasOf = (row: Row, sign: 1 | -1): CounterDelta[] =>
    queueDeltas(
      {
        merchantId: row['merchant_id'] as string,
        status: row['status'],
        kind: row['kind'],
        ownerId: row['owner_id'],
        openedAt: row['opened_at'],
        closedAt: null,
        sla: {
          breachedAt: row['breached_at'],
          warnedAt: row['warned_at'],
          firstActionAt: null,
          firstActionDueAt: row['first_action_due_at'],
          pausedSince: null,
        },
      } as Parameters<typeof queueDeltas>[0],
      sign,
    );
  /** Opens a case, as apply does. */
  async function open(given: Row = {}): Promise<Row> {
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, {
      number: number.next++,
      shipment_id: someId(),
      ...given,
    });
    await insert(hub.pool, 'exception_case', row);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, row)], (tx) => bumpCounters(tx, deltasOf(row, 1)));
    return row;
  }
  const listen = (filter: object | null = null, query = DOCUMENT): Heard<Summary> =>
    hear<Summary>(hub.api, hub.viewer('AGENT'), query, { filter });
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('comes at once, and again when it has changed, from kept totals', async () => {
    await open({ id: '00000000-0000-7000-8000-000000000001', opened_at: after(hub.now, -3 * HOUR) });
    await open({ kind: 'DAMAGE_REPORTED', opened_at: after(hub.now, -HOUR), warned_at: hub.now });
    await hub.hand.advance(2);
    const one = listen();
    expect(await one.until(1)).toEqual([
      {
        open: 2,
        warning: 1,
        breached: 0,
        oldestOpenedAt: after(hub.now, -3 * HOUR),
        averageAge: 'PT2H',
        byKind: [
          { kind: 'DAMAGE_REPORTED', count: 1 },
          { kind: 'STALLED_IN_TRANSIT', count: 1 },
        ],
      },
    ]);
    await open({ breached_at: hub.now });
    await hub.hand.advance(1);
    expect((await one.until(2))[1]).toMatchObject({ open: 3, breached: 1 });
    expect(asked.filter((text) => /count\s*\(/i.test(text))).toEqual([]);
    one.stop();
  });

  it('agrees with the query for the filters that totals can answer', async () => {
    for (const kind of ['DAMAGE_REPORTED', 'NO_FIRST_SCAN', 'DAMAGE_REPORTED'])
      for (const [index, owner_id] of [hub.agentId, hub.leadId].entries())
        await open({
          kind,
          owner_id,
          id: `00000000-0000-7000-8000-0000000000${number.next + 10}`,
          opened_at: after(hub.now, (number.next - 30) * 60_000),
          status: index ? 'WAITING' : 'OPEN',
        });
    await inTransaction(hub.pool, (tx) =>
      tx.query(`update exception_case set opened_at = date_trunc('second', opened_at)`),
    );
    for (const filter of [
      null,
      { mine: true },
      { kind: ['DAMAGE_REPORTED'] },
      { status: ['WAITING'], sla: ['ON_TRACK'] },
      { status: ['CLOSED'] },
      { carrier: ['ups'] },
    ]) {
      const one = listen(filter);
      const [live] = await one.until(1);
      one.stop();
      const { data } = await hub.ask(
        `query ($filter: CaseFilter) { queueSummary(filter: $filter) { ${FIELDS} } }`,
        {
          filter,
        },
        'AGENT',
      );
      expect(live).toEqual((data as { queueSummary: Summary }).queueSummary);
    }
  });

  it('is looked at once for all who look at the same, at most every so often, and newest last', async () => {
    const one = Array.from({ length: 5 }, () => listen());
    const other = listen(null, 'subscription { queueSummary { open } }');
    await Promise.all([...one, other].map((some) => some.until(1)));
    asked.length = 0;
    for (let index = 0; index < 10; index++) {
      await open();
      await hub.hand.advance(1);
      await wait(10);
    }
    await Promise.all(
      [...one, other].map(async (some) => {
        while (some.values.at(-1)!.open !== 10) await some.until(some.values.length + 1);
      }),
    );
    expect(asked.filter((text) => text.includes('from counter')).length).toBeLessThanOrEqual(3);
    expect(one.every(({ values }) => values.length <= 4)).toBe(true);
    for (const some of [...one, other]) some.stop();
  });

  it('says nothing when nothing of its cases changes', async () => {
    const one = listen({ mine: true });
    await one.until(1);
    await open({ owner_id: hub.leadId });
    await hub.hand.advance(1);
    await wait(1_200);
    expect(one.values).toHaveLength(1);
    one.stop();
    expect(hub.api.subscribers()).toBe(0);
  });
});
