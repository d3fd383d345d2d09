import { after, DAY, HOUR, instant, type Instant } from '@whereabouts/model';
import { openPool } from '@whereabouts/store';
import { leaveUncleaned, readMore, rowCounter } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import type { CaseRequest } from './pipeline';
import { fireAll } from './testing/fire-all';
import { testHub, type TestHub } from './testing/test-hub';
import type { ToyEvent, ToyParcel } from './testing/toy-plugin';

/** Things that happen together. */
const WAVE = 25;
/** Waves between the two that are compared. */
const WAVES = 40;
/**
 * Rows that one wave may read more than another by chance, as batches are cut.
 * Less than going once through what is of each thing.
 */
const CHANCE = 36 * WAVE;
/** What just left the queue, and what just fired, is read once more by whoever looks next, whenever that is. */
const LOOKED_ONCE: ReadonlySet<string> = new Set(['pending', 'deadline']);

const START = instant('2026-11-20T12:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

const rowsRead = rowCounter();

describe('a wave reads no more rows when there is much than when there is little:', () => {
  let hub: TestHub;
  let pool: Pool;
  let count: number;
  beforeEach(async () => {
    hub = await testHub({ alone: true, needs: { roles: ['apply'] } });
    pool = openPool({ url: hub.url, max: 2, probesOnly: true });
    count = 0;
  });
  afterEach(async () => {
    await pool.end();
    await hub.close();
  });

  const each = <T>(make: (name: string, index: number) => T): T[] =>
    Array.from({ length: WAVE }, (_, index) => make(`${count * WAVE + index}`, index));
  const post = async (parcels: readonly ToyParcel[], source = 'toy'): Promise<void> => {
    await Promise.all(parcels.map((parcel) => hub.post(parcel, source)));
    await hub.pipeline.settled();
  };
  /** The ids of what came last. In order of the key, so that asking does not count for much. */
  const newest = async (table: 'dead_letter' | 'exception_case'): Promise<string[]> => {
    const text = `select id from ${table} where merchant_id = $1 order by merchant_id desc, id desc limit $2`;
    return (await pool.query<{ id: string }>(text, [hub.merchant.id, WAVE])).rows.map(({ id }) => id);
  };
  const fire = (): Promise<void> => fireAll({ pool, time: hub.time });
  const event = (code: ToyEvent['code'], hours: number): ToyEvent => ({ code, at: at(hours) });
  const damaged = (hours: number): ToyEvent => ({ ...event('EXCEPTION', hours), reasons: ['carrier.damage'] });

  const LIVES: Readonly<Record<string, () => Promise<void>>> = {
    'orders of two parcels each': async () => {
      await post(
        each((n) => ({ orders: [{ number: `O${n}`, placedAt: at(-2), email: `c${n}@example.test`, skus: ['A'] }] })),
        'toy-shop',
      );
      for (const piece of ['a', 'b'])
        await post(each((n) => ({ number: `P${n}${piece}`, order: `O${n}`, events: [event('ACCEPTED', -1)] })));
      await post(each((n) => ({ number: `P${n}b`, events: [damaged(0)] })));
      await fire();
    },
    'cases that people take, note, advance and close': async () => {
      const parcels = each((n) => `P${n}`);
      await post(parcels.map((number) => ({ number, events: [damaged(-1)] })));
      const cases = await newest('exception_case');
      const merchantId = hub.merchant.id;
      const [{ id: actor }] = (await hub.rows<{ id: string }>('select id from app_user')) as [{ id: string }];
      const commands: CaseRequest[] = [
        { type: 'assign', ownerId: actor },
        { type: 'note', text: 'Seen.' },
        { type: 'close', closeCode: 'DAMAGE' },
      ];
      for (const [index, caseId] of cases.slice(0, 5).entries())
        await hub.pipeline.commandCase({ merchantId, actor, caseId, command: commands[index % 3]!, role: 'LEAD' });
      for (const command of commands)
        await hub.pipeline.commandCases({
          merchantId,
          actor,
          role: 'LEAD',
          caseIds: cases.slice(5),
          commands: [command],
        });
      const opened = await hub.pipeline.openCase({
        merchantId,
        actor,
        kind: 'ADDRESS_PROBLEM',
        reference: parcels[0]!,
      });
      if (!opened.ok) throw new Error(opened.message);
    },
    'parcels that stall and move again': async () => {
      const now = hub.time.clock();
      await post(each((n) => ({ number: `P${n}`, events: [{ code: 'ACCEPTED', at: now }] })));
      hub.time.advance(3 * DAY);
      await fire();
      await post(each((n) => ({ number: `P${n}`, events: [{ code: 'DELIVERED', at: hub.time.clock() }] })));
    },
    'parcels that are spoken of by ids of their sources': async () => {
      await post(
        each((n) => ({ shipmentId: `S${n}`, events: [event('PACKED', -3)] })),
        'toy-house',
      );
      await post(
        each((n) => ({ number: `P${n}`, shipmentId: `S${n}`, orderId: `I${n}` })),
        'toy-house',
      );
      await post(
        each((n) => ({ orders: [{ number: `O${n}`, id: `I${n}`, placedAt: at(-4) }] })),
        'toy-house',
      );
      await post(
        each((n) => ({ shipmentId: `S${n}`, events: [event('HANDED_OVER', -2)] })),
        'toy-house',
      );
    },
    'inputs that cannot be read, at first': async () => {
      await post(each((n) => ({ number: `P${n}`, events: [{ broken: true as const }, event('ACCEPTED', -1)] })));
      await post(each((n) => ({ number: `U${n}`, events: [{ code: 'NONSENSE' as 'ACCEPTED', at: at(-1) }] })));
      const ids = await newest('dead_letter');
      await hub.pipeline.replayDeadLetters({ merchantId: hub.merchant.id, ids });
    },
  };

  it.each(Object.entries(LIVES))(
    '%s',
    async (_, life) => {
      const wave = async (): Promise<void> => {
        await life();
        count++;
      };
      await wave();
      await hub.pool.query('analyze');
      await leaveUncleaned(hub.pool);
      const few = await rowsRead(hub.pool, wave);
      for (let i = 0; i < WAVES; i++) await wave();
      const many = await rowsRead(hub.pool, wave);
      expect(readMore(few, many, CHANCE).filter(([name]) => !LOOKED_ONCE.has(name))).toEqual([]);
    },
    60_000,
  );
});
