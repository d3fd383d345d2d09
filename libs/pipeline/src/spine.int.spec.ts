import { HOUR, instant } from '@whereabouts/model';
import { feedEnd, readChanges, type ChangeEntry } from '@whereabouts/store';
import { sign, testHub, toyBody, type TestHub } from './testing/test-hub';
import { fireDue } from './timers/timers';
import { defaultPolicyOf } from '@whereabouts/model';
import { silentLog, silentMeter } from './testing/test-hub';

/** Tries until it holds, or fails as it failed last. */
async function eventually(check: () => Promise<void>, until = Date.now() + 10_000): Promise<void> {
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

describe('from a raw input to a live exception', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
  });
  afterEach(() => hub.close());

  const rows = async <T>(sql: string): Promise<T[]> => (await hub.pool.query(sql)).rows as T[];
  const fire = (): Promise<number> =>
    fireDue({
      pool: hub.pool,
      policyOf: defaultPolicyOf,
      clock: hub.time.clock,
      log: silentLog,
      meter: silentMeter,
      onCommitted: () => undefined,
    });

  it('keeps the bytes, the milestones and the state', async () => {
    const reply = await hub.post({
      number: 'T1',
      events: [
        { code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z'), city: 'Kiel' },
        { code: 'OUT_FOR_DELIVERY', at: instant('2026-11-20T10:00:00Z'), city: 'Bonn' },
      ],
    });
    expect(reply.status).toBe('stored');
    await hub.pipeline.settled();
    expect(await rows('select tracking_number, carrier, state from shipment')).toEqual([
      { tracking_number: 'T1', carrier: 'toy', state: 'OUT_FOR_DELIVERY' },
    ]);
    expect(await rows('select code, observations from milestone order by occurred_at')).toEqual([
      { code: 'ACCEPTED', observations: 1 },
      { code: 'OUT_FOR_DELIVERY', observations: 1 },
    ]);
    expect(await rows('select count(*)::int as n from pending')).toEqual([{ n: 0 }]);
    expect(await rows('select count(*)::int as n from inbox')).toEqual([{ n: 1 }]);
  });

  it('takes the number for its carrier until one is named, and keeps that over a rebuild', async () => {
    const number = '1Z5R89390357567127';
    const carriers = () => rows('select carrier, carrier_guessed, epoch from shipment');
    const event = { code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z') } as const;
    await hub.tell({ number, carrier: null, events: [event] });
    expect(await carriers()).toEqual([{ carrier: 'ups', carrier_guessed: true, epoch: 0 }]);
    await hub.pipeline.rebuild(() => undefined);
    expect(await carriers()).toEqual([{ carrier: 'ups', carrier_guessed: true, epoch: 0 }]);
    await hub.tell({ number, carrier: 'toy', events: [event] });
    expect(await carriers()).toEqual([{ carrier: 'toy', carrier_guessed: false, epoch: 0 }]);
  });

  it('opens a case with owner, number and clocks, and writes the change', async () => {
    const before = await feedEnd(hub.pool);
    const seen: ChangeEntry[] = [];
    hub.pipeline.feed.listen((changes) => seen.push(...changes));
    await hub.tell({
      number: 'T2',
      events: [
        { code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z') },
        { code: 'EXCEPTION', at: instant('2026-11-20T10:00:00Z'), reasons: ['carrier.damage'] },
      ],
    });
    const [found] = await rows<Record<string, unknown>>(
      'select kind, number, status, owner_id, tracking_number from exception_case',
    );
    expect(found).toMatchObject({ kind: 'DAMAGE_REPORTED', number: 1001, status: 'OPEN', tracking_number: 'T2' });
    expect(await rows('select open_cases from app_user')).toEqual([{ open_cases: 1 }]);
    // The feed waits for the oldest transaction of the whole server, and other specs share it.
    await eventually(async () => {
      const changes = await readChanges(hub.pool, before, 10);
      expect(changes.map(({ type }) => type)).toEqual(['OPENED']);
      expect(seen.map(({ type }) => type)).toEqual(['OPENED']);
    });
  });

  it('opens a case by the clock alone, at the deadline and not before', async () => {
    await hub.tell({ number: 'T3', events: [{ code: 'HANDED_OVER', at: instant('2026-11-20T11:00:00Z') }] });
    hub.time.advance(23 * HOUR - 1);
    expect(await fire()).toBe(0);
    hub.time.advance(1);
    expect(await fire()).toBe(1);
    expect(await rows('select kind, opened_at from exception_case')).toEqual([
      { kind: 'NO_FIRST_SCAN', opened_at: '2026-11-21T11:00:00.000Z' },
    ]);
    await hub.tell({ number: 'T3', events: [{ code: 'ACCEPTED', at: instant('2026-11-21T11:30:00Z') }] });
    expect(await rows('select status, close_code, closed_by from exception_case')).toEqual([
      { status: 'CLOSED', close_code: 'CARRIER_DELAY', closed_by: 'rule:no-first-scan/handed-over' },
    ]);
    expect(await rows('select open_cases from app_user')).toEqual([{ open_cases: 0 }]);
  });

  it('warns at half and most of the time, records the breach of the first-action clock and its escalation, each once', async () => {
    await hub.tell({
      number: 'T4',
      events: [{ code: 'EXCEPTION', at: instant('2026-11-20T10:00:00Z'), reasons: ['carrier.damage'] }],
    });
    hub.time.advance(1.6 * HOUR);
    await fire();
    hub.time.advance(0.4 * HOUR);
    await fire();
    hub.time.advance(10 * HOUR);
    await fire();
    expect(await rows('select type from change order by xid, seq')).toEqual([
      { type: 'OPENED' },
      { type: 'SLA_WARNING' },
      { type: 'SLA_WARNING' },
      { type: 'SLA_BREACHED' },
      { type: 'UPDATED' },
    ]);
    expect(await rows('select action from activity order by id')).toHaveLength(5);
  });

  it('raises the observation count of a repeated event and nothing else', async () => {
    const parcel = { number: 'T5', events: [{ code: 'ACCEPTED' as const, at: instant('2026-11-20T08:00:00Z') }] };
    await hub.tell(parcel, parcel, parcel);
    expect(await rows('select observations from milestone')).toEqual([{ observations: 3 }]);
    expect(await rows('select count(*)::int as n from shipment')).toEqual([{ n: 1 }]);
  });

  it('refuses a wrong signature and stores nothing', async () => {
    const body = toyBody({ number: 'T6', events: [] });
    const reply = await hub.pipeline.receive({ source: 'toy', headers: { 'x-toy': 'ff' }, body });
    expect(reply).toMatchObject({ status: 'refused' });
    expect(await hub.pipeline.receive({ source: 'nobody', headers: sign(body), body })).toEqual({
      status: 'unknown-source',
    });
    expect(await rows('select 1 from inbox')).toEqual([]);
  });

  it('sets aside what nobody understands, and one bad record without its neighbours', async () => {
    const garbage = Buffer.from('{"half":');
    await hub.pipeline.receive({ source: 'toy', headers: sign(garbage), body: garbage });
    await hub.tell({
      number: 'T7',
      events: [{ code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z') }, { broken: true }],
    });
    expect(await rows('select path, attempts from dead_letter order by path')).toEqual([
      { path: '', attempts: 1 },
      { path: '/events/1', attempts: 1 },
    ]);
    expect(await rows('select code from milestone')).toEqual([{ code: 'ACCEPTED' }]);
    const again = await hub.pipeline.replayDeadLetters({ merchantId: hub.merchant.id });
    expect(again).toEqual({ replayed: 2, stillFailing: 2 });
    expect(await rows('select distinct attempts from dead_letter')).toEqual([{ attempts: 2 }]);
    expect(await rows('select observations from milestone')).toEqual([{ observations: 1 }]);
  });

  it('keeps 255 of a batch of 256 with one that the database refuses', async () => {
    const parcels = Array.from({ length: 256 }, (_, i) => ({
      number: `B${i}`,
      events: [
        { code: 'ACCEPTED' as const, at: instant('2026-11-20T08:00:00Z'), city: i === 77 ? 'Bad\0Ems' : 'Kiel' },
      ],
    }));
    await Promise.all(parcels.map((parcel) => hub.post(parcel)));
    await hub.pipeline.settled();
    expect(await rows('select count(*)::int as n from shipment')).toEqual([{ n: 256 }]);
  });

  it('registers a parcel by hand, once', async () => {
    const order = {
      merchantId: hub.merchant.id,
      actor: 'x',
      carrier: 'UPS',
      trackingNumber: ' 1z 999 ',
      promisedBy: instant('2026-11-25T18:00:00Z'),
    };
    const first = await hub.pipeline.trackShipment(order);
    const second = await hub.pipeline.trackShipment(order);
    expect(first).toEqual(second);
    expect(await rows('select tracking_number, carrier, state, promise_to from shipment')).toEqual([
      { tracking_number: '1Z999', carrier: 'ups', state: 'EXPECTED', promise_to: '2026-11-25T18:00:00.000Z' },
    ]);
    expect(await hub.pipeline.trackShipment({ ...order, trackingNumber: ' ' })).toMatchObject({ refused: 'INVALID' });
  });

  it('says at once what of a registration cannot be used, and keeps nothing of it', async () => {
    const order = { merchantId: hub.merchant.id, actor: 'x', carrier: 'ups', trackingNumber: 'H1' };
    await hub.pipeline.trackShipment(order);
    const wrong = [
      [{ orderNumber: 'z'.repeat(101) }, 'orderNumber', /longer than 100/],
      [{ shippedAt: instant('0001-01-01T00:00:00Z') }, 'shippedAt', /no time of a parcel/],
      [{ promisedBy: instant('9999-01-01T00:00:00Z') }, 'promisedBy', /no time of a parcel/],
      [{ trackingNumber: 'H\u00002' }, 'trackingNumber', /control characters/],
      [{ trackingNumber: '---' }, 'trackingNumber', /plain letters and digits/],
      [{ trackingNumber: '📦' }, 'trackingNumber', /plain letters and digits/],
      [{ trackingNumber: '1Z99​9' }, 'trackingNumber', /plain letters and digits/],
    ] as const;
    for (const [part, field, message] of wrong)
      expect(await hub.pipeline.trackShipment({ ...order, ...part })).toEqual({
        refused: 'INVALID',
        message: expect.stringMatching(message) as string,
        field: [field],
      });
    expect(await rows('select count(*)::int as n from dead_letter')).toEqual([{ n: 0 }]);
  });

  it('assigns and closes a case, and tells a stale hand the case as it stands', async () => {
    await hub.tell({ number: 'T8', events: [{ code: 'RETURNING', at: instant('2026-11-20T10:00:00Z') }] });
    const [found] = await rows<{ id: string; owner_id: string }>('select id, owner_id from exception_case');
    const command = { merchantId: hub.merchant.id, actor: found!.owner_id, caseId: found!.id };
    const stale = await hub.pipeline.commandCase({
      ...command,
      command: { type: 'close', closeCode: 'ADDRESS_ISSUE' },
      expectedVersion: 7,
    });
    expect(stale).toMatchObject({ ok: false, refused: 'CONFLICT', exceptionCase: { version: 1 } });
    const closed = await hub.pipeline.commandCase({
      ...command,
      command: { type: 'close', closeCode: 'ADDRESS_ISSUE' },
      expectedVersion: 1,
    });
    expect(closed).toMatchObject({ ok: true, exceptionCase: { status: 'CLOSED', closeCode: 'ADDRESS_ISSUE' } });
    expect(await rows('select open_cases from shipment')).toEqual([{ open_cases: 0 }]);
    await hub.tell({ number: 'T8', events: [{ code: 'RETURNING', at: instant('2026-11-20T11:00:00Z'), city: 'Ulm' }] });
    expect(await rows('select count(*)::int as n from exception_case')).toEqual([{ n: 1 }]);
  });

  it('rebuilds the same rows from the inbox, byte for byte', async () => {
    await hub.tell(
      { number: 'R1', order: '1001', events: [{ code: 'ACCEPTED', at: instant('2026-11-20T08:00:00Z') }] },
      { number: 'R1', order: '1001', events: [{ code: 'ATTEMPT_FAILED', at: instant('2026-11-20T09:00:00Z') }] },
      {
        number: 'R2',
        events: [{ code: 'DELIVERED', at: instant('2026-11-20T09:00:00Z') }],
        promisedBy: instant('2026-11-21T00:00:00Z'),
      },
      { number: 'R2', events: [{ code: 'DELIVERED', at: instant('2026-11-20T09:00:00Z') }] },
    );
    const dump = async (): Promise<string> =>
      JSON.stringify([
        await rows(`select to_jsonb(s) - 'next_check_at' as row from shipment s order by merchant_id, id`),
        await rows('select to_jsonb(m) as row from milestone m order by merchant_id, subject_id, id'),
        await rows('select to_jsonb(o) as row from orders o order by merchant_id, id'),
        await rows('select to_jsonb(c) as row from exception_case c order by id'),
      ]);
    const before = await dump();
    expect(await hub.pipeline.rebuild(() => undefined)).toEqual({ inputs: 4 });
    expect(await dump()).toBe(before);
  });
});
