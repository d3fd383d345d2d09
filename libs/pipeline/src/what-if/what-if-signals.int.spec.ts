import {
  EXCEPTION_KINDS,
  HOUR,
  instant,
  type ExceptionKind,
  type Instant,
  type Policy,
  type WhatIfTally,
} from '@whereabouts/model';
import {
  closeIncidentOf,
  inTransaction,
  keepVoices,
  noteSilent,
  noteSpoke,
  openIncidents,
  silentKey,
} from '@whereabouts/store';
import { policies, type Policies } from '../policies/policies';
import { policyDesk, type PolicyDesk } from '../policies/policy-desk';
import { buildEntry } from '../testing/build-entry';
import { fireAll } from '../testing/fire-all';
import { silentLog, testHub, type TestHub } from '../testing/test-hub';
import { tellTickets, toyDesk } from '../testing/toy-desk';
import { TOYS, type ToyEvent, type ToyParcel } from '../testing/toy-plugin';
import { whatIf, type WhatIfCut } from './what-if';

const START = instant('2026-11-16T08:00:00Z');
const HOURS = 110;
const at = (hours: number): Instant => instant(Date.parse(START) + hours * HOUR);
const KINDS = Object.keys(EXCEPTION_KINDS) as ExceptionKind[];

describe('a what-if question about a hub that heard of everything', () => {
  let hub: TestHub;
  let desk: PolicyDesk;
  let known: Policies;
  const workerFile = buildEntry('libs/pipeline/src/what-if/what-if-worker.ts');

  const scan = (number: string, code: ToyEvent['code'], hours: number, more: Partial<ToyParcel> = {}): ToyParcel => ({
    number,
    events: [{ code, at: at(hours) }],
    ...more,
  });
  const tell = (parcel: ToyParcel, source = 'toy') => hub.post(parcel, source).then(() => hub.pipeline.settled());
  const lane = { from: 'US', to: 'CA', service: 'GROUND' };
  /** A source for another carrier, which goes silent and speaks again as `watchSilence` notes it. */
  const voice = () => ({
    merchantId: hub.merchant.id,
    sourceId: hub.source.id,
    sourceName: 'toy',
    carrier: 'quiet',
    lastInputAt: at(1),
    silentFrom: null,
    spokeAt: null,
    isMuted: false,
  });

  /** What came in, by the hour. */
  const NEWS: Readonly<Record<number, () => Promise<unknown>>> = {
    0: async () => {
      for (const n of [1, 2, 3, 4])
        await tell({
          ...scan(`USUAL${n}`, 'ACCEPTED', -200, lane),
          events: [
            { code: 'ACCEPTED', at: at(-200) },
            { code: 'DELIVERED', at: at(-20) },
          ],
        });
      await tell(scan('N1', 'HANDED_OVER', 0));
      await tell(scan('S1', 'ACCEPTED', 0));
    },
    1: async () => {
      await tell(scan('F1', 'ATTEMPT_FAILED', 1));
      await tell(scan('Q1', 'ACCEPTED', 1, { carrier: 'quiet' }));
      await keepVoices(hub.pool, [voice()]);
    },
    2: () => tell(scan('D1', 'DELIVERED', 2)),
    3: () => tell(scan('A1', 'LABEL_CREATED', 3)),
    4: async () => {
      const [{ id }] = (await hub.rows<{ id: string }>(`select id from shipment where tracking_number = 'A1'`)) as [
        { id: string },
      ];
      const said = { address: { passed: false, failures: ['no house number'] } };
      await hub.pipeline.recordShipEvidence({
        merchantId: hub.merchant.id,
        actor: hub.source.id,
        shipmentId: id,
        said,
      });
    },
    5: async () => {
      await tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 5, at: at(5) }] }, 'toy-house');
      await tell({ orders: [{ number: '4001', placedAt: at(5), skus: ['A', 'B'] }] }, 'toy-shop');
      await tell({ orders: [{ number: '3001', placedAt: at(5), promisedBy: at(60) }] }, 'toy-shop');
      await tell(scan('P1', 'ACCEPTED', 5, { order: '2001' }));
      await tell(scan('P2', 'ACCEPTED', 5, { order: '2001' }));
    },
    7: () => tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 0, at: at(7) }] }, 'toy-house'),
    8: () => tell(scan('R1', 'RETURNING', 8)),
    10: () =>
      tellTickets(
        hub,
        { externalId: '1', trackingNumber: 'D1', subject: 'I never received my parcel', openedAt: at(10) },
        { externalId: '2', orderNumber: '2001', subject: 'It arrived broken', openedAt: at(10) },
        { externalId: '3', subject: 'You sent me the wrong item', openedAt: at(10) },
      ),
    20: async () => {
      await inTransaction(hub.pool, async (tx) => {
        await noteSilent(tx, voice());
        const { merchantId, sourceId, lastInputAt: since } = voice();
        const silent = { type: 'SOURCE_SILENT', key: silentKey(voice()), title: 't', because: 'b' } as const;
        await openIncidents(tx, [{ ...silent, merchantId, since, sourceId }], at(20), false);
      });
    },
    21: () => tell({ stock: [{ sku: 'A', node: 'NJ', onHand: 9, at: at(21) }] }, 'toy-house'),
    30: () => tell(scan('L1', 'ACCEPTED', 30, { ...lane, promisedBy: at(70) })),
    45: async () => {
      await tell(scan('P1', 'DELIVERED', 45));
      await tell(scan('P2', 'DELIVERED', 45));
    },
    56: () => tell(scan('S1', 'IN_TRANSIT', 56)),
    58: () => tell(scan('S1', 'DELIVERED', 58)),
    62: () =>
      inTransaction(hub.pool, async (tx) => {
        await noteSpoke(tx, voice(), at(62));
        await closeIncidentOf(tx, hub.merchant.id, silentKey(voice()), at(62));
      }),
  };

  beforeAll(async () => {
    hub = await testHub({ now: START, plugins: [...TOYS, toyDesk], needs: { roles: ['apply'] } });
    known = policies({ pool: hub.pool, clock: hub.time.clock, log: silentLog });
    const replaying = { pool: hub.pool, databaseUrl: hub.url, workerFile, threads: 2 };
    desk = policyDesk({ pool: hub.pool, policies: known, clock: hub.time.clock, replaying });
    const document = 'promise: { usual: { minimumSample: 3 } }\nnonServiceDays: { default: [] }';
    expect(await desk.apply({ merchantId: hub.merchant.id, document, actor: 'test' })).toMatchObject({ ok: true });
    await known.refresh();
    for (let hours = 0; hours <= HOURS; hours++) {
      hub.time.set(at(hours));
      await fireAll(hub, known.policyOf);
      await NEWS[hours]?.();
      await fireAll(hub, known.policyOf);
    }
  }, 120_000);
  afterAll(() => hub.close());

  const ask = async (document: string): Promise<WhatIfTally> => {
    const reply = await desk.whatIf({ merchantId: hub.merchant.id, document, days: 6 });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return reply.tally;
  };

  it('replays each kind as the hub did: the same cases at the same moments', async () => {
    const { kinds, ...counts } = await ask(`off: [${KINDS.join()}]`);
    const replayed = KINDS.flatMap((kind) =>
      (kinds[kind]?.examples ?? []).map(({ subject, before, after }) => {
        expect(after).toBeNull();
        const { openedAt, closedAt, dueAt } = before!;
        return { kind, number: subject.number, openedAt, closedAt, dueAt };
      }),
    );
    const lived = await hub.rows<(typeof replayed)[number]>(`
      select c.kind, coalesce(s.tracking_number, o.number, t.external_id) as number, c.opened_at as "openedAt",
             c.closed_at as "closedAt", c.first_action_due_at as "dueAt"
        from exception_case c
        left join shipment s on s.merchant_id = c.merchant_id and s.id = c.shipment_id
        left join orders o on o.merchant_id = c.merchant_id and o.id = c.order_id
        left join ticket t on t.merchant_id = c.merchant_id and t.id = c.ticket_id`);
    const sorted = (all: typeof replayed): string[] =>
      all.map((one) => [one.kind, one.number, one.openedAt, one.closedAt, one.dueAt].join(' | ')).sort();
    expect(sorted(replayed)).toEqual(sorted(lived));
    expect(new Set(lived.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    expect(counts).toMatchObject({ shipments: 14, orders: 3, tickets: 1 });
  });

  it('finds no difference to a draft that says the same', async () => {
    const { kinds } = await ask('promise: { usual: { minimumSample: 3 } }\nnonServiceDays: { default: [] }');
    for (const { effects, before, after } of Object.values(kinds)) {
      expect(effects).toEqual({ OPENED: 0, MISSED: 0, EARLIER: 0, LATER: 0 });
      expect(after).toBe(before);
    }
  });

  it('tries what a draft says of stock, lanes, promises and silence', async () => {
    const draft = `
noStock: { toldBy: [] }
promise: { usual: { minimumSample: 30 } }
silence: { longestDays: 1 }
nonServiceDays: { default: [] }`;
    const { kinds } = await ask(draft);
    expect(kinds.INVENTORY_SHORT?.examples).toMatchObject([
      { effect: 'MISSED', subject: { type: 'order', number: '4001' } },
    ]);
    expect(kinds.PROMISE_AT_RISK?.examples).toMatchObject([
      { effect: 'LATER', subject: { number: 'L1' }, before: { openedAt: at(46) }, after: { openedAt: at(70) } },
    ]);
    expect(kinds.STALLED_IN_TRANSIT?.examples).toMatchObject([{ effect: 'EARLIER', subject: { number: 'Q1' } }]);
  });

  it('answers the same however the past is cut, and in however many threads', async () => {
    const before = known.policyOf(hub.merchant.id);
    const after: Policy = { ...before, stall: { ...before.stall, domesticHours: 20 }, off: ['DAMAGE_REPORTED'] };
    const question = { before, after, window: { from: at(HOURS - 144), to: at(HOURS) } };
    const answer = (threads: number, cut?: WhatIfCut): Promise<WhatIfTally> => {
      const needs = { pool: hub.pool, databaseUrl: hub.url, ...(threads > 0 && { workerFile, threads }) };
      return whatIf(needs, hub.merchant.id, question, cut);
    };
    const whole = await answer(0);
    expect(whole).toMatchObject({ shipments: 14, orders: 3, tickets: 1, kinds: { STALLED_IN_TRANSIT: {} } });
    for (const page of [1, 2, 5])
      for (const range of [1, 3, 8]) expect(await answer(0, { range, page })).toEqual(whole);
    for (const threads of [1, 2, 3]) expect(await answer(threads, { range: 2, page: 1 })).toEqual(whole);
  });

  it('touches nothing', async () => {
    const all = async (): Promise<unknown> => {
      const tables = await hub.rows<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
      );
      return Promise.all(
        tables.map(async ({ name }) => [
          name,
          await hub.rows(`select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as md5 from ${name} r`),
        ]),
      );
    };
    // The hub's own figures are written every few seconds: nobody but the question is at work.
    await hub.pipeline.stop();
    const before = await all();
    await ask('stall: { domesticHours: 1 }\ntruth: { transport: [WAREHOUSE] }\noff: [DAMAGE_REPORTED]');
    expect(await all()).toEqual(before);
  });
});
