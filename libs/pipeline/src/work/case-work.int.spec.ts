import { randomBytes } from 'node:crypto';
import { after, DAY, defaultPolicyOf, HOUR, type ExceptionCase, type Role } from '@whereabouts/model';
import { activityPage, dataSource, directory, secretBox } from '@whereabouts/store';
import type { CaseRequest, CommandReply } from '../pipeline';
import { audit } from '../testing/audit';
import { testHub, silentLog, silentMeter, type TestHub } from '../testing/test-hub';
import { fireDue } from '../timers/timers';

describe('work on cases', () => {
  let hub: TestHub;
  let agentId: string;
  let leadId: string;
  let viewerId: string;
  let parcels: readonly { readonly id: string; readonly tracking_number: string }[];

  const act = (exceptionCase: { readonly id: string }, command: CaseRequest, more: object = {}) =>
    hub.pipeline.commandCase({
      merchantId: hub.merchant.id,
      actor: agentId,
      role: 'AGENT',
      caseId: exceptionCase.id,
      command,
      ...more,
    });
  const done = async (
    one: { readonly id: string },
    command: CaseRequest,
    more: object = {},
  ): Promise<ExceptionCase> => {
    const reply = await act(one, command, more);
    if (!reply.ok) throw new Error(`${reply.refused}: ${reply.message}`);
    return reply.exceptionCase;
  };
  const lead = () => ({ actor: leadId, role: 'LEAD' as Role });
  const opened = async (parcel: number, kind: ExceptionCase['kind'] = 'STALLED_IN_TRANSIT'): Promise<ExceptionCase> => {
    const reply = await hub.pipeline.openCase({
      merchantId: hub.merchant.id,
      actor: agentId,
      kind,
      shipmentId: parcels[parcel]!.id,
    });
    if (!reply.ok) throw new Error(reply.message);
    return reply.exceptionCase;
  };
  const lastEntry = async (caseId: string) => {
    const request = { limit: 1, after: null, before: null, backward: true } as never;
    return (await activityPage(hub.pool, hub.merchant.id, caseId, request)).rows.at(-1)!;
  };
  const sound = { duplicatedCases: 0, wrongHistories: 0, wrongTotals: 0 };

  beforeAll(async () => {
    hub = await testHub({ needs: { roles: ['apply'] } });
    const data = await dataSource(hub.url).initialize();
    const desk = directory(data, secretBox(randomBytes(32)));
    const add = async (name: string, role: 'AGENT' | 'LEAD' | 'VIEWER') =>
      (
        await desk.addPerson(
          { merchantId: hub.merchant.id, name, email: `${name}@example.test`, role },
          hub.time.clock(),
        )
      ).id;
    [agentId, leadId, viewerId] = [await add('Bea', 'AGENT'), await add('Lea', 'LEAD'), await add('Vi', 'VIEWER')];
    await data.destroy();
    const order = { merchantId: hub.merchant.id, actor: agentId, carrier: 'ups' };
    for (let number = 0; number < 9; number++)
      await hub.pipeline.trackShipment({ ...order, trackingNumber: `PARCEL${number}` });
    parcels = await hub.rows('select id, tracking_number from shipment order by tracking_number');
  });
  afterEach(async () => expect(await audit(hub.pool, [])).toMatchObject(sound));
  afterAll(() => hub.close());

  it('begins by hand, with an owner, a number and clocks; the same trouble again joins it', async () => {
    const order = {
      merchantId: hub.merchant.id,
      actor: agentId,
      kind: 'ADDRESS_PROBLEM' as const,
      note: 'No house number.',
    };
    const reference = ` ${parcels[0]!.tracking_number.toLowerCase()} `;
    const first = await hub.pipeline.openCase({ ...order, reference, reason: 'address.incorrect' });
    expect(first).toMatchObject({
      ok: true,
      joined: false,
      exceptionCase: {
        shipmentId: parcels[0]!.id,
        status: 'OPEN',
        episode: 1,
        reason: 'address.incorrect',
        detection: { rule: 'by-hand', because: 'Opened by hand: No house number.' },
      },
    });
    const again = await hub.pipeline.openCase({ ...order, shipmentId: parcels[0]!.id });
    expect(again).toMatchObject({ ok: true, joined: true, exceptionCase: { id: first.exceptionCase!.id, version: 2 } });
    const [row] = await hub.rows<{ open_cases: number }>(
      `select open_cases from shipment where id = '${parcels[0]!.id}'`,
    );
    expect(row!.open_cases).toBe(1);
    expect((await lastEntry(first.exceptionCase!.id)).detail).toEqual({ text: 'No house number.' });
    await done(first.exceptionCase!, { type: 'close', closeCode: 'ADDRESS_ISSUE' });
    const next = await hub.pipeline.openCase({ ...order, shipmentId: parcels[0]!.id });
    expect(next).toMatchObject({ joined: false, exceptionCase: { episode: 2 } });
  });

  it('of an order that went out in several parcels is at the one place that they left from', async () => {
    const order = { merchantId: hub.merchant.id, actor: agentId };
    const pack = (orderNumber: string, trackingNumber: string, nodeCode?: string) =>
      hub.pipeline.trackShipment({ ...order, carrier: 'ups', orderNumber, trackingNumber, nodeCode });
    await pack('77', 'PART1', 'NJ');
    await pack('77', 'PART2', 'NJ');
    await pack('78', 'PART3', 'NJ');
    await pack('78', 'PART4', 'CA');
    for (const orderNumber of ['77', '78'])
      await hub.pipeline.openCase({ ...order, orderNumber, kind: 'WRONG_OR_MISSING_ITEM', note: 'One is missing.' });
    const rows = await hub.rows(
      `select order_id is not null as of_order, shipment_id, node_code from exception_case where kind = 'WRONG_OR_MISSING_ITEM' order by number`,
    );
    expect(rows).toEqual([
      { of_order: true, shipment_id: null, node_code: 'NJ' },
      { of_order: true, shipment_id: null, node_code: null },
    ]);
  });

  it('begins recovery as a case that the hub finds does, with the window of the claim', async () => {
    const number = 'UNSCANNED';
    await hub.pipeline.trackShipment({
      merchantId: hub.merchant.id,
      actor: agentId,
      carrier: 'ups',
      trackingNumber: number,
    });
    const shippedAt = after(hub.time.clock(), -5 * DAY);
    const event = { code: 'ACCEPTED', at: shippedAt, city: 'Alder Falls', country: 'US' } as const;
    await hub.tell({ number: 'SHIPPED', from: 'US', to: 'US', events: [event] });
    const order = { merchantId: hub.merchant.id, actor: agentId };
    const open = async (kind: ExceptionCase['kind'], reference: string, reason?: string) => {
      const reply = await hub.pipeline.openCase({ ...order, kind, reference, reason });
      if (!reply.ok) throw new Error(reply.message);
      return reply.exceptionCase;
    };
    const lost = await open('STALLED_IN_TRANSIT', 'SHIPPED');
    const { claimOpensAt, claimDeadline, windowSource } = lost.recoveryTrack;
    expect(lost.recoveryTrack).toMatchObject({ status: 'INVESTIGATING', claimType: 'LOSS' });
    expect(claimOpensAt! < claimDeadline! && windowSource !== null).toBe(true);
    expect(lost.clocks.map(({ clock, type }) => [clock, type])).toContainEqual(['CLAIM_WINDOW', 'STARTED']);
    // The window of a parcel that nobody has scanned yet is not known; whose fault it is decides as well.
    expect((await open('DAMAGE_REPORTED', number)).recoveryTrack).toMatchObject({
      status: 'INVESTIGATING',
      claimDeadline: null,
    });
    expect((await open('STALLED_IN_TRANSIT', number, 'address.incorrect')).recoveryTrack.status).toBe('NOT_APPLICABLE');
    expect((await open('ADDRESS_PROBLEM', number)).recoveryTrack).toMatchObject({
      status: 'NOT_APPLICABLE',
      claimType: null,
    });
  });

  it('that two people open in the same moment is one case', async () => {
    const order = { merchantId: hub.merchant.id, actor: agentId, kind: 'INVENTORY_SHORT' as const };
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        hub.pipeline.openCase({ ...order, shipmentId: parcels[1]!.id, note: `${index}` }),
      ),
    );
    expect(new Set(replies.map(({ exceptionCase }) => exceptionCase?.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.ok && !reply.joined)).toHaveLength(1);
  });

  it('of an order, which no parcel guards, that two people open in the same moment is one case as well', async () => {
    const order = { merchantId: hub.merchant.id, actor: agentId };
    for (const trackingNumber of ['HALF1', 'HALF2'])
      await hub.pipeline.trackShipment({ ...order, carrier: 'ups', orderNumber: '79', trackingNumber });
    const kind = 'WRONG_OR_MISSING_ITEM' as const;
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        hub.pipeline.openCase({ ...order, orderNumber: '79', kind, note: `${index}` }),
      ),
    );
    expect(new Set(replies.map(({ exceptionCase }) => exceptionCase?.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.ok && !reply.joined)).toHaveLength(1);
  });

  it.each([
    [{ reference: 'nothing of the kind' }, 'NOT_FOUND', ['reference']],
    [{ orderNumber: 'X-0' }, 'NOT_FOUND', ['orderNumber']],
    [{}, 'INVALID', ['shipmentId']],
    [{ orderNumber: '1', reference: '2' }, 'INVALID', ['reference']],
    [{ reference: 'x', reason: 'carrier.asleep' }, 'INVALID', ['reason']],
  ])('does not begin with %j', async (name, refused, field) => {
    const order = { merchantId: hub.merchant.id, actor: agentId, kind: 'DAMAGE_REPORTED' as const, ...name };
    expect(await hub.pipeline.openCase(order)).toMatchObject({ ok: false, refused, field });
  });

  it('that was put aside comes back at its time', async () => {
    const one = await opened(2);
    const until = after(hub.time.clock(), 3 * DAY);
    await done(one, { type: 'note', text: 'Wait for the depot.' });
    expect(await done(one, { type: 'snooze', until })).toMatchObject({ status: 'WAITING', waitingOn: 'SNOOZED' });
    const fire = () =>
      fireDue({
        pool: hub.pool,
        policyOf: defaultPolicyOf,
        clock: hub.time.clock,
        log: silentLog,
        meter: silentMeter,
        onCommitted: () => undefined,
      });
    const status = async () =>
      (await hub.rows<{ status: string }>(`select status from exception_case where id = '${one.id}'`))[0]!.status;
    hub.time.advance(3 * DAY - HOUR);
    while ((await fire()) > 0);
    expect(await status()).toBe('WAITING');
    hub.time.advance(HOUR);
    while ((await fire()) > 0);
    expect(await status()).toBe('IN_PROGRESS');
    expect(await lastEntry(one.id)).toMatchObject({ action: 'snooze-ended', actor: 'rule:sla' });
  });

  it('goes through approval, a claim and the close, and begins again as a new cycle', async () => {
    const one = await opened(3);
    expect(one.recoveryTrack).toMatchObject({ status: 'INVESTIGATING', claimType: 'LOSS' });
    const refund = {
      type: 'resolve-customer',
      resolution: 'REFUND',
      amount: { amount: '412.00', currency: 'USD' },
    } as const;
    expect((await done(one, refund)).customerTrack.status).toBe('AWAITING_APPROVAL');
    const approve = { type: 'approve', approve: true } as const;
    expect(await act(one, approve)).toMatchObject({ ok: false, refused: 'FORBIDDEN' });
    expect((await done(one, approve, lead())).customerTrack).toMatchObject({ status: 'RESOLVED', approvedBy: leadId });
    expect(await act(one, { type: 'close', closeCode: 'CARRIER_DELAY' })).toMatchObject({
      ok: false,
      refused: 'TRACK_OPEN',
    });
    await done(one, { type: 'advance-recovery', to: 'SETTLED', outcome: 'UNECONOMIC' });
    expect((await done(one, { type: 'close', closeCode: 'CARRIER_DELAY' })).status).toBe('CLOSED');
    const again = await done(one, { type: 'reopen', note: 'The customer wrote again.' });
    expect(again).toMatchObject({
      status: 'OPEN',
      cycle: 2,
      openedAt: hub.time.clock(),
      earlierCycles: [{ cycle: 1 }],
    });
    const [row] = await hub.rows<{ opened_at: string; open_cases: number }>(
      `select c.opened_at, s.open_cases from exception_case c join shipment s on s.id = c.shipment_id where c.id = '${one.id}'`,
    );
    expect(row).toEqual({ opened_at: hub.time.clock(), open_cases: 1 });
  });

  it('begins again beside no other of the same trouble, though both are asked at once', async () => {
    const [first, second] = [await opened(7, 'RETURN_TO_SENDER'), await opened(8, 'RETURN_TO_SENDER')];
    const close = { type: 'close', closeCode: 'CUSTOMER_ERROR' } as const;
    const settle = { type: 'advance-recovery', to: 'SETTLED', outcome: 'UNECONOMIC' } as const;
    for (const one of [first, second]) {
      await done(one, { type: 'resolve-customer', resolution: 'NONE_NEEDED', amount: null });
      if (one.recoveryTrack.status !== 'NOT_APPLICABLE') await done(one, settle);
      await done(one, close);
    }
    const later = await opened(7, 'RETURN_TO_SENDER');
    expect(later.id).not.toBe(first.id);
    await done(later, { type: 'resolve-customer', resolution: 'NONE_NEEDED', amount: null });
    if (later.recoveryTrack.status !== 'NOT_APPLICABLE') await done(later, settle);
    await done(later, close);
    const acting = { merchantId: hub.merchant.id, actor: agentId, role: 'AGENT' as Role };
    const caseIds = [first.id, later.id, second.id];
    const replies = await hub.pipeline.commandCases({
      ...acting,
      caseIds,
      commands: [{ type: 'reopen', note: 'They wrote again.' }],
    });
    expect(replies.map((reply) => (reply.ok ? reply.exceptionCase.status : reply.refused)).sort()).toEqual([
      'ILLEGAL_TRANSITION',
      'OPEN',
      'OPEN',
    ]);
    const refused = replies.find((reply) => !reply.ok)!;
    expect(refused).toMatchObject({ message: expect.stringMatching(/EX-\d+/) as string });
  });

  it('is taken back where the world has not moved on', async () => {
    const one = await opened(4, 'ADDRESS_PROBLEM');
    const closed = await done(one, { type: 'close', closeCode: 'DAMAGE' });
    const undo = { type: 'undo', activityId: (await lastEntry(one.id)).id } as const;
    const back = await done(one, undo);
    expect(back).toMatchObject({ status: 'IN_PROGRESS', closedAt: null, version: closed.version + 1 });
    expect(await act(one, undo)).toMatchObject({ ok: false, refused: 'ILLEGAL_TRANSITION' });
    const unknown = { type: 'undo', activityId: hub.merchant.id } as const;
    expect(await act(one, unknown)).toMatchObject({ ok: false, refused: 'NOT_FOUND', field: ['activityId'] });
    const [row] = await hub.rows<{ open_cases: number }>(
      `select open_cases from shipment where id = '${parcels[4]!.id}'`,
    );
    expect(row!.open_cases).toBe(1);
  });

  it('is not taken back to an owner who may own no cases any more', async () => {
    const one = await opened(5);
    await done(one, { type: 'assign', ownerId: leadId === one.ownerId ? agentId : leadId });
    const { id: activityId } = await lastEntry(one.id);
    await hub.pool.query(`update app_user set role = 'VIEWER' where id = $1`, [one.ownerId]);
    expect(await act(one, { type: 'undo', activityId })).toMatchObject({ ok: false, refused: 'INVALID' });
    await hub.pool.query(`update app_user set role = 'LEAD' where id = $1`, [one.ownerId]);
    expect(await act(one, { type: 'assign', ownerId: viewerId })).toMatchObject({ ok: false, refused: 'INVALID' });
  });

  it('in bulk is done case by case: one that is refused leaves nothing, and the others go on', async () => {
    const three = [
      await opened(5, 'FAILED_ATTEMPT'),
      await opened(6, 'FAILED_ATTEMPT'),
      await opened(6, 'DAMAGE_REPORTED'),
    ];
    const [first, second, damaged] = three as [ExceptionCase, ExceptionCase, ExceptionCase];
    const replies = await hub.pipeline.commandCases({
      merchantId: hub.merchant.id,
      actor: agentId,
      role: 'AGENT',
      caseIds: [damaged.id, first.id, hub.merchant.id, second.id],
      commands: [
        { type: 'assign', ownerId: agentId },
        { type: 'tag', add: ['storm'] },
        { type: 'close', closeCode: 'CARRIER_DELAY' },
      ],
    });
    const short = (reply: CommandReply) => (reply.ok ? reply.exceptionCase.status : reply.refused);
    expect(replies.map(short)).toEqual(['TRACK_OPEN', 'CLOSED', 'NOT_FOUND', 'CLOSED']);
    const rows = await hub.rows<{ id: string; tags: string[]; status: string }>(
      `select id, tags, status from exception_case where id = any(array['${first.id}','${damaged.id}']::uuid[]) order by id`,
    );
    expect(rows).toEqual([
      { id: first.id, tags: ['storm'], status: 'CLOSED' },
      { id: damaged.id, tags: [], status: 'OPEN' },
    ]);
    const [row] = await hub.rows<{ n: number }>(
      `select count(*)::int as n from activity where case_id = '${first.id}'`,
    );
    expect(row!.n).toBeGreaterThanOrEqual(3);
  });

  it('in bulk takes no more than 200', async () => {
    const caseIds = Array.from({ length: 201 }, () => hub.merchant.id);
    const order = { merchantId: hub.merchant.id, actor: agentId, caseIds, commands: [] };
    await expect(hub.pipeline.commandCases(order)).rejects.toThrow('at most 200');
  });
});
