import { randomBytes } from 'node:crypto';
import { after, DAY, type Role } from '@whereabouts/model';
import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
import { publicId } from '@whereabouts/store';
import { parse } from 'graphql';
import type { Api } from '../create-api';
import { insert, shipmentRow, someId, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';

interface Payload {
  readonly exceptionCase: Record<string, unknown> & { readonly id: string; readonly version: number };
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
  readonly notice: string | null;
}

const CASE = `id ref status waitingOn snoozedUntil cycle tags version closeCode
  owner { name }
  evidenceRequests { from items by }
  customerTrack { status resolution amount { amount currency } approvedBy { name } proposedBy { name }
    reship { expedite arrivesBy keepsPromise } }
  recoveryTrack { status outcome claimReference claimed { amount currency } paid { amount } paidAt paymentSource }
  nextSteps { action automatic }`;

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('work on cases over GraphQL', () => {
  let hub: World;
  let pipeline: Pipeline;
  let api: Api;
  let parcels: readonly Row[];

  const ask = async <T = Payload>(document: string, input: object, role: Role = 'AGENT'): Promise<T> => {
    const context = api.createContext({ viewer: hub.viewer(role), requestId: 'r' });
    const { data, errors } = await api.executor.execute(parse(document), null, context, { input });
    expect(errors).toBeUndefined();
    return Object.values(data as object)[0] as T;
  };
  const act = (mutation: string, input: object, role?: Role): Promise<Payload> => {
    const type = { approveResolution: 'ApproveInput', addNote: 'AddNoteInput', undo: 'UndoInput' }[mutation];
    const name = type ?? `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    return ask(
      `mutation ($input: ${name}!) { ${mutation}(input: $input) { exceptionCase { ${CASE} } userErrors { code field } notice } }`,
      input,
      role,
    );
  };
  const done = async (mutation: string, input: object, role?: Role): Promise<Payload['exceptionCase']> => {
    const { exceptionCase, userErrors } = await act(mutation, input, role);
    expect(userErrors).toEqual([]);
    return exceptionCase;
  };
  const opened = async (parcel: number, kind = 'STALLED_IN_TRANSIT'): Promise<string> =>
    (await done('openCase', { shipmentId: publicId('shipment', parcels[parcel]!['id'] as string), kind })).id;

  beforeAll(async () => {
    hub = await world();
    parcels = Array.from({ length: 6 }, () => shipmentRow(hub.merchantId, hub.now));
    await insert(hub.pool, 'shipment', ...parcels);
    pipeline = await createPipeline({
      databaseUrl: hub.databaseUrl,
      clock: () => hub.now,
      log: SILENT,
      meter: { count: () => undefined, time: () => undefined },
      plugins: new Map(),
      secretKey: randomBytes(32),
      roles: [],
    });
    api = hub.another({ pipeline: { ...pipeline, feed: hub.hand.feed } });
  });
  afterAll(async () => {
    await pipeline.stop();
    await hub.close();
  });

  it('goes from the opening by hand to the close, over approval, claim and undo', async () => {
    const tracking = parcels[0]!['tracking_number'];
    const first = await act('openCase', { reference: tracking, kind: 'DAMAGE_REPORTED', note: 'The box is wet.' });
    expect(first).toMatchObject({ userErrors: [], notice: null, exceptionCase: { ref: 'EX-1', status: 'OPEN' } });
    const again = await act('openCase', { reference: tracking, kind: 'DAMAGE_REPORTED', note: 'Very wet.' });
    expect(again.notice).toBe('EX-1 is open for this already; your note was added to it.');
    const { id } = first.exceptionCase;

    const asked = await done('requestEvidence', { id, from: 'CUSTOMER', items: ['a photo'] });
    expect(asked).toMatchObject({
      status: 'WAITING',
      waitingOn: 'CUSTOMER',
      evidenceRequests: [{ from: 'CUSTOMER', items: ['a photo'], by: publicId('user', hub.agentId) }],
    });
    expect(await done('resumeCase', { id })).toMatchObject({ status: 'IN_PROGRESS', waitingOn: null });
    expect(await done('markWaiting', { id, on: 'WAREHOUSE' })).toMatchObject({ waitingOn: 'WAREHOUSE' });

    const amount = { amount: '412.00', currency: 'USD' };
    const arrivesBy = after(hub.now, DAY / 2);
    const proposed = await done('resolveCustomer', { id, resolution: 'RESHIP', amount, expedite: true, arrivesBy });
    expect(proposed).toMatchObject({
      customerTrack: {
        status: 'AWAITING_APPROVAL',
        amount,
        proposedBy: { name: 'Ada Agent' },
        reship: { expedite: true, arrivesBy, keepsPromise: true },
      },
      nextSteps: expect.arrayContaining([{ action: 'approve-resolution', automatic: false }]) as unknown,
    });
    expect(await act('closeCase', { id, closeCode: 'DAMAGE' })).toMatchObject({
      exceptionCase: { status: 'WAITING' },
      userErrors: [{ code: 'APPROVAL_REQUIRED' }],
    });
    expect(await act('approveResolution', { id, approve: true })).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    const approved = await done('approveResolution', { id, approve: true }, 'LEAD');
    expect(approved).toMatchObject({ customerTrack: { status: 'RESOLVED', approvedBy: { name: 'Lee Lead' } } });

    const claimed = { amount: '80.00', currency: 'USD' };
    expect(await act('advanceRecovery', { id, to: 'CLAIM_FILED', claimed })).toMatchObject({
      userErrors: [{ code: 'INVALID', field: ['input', 'claimReference'] }],
    });
    await done('advanceRecovery', { id, to: 'CLAIM_FILED', claimReference: 'C-7', claimed, claimType: 'DAMAGE' });
    expect(await act('closeCase', { id, closeCode: 'DAMAGE' })).toMatchObject({ userErrors: [{ code: 'TRACK_OPEN' }] });
    const paid = { outcome: 'PAID_FULL', paid: claimed, paidAt: hub.now, paymentSource: 'invoice 12' };
    expect(await done('advanceRecovery', { id, to: 'SETTLED', ...paid })).toMatchObject({
      recoveryTrack: {
        outcome: 'PAID_FULL',
        claimReference: 'C-7',
        claimed,
        paid: { amount: '80.00' },
        paidAt: hub.now,
      },
      customerTrack: { status: 'RESOLVED' },
    });
    expect(await done('closeCase', { id, closeCode: 'DAMAGE', note: 'wet' })).toMatchObject({ closeCode: 'DAMAGE' });
    expect(await done('reopenCase', { id, note: 'wet again' })).toMatchObject({ status: 'OPEN', cycle: 2 });
  });

  it('takes a step back by its entry in the history', async () => {
    const id = await opened(1);
    await done('tagCase', { id, add: ['storm'] });
    await done('snoozeCase', { id, until: after(hub.now, DAY) });
    const history = await ask<{ activity: { nodes: { id: string; action: string }[] } }>(
      `query ($input: ID!) { exceptionCase(id: $input) { activity { nodes { id action } } } }`,
      id as unknown as object,
    );
    const snoozed = history.activity.nodes.find(({ action }) => action === 'snoozed')!;
    expect(await done('undo', { caseId: id, activityId: snoozed.id })).toMatchObject({
      status: 'OPEN',
      snoozedUntil: null,
      tags: ['storm'],
    });
    expect(await act('undo', { caseId: id, activityId: snoozed.id })).toMatchObject({
      exceptionCase: { status: 'OPEN' },
      userErrors: [{ code: 'ILLEGAL_TRANSITION' }],
    });
    expect(await act('undo', { caseId: await opened(2), activityId: snoozed.id })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'activityId'] }],
    });
  });

  it.each([
    ['snoozeCase', { until: '2020-01-01T00:00:00Z' }, 'INVALID', ['input', 'until']],
    ['markWaiting', { on: 'SNOOZED' }, 'INVALID', ['input', 'on']],
    ['addNote', { text: ' ' }, 'INVALID', ['input', 'text']],
    ['tagCase', {}, 'INVALID', ['input', 'add']],
    ['requestEvidence', { from: 'CARRIER', items: [] }, 'INVALID', ['input', 'items']],
    ['resolveCustomer', { resolution: 'REFUND' }, 'INVALID', ['input', 'amount']],
    ['advanceRecovery', { to: 'APPEALED' }, 'ILLEGAL_TRANSITION', ['input', 'to']],
    ['reopenCase', { note: 'x' }, 'ILLEGAL_TRANSITION', null],
    ['addNote', { text: 'x', expectedVersion: 99 }, 'CONFLICT', null],
  ])('%s with %j is refused with %s, and brings the case', async (mutation, input, code, field) => {
    const id = await opened(3);
    expect(await act(mutation, { id, ...input })).toMatchObject({
      exceptionCase: { id },
      userErrors: [{ code, field }],
    });
  });

  it('does many at once, each by itself', async () => {
    const [first, damaged] = [await opened(4, 'ADDRESS_PROBLEM'), await opened(4, 'DAMAGE_REPORTED')];
    const bulk = `mutation ($input: BulkInput!) { bulkUpdateCases(input: $input) {
      updated results { exceptionCase { id status tags owner { name } } userErrors { code field } } userErrors { code field } } }`;
    const assignTo = publicId('user', hub.leadId);
    const ids = [damaged, publicId('case', someId()), first, 'nonsense'];
    expect(await ask(bulk, { ids, assignTo, addTags: ['storm'], closeCode: 'ADDRESS_ISSUE' })).toEqual({
      updated: 1,
      results: [
        {
          exceptionCase: { id: damaged, status: 'OPEN', tags: [], owner: expect.anything() as unknown },
          userErrors: [{ code: 'TRACK_OPEN', field: null }],
        },
        { exceptionCase: null, userErrors: [{ code: 'NOT_FOUND', field: ['input', 'ids'] }] },
        {
          exceptionCase: { id: first, status: 'CLOSED', tags: ['storm'], owner: { name: 'Lee Lead' } },
          userErrors: [],
        },
        { exceptionCase: null, userErrors: [{ code: 'NOT_FOUND', field: ['input', 'ids'] }] },
      ],
      userErrors: [],
    });
    for (const [input, field] of [
      [{ ids }, 'ids'],
      [{ ids: Array.from({ length: 201 }, () => first), addTags: ['x'] }, 'ids'],
      [{ ids, closeCode: 'DAMAGE', snoozeUntil: after(hub.now, DAY) }, 'snoozeUntil'],
    ] as const)
      expect(await ask(bulk, input)).toEqual({
        updated: 0,
        results: [],
        userErrors: [{ code: 'INVALID', field: ['input', field] }],
      });
    for (const [asked, field] of [
      [{ snoozeUntil: after(hub.now, -DAY) }, 'snoozeUntil'],
      [{ addTags: ['x'.repeat(41)] }, 'addTags'],
      [{ assignTo: publicId('user', someId()) }, 'assignTo'],
    ] as const)
      expect(await ask(bulk, { ids: [damaged], ...asked })).toMatchObject({
        results: [{ userErrors: [{ field: ['input', field] }] }],
      });
    expect(await ask(bulk, { ids, addTags: ['x'] }, 'VIEWER')).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
  });

  it('is not for viewers', async () => {
    const id = publicId('case', someId());
    for (const [mutation, input] of [
      ['openCase', { reference: 'x', kind: 'DAMAGE_REPORTED' }],
      ['addNote', { id, text: 'x' }],
      ['resolveCustomer', { id, resolution: 'MESSAGE' }],
      ['approveResolution', { id, approve: true }],
      ['undo', { caseId: id, activityId: 'act_x' }],
    ] as const) {
      const { exceptionCase, userErrors } = await act(mutation, input, 'VIEWER');
      expect([exceptionCase, userErrors[0]!.code]).toEqual([null, 'FORBIDDEN']);
    }
  });
});
