import { after, DAY, HOUR } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { caseRow, insert, messageRow, milestoneRow, orderRow, shipmentRow, someId, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';

/** Everything that a person needs to act, as the screen of one case asks for it. */
const PACKET = `query Packet($id: ID, $ref: String) {
  exceptionCase(id: $id, ref: $ref) {
    id ref kind reason status waitingOn episode cycle version tags openedAt closeCode
    flags { code because }
    owner { id name }
    sla { state firstActionDueAt resolutionDueAt }
    detection { rule because thresholds conditionSince milestones { id code occurredAt } }
    customerTrack { status resolution amount { amount currency } approvedBy { name } }
    recoveryTrack { status claimType claimOpensAt claimDeadline evidence { complete missing downloadUrl } }
    nextSteps { action label because }
    order {
      number placedAt value { amount currency }
      customer { name email tier firstTimeBuyer }
      promise { to source }
      lines { sku quantity fragile unitPrice { amount } }
      shipments { trackingNumber state shippedAt }
      tickets { externalId }
      messages { template status }
    }
    shipment {
      trackingNumber state lane carrier { name } node { name } promise { to gap }
      conflicts { fact values { value source { name } } }
      evidence { completeness missing violations packerId shippedAt photos { url takenAt } addressValidation { passed } }
      milestones(first: 50) { nodes { code reasons occurredAt place { city } sourceText source { name kind } } totalCount }
    }
    tickets { externalId topic subject openedAt source { name } }
    messages { id channel template status to subject body queuedAt sentAt withheldBecause }
    related { ref kind status closeCode owner { name } shipment { trackingNumber } }
    activity(first: 20) { nodes { at actor action detail } pageInfo { hasNextPage } }
  }
}`;

interface Packet {
  readonly ref: string;
  readonly related: readonly { readonly ref: string }[];
  readonly [field: string]: unknown;
}

describe('the packet of a case', () => {
  let hub: World;
  let order: Row;
  let shipment: Row;
  let trouble: Row;
  const number = { next: 1 };
  const add = async (given: Row = {}, parcel: Row = {}): Promise<Row> => {
    const own = given['shipment_id'] ? null : shipmentRow(hub.merchantId, hub.now, { lane: null, ...parcel });
    if (own) await insert(hub.pool, 'shipment', own);
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, {
      number: number.next++,
      shipment_id: own?.['id'] ?? null,
      ...given,
    });
    await insert(hub.pool, 'exception_case', row);
    return row;
  };
  const ask = async (variables: object): Promise<Packet> => {
    hub.asked.length = 0;
    const { data, errors } = await hub.ask(PACKET, { ...variables });
    expect(errors).toBeUndefined();
    return (data as { exceptionCase: Packet }).exceptionCase;
  };

  beforeAll(async () => {
    hub = await world();
    const { merchantId, now } = hub;
    const destination = { country: 'US', postalCode: '10001' };
    const house = { street_key: 'house-1' };
    order = orderRow(merchantId, now);
    shipment = shipmentRow(merchantId, now, {
      order_id: order['id'],
      lane: 'US-GA>US-NY',
      destination,
      ...house,
      conflicts: [
        {
          fact: 'promise',
          winner: 'CARRIER',
          since: now,
          values: [{ value: 'a', at: now, sourceId: hub.sourceId, sourceKind: 'CARRIER' }],
        },
      ],
    });
    const sibling = shipmentRow(merchantId, now, { order_id: order['id'], shipped_at: null, lane: null });
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', shipment, sibling);
    const seen = milestoneRow(merchantId, shipment['id'] as string, hub.sourceId, after(now, -DAY));
    const bought = milestoneRow(merchantId, order['id'] as string, hub.sourceId, after(now, -2 * DAY), {
      code: 'ORDER_PLACED',
    });
    await insert(hub.pool, 'milestone', seen, bought);
    const email = { customer_email: 'Robin@Example.test' };
    trouble = await add({
      ...email,
      shipment_id: shipment['id'],
      order_id: order['id'],
      order_number: order['number'],
      opened_at: after(now, -HOUR),
      detection: {
        rule: 'stalled/movement',
        policyVersion: 1,
        because: 'No movement.',
        thresholds: {},
        milestoneIds: [seen['id']],
        detectedAt: now,
        conditionSince: now,
      },
      customer_track: { status: 'RESOLVED', resolution: 'REFUND', approvedBy: hub.leadId, proposedBy: hub.agentId },
      recovery_track: { status: 'INVESTIGATING', claimType: 'LOSS', outcome: null, updatedAt: now },
    }); // EX-1
    await add({}, { lane: 'US-GA>US-NY' }); // EX-2: the lane
    await add({}, { destination, lane: 'US-CA>US-NY' }); // EX-3: the address
    await add(email); // EX-4: the customer
    await add({
      order_id: order['id'],
      order_number: order['number'],
      status: 'CLOSED',
      closed_at: now,
      close_code: 'DAMAGE',
    }); // EX-5: the order
    await add({ shipment_id: shipment['id'], kind: 'DAMAGE_REPORTED', order_id: order['id'], ...email }); // EX-6: the parcel
    await add({ opened_at: after(now, -5 * HOUR) }, { lane: 'US-GA>US-NY' }); // EX-7: the lane, earlier
    await add({}, { lane: 'US-TX>US-ME', destination: { country: 'CA', postalCode: '10001' } }); // EX-8: nothing
    await add({ opened_at: after(now, -9 * HOUR) }, { lane: 'US-TX>US-OR', ...house }); // EX-9: the house
    await insert(hub.pool, 'ship_evidence', {
      merchant_id: merchantId,
      shipment_id: shipment['id'],
      entries: [{ at: now, by: hub.agentId, said: { packerId: 'pat' } }],
      photo_ids: [],
      updated_at: now,
    });
    await hub.pool.query(
      `insert into ticket (merchant_id, id, source_id, external_id, facts, subject, opened_at, order_id, topic)
       values ($1, $2, $3, 'T-1', '{}', 'Where is it?', $4, $5, 'WISMO')`,
      [merchantId, someId(), hub.sourceId, now, order['id']],
    );
    const told = { order_id: order['id'], said: 3 };
    await insert(
      hub.pool,
      'message',
      messageRow(merchantId, trouble['id'] as string, now, { ...told, id: '0198c0de-0000-7000-8000-000000000011' }),
      messageRow(merchantId, trouble['id'] as string, now, {
        ...told,
        id: '0198c0de-0000-7000-8000-000000000012',
        said: 4,
        status: 'QUEUED',
        sent_at: null,
        withheld_because: 'desk cannot answer tickets.',
      }),
      // Of another case of the order.
      messageRow(merchantId, someId(), now, { ...told, id: '0198c0de-0000-7000-8000-000000000013' }),
    );
    const entry = { merchant_id: merchantId, case_id: trouble['id'], at: now, actor: hub.agentId, hash: 'x' };
    await insert(
      hub.pool,
      'activity',
      { ...entry, id: '0198c0de-0000-7000-8000-000000000001', action: 'opened', detail: {} },
      {
        ...entry,
        id: '0198c0de-0000-7000-8000-000000000002',
        action: 'noted',
        detail: { text: 'The node looks for it.' },
      },
    );
  });
  afterAll(() => hub.close());

  const idOf = (row: Row): string => publicId('case', row['id'] as string);

  it('takes at most five statements, by its id or by what people call it', async () => {
    await ask({ id: idOf(trouble) });
    expect(hub.asked.length).toBeLessThanOrEqual(5);
    expect(hub.asked).not.toEqual([]);
    await ask({ ref: 'EX-1' });
    expect(hub.asked.length).toBeLessThanOrEqual(5);
  });

  it('holds everything that is needed to act', async () => {
    expect(await ask({ id: idOf(trouble) })).toMatchObject({
      ref: 'EX-1',
      owner: { name: 'Ada Agent' },
      detection: { milestones: [{ code: 'IN_TRANSIT', occurredAt: after(hub.now, -DAY) }] },
      customerTrack: { resolution: 'REFUND', approvedBy: { name: 'Lee Lead' } },
      recoveryTrack: { claimType: 'LOSS', evidence: { complete: false } },
      nextSteps: expect.any(Array),
      order: {
        number: order['number'],
        placedAt: order['placed_at'],
        value: { amount: '412.00', currency: 'USD' },
        customer: { email: 'Robin@Example.test', tier: 'VIP' },
        promise: { to: order['promise_to'], source: 'STOREFRONT' },
        lines: [{ sku: 'MUG-1', fragile: true }],
        shipments: [
          { trackingNumber: shipment['tracking_number'], shippedAt: shipment['shipped_at'] },
          { shippedAt: null },
        ],
        tickets: [{ externalId: 'T-1' }],
        messages: [{ status: 'SENT' }, { status: 'QUEUED' }, { status: 'SENT' }],
      },
      messages: [
        { status: 'SENT', to: 'desk 7', body: 'It comes on Tuesday.', sentAt: hub.now, withheldBecause: null },
        { status: 'QUEUED', sentAt: null, queuedAt: hub.now, withheldBecause: 'desk cannot answer tickets.' },
      ],
      shipment: {
        lane: 'US-GA>US-NY',
        conflicts: [{ values: [{ source: { name: 'ups-main' } }] }],
        evidence: { packerId: 'pat', shippedAt: shipment['shipped_at'], photos: [] },
        milestones: {
          totalCount: 2,
          nodes: [{ code: 'ORDER_PLACED' }, { code: 'IN_TRANSIT', source: { name: 'ups-main', kind: 'CARRIER' } }],
        },
      },
      tickets: [{ externalId: 'T-1', openedAt: hub.now, source: { name: 'ups-main' } }],
      activity: {
        nodes: [
          { action: 'opened', at: hub.now },
          { action: 'noted', detail: { text: 'The node looks for it.' } },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
  });

  it('names what has to do with it: the parcel, the order, the customer, the house, the neighbourhood, the lane; the latest first', async () => {
    const { related } = await ask({ id: idOf(trouble) });
    expect(related.map(({ ref }) => ref)).toEqual(['EX-6', 'EX-5', 'EX-4', 'EX-9', 'EX-3', 'EX-2', 'EX-7']);
  });

  it('finds neighbours by what their cases hold of lane and neighbourhood, and at their parcels where they hold nothing', async () => {
    const [lane, neighbourhood] = ['US-WA>US-FL', 'US|33101'];
    const destination = { country: 'US', postalCode: '33101' };
    const held = await add({ lane, neighbourhood }, { lane, destination });
    const close = await add({ lane: 'US-WA>US-TX', neighbourhood });
    const sameLane = await add({ lane });
    const atParcel = await add({}, { lane });
    await add({ lane: 'US-WA>US-TX' }, { lane });
    const { related } = await ask({ id: idOf(held) });
    const [first, ...others] = related.map(({ ref }) => ref);
    expect(first).toBe(`EX-${String(close['number'])}`);
    expect(others.sort()).toEqual([sameLane, atParcel].map((row) => `EX-${String(row['number'])}`).sort());
  });

  it('says the same as when each part is asked for alone', async () => {
    const whole = await ask({ id: idOf(trouble) });
    for (const part of [
      'order { number placedAt value { amount } shipments { stateSince shippedAt } }',
      'tickets { openedAt subject }',
      'messages { queuedAt sentAt status }',
      'order { messages { queuedAt sentAt status } }',
      'shipment { evidence { completeness shippedAt missing } }',
      'activity(first: 20) { nodes { at action } }',
    ]) {
      const { data } = await hub.ask(`query ($id: ID!) { exceptionCase(id: $id) { ${part} } }`, { id: idOf(trouble) });
      const { data: again } = await hub.ask(
        `query ($id: ID!) { exceptionCase(id: $id) { ${part} customerTrack { approvedBy { name } } recoveryTrack { evidence { complete } } } }`,
        { id: idOf(trouble) },
      );
      expect(again).toMatchObject(data as object);
    }
    expect(whole.ref).toBe('EX-1');
  });

  it('of a case of which little is known takes no more, and is empty where nothing is', async () => {
    const bare = await add({ shipment_id: someId() });
    expect(await ask({ id: idOf(bare) })).toMatchObject({ order: null, shipment: null, tickets: [], related: [] });
    expect(hub.asked.length).toBeLessThanOrEqual(5);
  });

  it('of many cases takes no more for their relations than of one', async () => {
    hub.asked.length = 0;
    const { errors, data } = await hub.ask(
      '{ exceptionCases(first: 50) { nodes { ref related { ref } activity(first: 5) { nodes { action } } } } }',
    );
    expect(errors).toBeUndefined();
    expect((data as { exceptionCases: { nodes: unknown[] } }).exceptionCases.nodes.length).toBeGreaterThan(5);
    // Open and closed cases, their relations, their histories.
    expect(hub.asked.length).toBeLessThanOrEqual(4);
  });
});
