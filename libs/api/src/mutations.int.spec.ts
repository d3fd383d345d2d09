import type { CaseOrder, CommandReply, DeadLetterOrder, MatchOrder, TrackOrder } from '@whereabouts/pipeline';
import type { Role } from '@whereabouts/model';
import { correctTopic, orderId, publicId } from '@whereabouts/store';
import { parse } from 'graphql';
import type { Api } from './create-api';
import { caseRow, insert, shipmentRow, someId, type Row } from './testing/rows';
import { NO_INCIDENTS, NO_POLICIES, type World, world } from './testing/world';

describe('mutations', () => {
  let hub: World;
  let api: Api;
  let trouble: Row;
  let shipment: Row;
  const orders: { matches: MatchOrder[]; cases: CaseOrder[]; parcels: TrackOrder[]; letters: DeadLetterOrder[] } = {
    matches: [],
    cases: [],
    parcels: [],
    letters: [],
  };
  let reply: (order: CaseOrder) => CommandReply | Promise<CommandReply>;

  const ask = async (query: string, input: object, role: Role = 'AGENT'): Promise<unknown> => {
    const context = api.createContext({ viewer: hub.viewer(role), requestId: 'r' });
    const { data, errors } = await api.executor.execute(parse(query), null, context, { input });
    expect(errors).toBeUndefined();
    return Object.values(data as object)[0];
  };
  const assign = (input: object, role?: Role): Promise<unknown> =>
    ask(
      `mutation ($input: AssignCaseInput!) { assignCase(input: $input) {
         exceptionCase { ref version owner { name } } userErrors { code message field } } }`,
      input,
      role,
    );

  beforeAll(async () => {
    hub = await world();
    shipment = shipmentRow(hub.merchantId, hub.now);
    trouble = caseRow(hub.merchantId, hub.agentId, hub.now, { number: 7, shipment_id: shipment['id'], version: 4 });
    await insert(hub.pool, 'shipment', shipment);
    await insert(hub.pool, 'exception_case', trouble);
    api = hub.another({
      pipeline: {
        feed: hub.hand.feed,
        shipmentFeed: hub.hand.shipmentFeed,
        policies: NO_POLICIES,
        openCase: () => Promise.reject(new Error('not expected')),
        commandCases: () => Promise.reject(new Error('not expected')),
        incidents: NO_INCIDENTS,
        commandCase: async (order) => {
          orders.cases.push(order);
          return reply(order);
        },
        correctTopic: async ({ merchantId, ticketId: id, topic, actor: by }) => {
          const isThere = await correctTopic(hub.pool, { merchantId, id, topic, by, at: hub.now });
          return isThere ? { ticketId: id } : { refused: 'NOT_FOUND', message: 'There is none.', field: ['id'] };
        },
        matchTicket: async (order) => {
          orders.matches.push(order);
          return order.orderId
            ? { refused: 'NOT_FOUND', message: 'There is no such order.', field: ['orderId'] }
            : { ticketId: order.ticketId };
        },
        trackShipment: async (order) => {
          orders.parcels.push(order);
          return order.trackingNumber
            ? { shipmentId: shipment['id'] as string }
            : { refused: 'INVALID', message: 'A tracking number is needed.', field: ['trackingNumber'] };
        },
        recordShipEvidence: () => Promise.reject(new Error('not expected')),
        replayDeadLetters: async (order) => {
          orders.letters.push(order);
          return { replayed: 3, stillFailing: 1 };
        },
      },
    });
  });
  beforeEach(() => {
    orders.matches.length = orders.cases.length = orders.parcels.length = orders.letters.length = 0;
    reply = () => ({ ok: true, exceptionCase: {} as never });
  });
  afterAll(() => hub.close());

  it('gives a case to somebody, in the name of the viewer', async () => {
    const input = {
      id: publicId('case', trouble['id'] as string),
      ownerId: publicId('user', hub.leadId),
      expectedVersion: 4,
    };
    expect(await assign(input)).toMatchObject({ exceptionCase: { ref: 'EX-7' }, userErrors: [] });
    expect(orders.cases).toEqual([
      {
        merchantId: hub.merchantId,
        actor: hub.agentId,
        role: 'AGENT',
        caseId: trouble['id'],
        command: { type: 'assign', ownerId: hub.leadId },
        expectedVersion: 4,
      },
    ]);
  });

  it('shows how many cases the new owner has from then on, wherever it is asked', async () => {
    const approved = { status: 'RESOLVED', approvedBy: hub.leadId };
    const own = caseRow(hub.merchantId, hub.leadId, hub.now, { number: 8, customer_track: approved });
    await insert(hub.pool, 'exception_case', own);
    reply = async () => {
      await hub.pool.query('update app_user set open_cases = 4 where id = $1', [hub.leadId]);
      return { ok: true, exceptionCase: {} as never };
    };
    const input = { id: publicId('case', own['id'] as string), ownerId: publicId('user', hub.leadId) };
    const query = `mutation ($input: AssignCaseInput!) { assignCase(input: $input) {
      exceptionCase { owner { openCases } customerTrack { approvedBy { openCases } } } } }`;
    const owner = { openCases: 4 };
    expect(await ask(query, input)).toEqual({ exceptionCase: { owner, customerTrack: { approvedBy: owner } } });
  });

  it('brings the case as it stands when the version is stale', async () => {
    reply = () => ({ ok: false, refused: 'CONFLICT', message: 'Changed meanwhile.', exceptionCase: {} as never });
    const input = {
      id: publicId('case', trouble['id'] as string),
      ownerId: publicId('user', hub.leadId),
      expectedVersion: 1,
    };
    expect(await assign(input)).toEqual({
      exceptionCase: { ref: 'EX-7', version: 4, owner: { name: 'Ada Agent' } },
      userErrors: [{ code: 'CONFLICT', message: 'Changed meanwhile.', field: null }],
    });
  });

  it.each([
    ['an owner who is not there', { ownerId: publicId('user', someId()) }, 'NOT_FOUND', ['input', 'ownerId']],
    ['an id of another kind', { id: 'shp_00' }, 'NOT_FOUND', ['input', 'id']],
  ])('refuses %s without asking the pipeline', async (_name, wrong, code, field) => {
    const input = { id: publicId('case', trouble['id'] as string), ownerId: publicId('user', hub.leadId), ...wrong };
    expect(await assign(input)).toMatchObject({ exceptionCase: null, userErrors: [{ code, field }] });
    expect(orders.cases).toEqual([]);
  });

  it('lets only those work cases who may', async () => {
    const input = { id: publicId('case', trouble['id'] as string), ownerId: publicId('user', hub.leadId) };
    expect(await assign(input, 'VIEWER')).toMatchObject({ exceptionCase: null, userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await assign(input, 'INTEGRATION')).toMatchObject({ userErrors: [] });
  });

  it('closes a case with a code and a note', async () => {
    const input = { id: publicId('case', trouble['id'] as string), closeCode: 'CARRIER_DELAY', note: 'late truck' };
    await ask('mutation ($input: CloseCaseInput!) { closeCase(input: $input) { userErrors { code } } }', input);
    expect(orders.cases[0]!.command).toEqual({ type: 'close', closeCode: 'CARRIER_DELAY', note: 'late truck' });
  });

  it('shows behind each change of one document what it changed', async () => {
    const id = publicId('case', trouble['id'] as string);
    reply = async ({ command }) => {
      const noted = { merchant_id: hub.merchantId, case_id: trouble['id'], id: someId(), at: hub.now, hash: 'h' };
      await insert(hub.pool, 'activity', { ...noted, actor: hub.agentId, action: 'noted', detail: command });
      return { ok: true, exceptionCase: {} as never };
    };
    const seen = '{ exceptionCase { activity { nodes { detail } } } }';
    const document = parse(`mutation { a: addNote(input: { id: "${id}", text: "one" }) ${seen}
      b: addNote(input: { id: "${id}", text: "two" }) ${seen} }`);
    for (const use of [0, 2]) {
      const context = api.createContext({ viewer: hub.viewer('AGENT'), requestId: 'r' });
      const { data } = await api.executor.execute(document, null, context, {});
      const { a, b } = data as Record<'a' | 'b', { exceptionCase: { activity: { nodes: object[] } } }>;
      expect(a.exceptionCase.activity.nodes).toHaveLength(use + 1);
      expect(b.exceptionCase.activity.nodes).toHaveLength(use + 2);
    }
  });

  it('registers a parcel, with times in any offset', async () => {
    const track =
      'mutation ($input: TrackShipmentInput!) { trackShipment(input: $input) { shipment { id trackingNumber } userErrors { code field } } }';
    const input = { carrier: 'UPS', trackingNumber: '1Z', promisedBy: '2026-11-25T18:00:00+02:00' };
    expect(await ask(track, input)).toMatchObject({
      shipment: { trackingNumber: shipment['tracking_number'] },
      userErrors: [],
    });
    expect(orders.parcels[0]).toMatchObject({
      carrier: 'UPS',
      trackingNumber: '1Z',
      promisedBy: '2026-11-25T16:00:00.000Z',
    });
    expect(await ask(track, { carrier: 'UPS', trackingNumber: '' })).toEqual({
      shipment: null,
      userErrors: [{ code: 'INVALID', field: ['input', 'trackingNumber'] }],
    });
  });

  it('corrects the topic of a ticket, which stands from then on', async () => {
    const ticket = {
      merchant_id: hub.merchantId,
      id: someId(),
      source_id: hub.sourceId,
      external_id: '35436',
      facts: { status: { at: hub.now, value: 'SOLVED' }, customerMessages: { at: hub.now, value: 1 } },
      subject: 'Where is my vase?',
      opened_at: hub.now,
      closed_at: hub.now,
      order_id: orderId(hub.merchantId, '1042'),
      topic: 'WISMO',
      topic_because: 'subject "where is my vase"',
    };
    await insert(hub.pool, 'ticket', ticket);
    const correct = `mutation ($input: CorrectTicketTopicInput!) { correctTicketTopic(input: $input) {
      ticket { id externalId topic topicBecause topicCorrected subject resolvedOnFirstContact source { name } }
      userErrors { code field } } }`;
    const id = publicId('ticket', ticket.id);
    expect(await ask(correct, { id, topic: 'DAMAGE' })).toMatchObject({
      ticket: { id, topic: 'DAMAGE', topicBecause: null, topicCorrected: true, resolvedOnFirstContact: true },
      userErrors: [],
    });
    expect(await ask(correct, { id: publicId('ticket', someId()), topic: 'DAMAGE' })).toEqual({
      ticket: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(await ask(correct, { id, topic: 'WISMO' }, 'VIEWER')).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    const [kept] = (await hub.pool.query('select topic, corrected_topic from ticket')).rows as object[];
    expect(kept).toEqual({ topic: 'WISMO', corrected_topic: 'DAMAGE' });
  });

  it('says whose a ticket is, and how well rules find that', async () => {
    const ticket = {
      merchant_id: hub.merchantId,
      id: someId(),
      source_id: hub.sourceId,
      external_id: '4712',
      facts: {},
      subject: 'Broken',
      opened_at: hub.now,
      shipment_id: shipment['id'],
      match_by: 'TRACKING_NUMBER_IN_TEXT',
      topic: 'DAMAGE',
    };
    await insert(hub.pool, 'ticket', ticket);
    const counter = { merchant_id: hub.merchantId, value: 3 };
    await insert(hub.pool, 'counter', { ...counter, name: 'ticket-topics', key: 'found|DAMAGE' });
    await insert(hub.pool, 'counter', { ...counter, name: 'ticket-topics', key: 'corrected|DAMAGE|WISMO', value: 1 });
    await insert(hub.pool, 'counter', { ...counter, name: 'ticket-matches', key: 'found|NONE' });
    const match = `mutation ($input: MatchTicketInput!) { matchTicket(input: $input) {
      ticket { id matchedBy matchCertainty shipment { id } order { number } } userErrors { code field } } }`;
    const [id, shipmentId] = [publicId('ticket', ticket.id), publicId('shipment', shipment['id'] as string)];
    expect(await ask(match, { id, shipmentId })).toEqual({
      ticket: {
        id,
        matchedBy: 'TRACKING_NUMBER_IN_TEXT',
        matchCertainty: 'LIKELY',
        shipment: { id: shipmentId },
        order: null,
      },
      userErrors: [],
    });
    const given = { merchantId: hub.merchantId, ticketId: ticket.id, actor: hub.agentId };
    expect(orders.matches).toEqual([{ ...given, shipmentId: shipment['id'] }]);
    const anOrder = publicId('order', someId());
    expect(await ask(match, { id, orderId: anOrder })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'orderId'] }],
    });
    expect(await ask(match, { id, orderId: anOrder, shipmentId })).toMatchObject({ userErrors: [{ code: 'INVALID' }] });
    expect(await ask(match, { id, shipmentId }, 'VIEWER')).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
    const figures = '{ ticketCorrections { topics { topic found corrected } matches { by found corrected } } }';
    expect((await hub.ask(figures)).data).toEqual({
      ticketCorrections: {
        topics: [{ topic: 'DAMAGE', found: 3, corrected: 1 }],
        matches: [{ by: null, found: 3, corrected: 0 }],
      },
    });
  });

  it('replays dead letters for leads', async () => {
    const replay =
      'mutation ($input: ReplayInput!) { replayDeadLetters(input: $input) { replayed stillFailing userErrors { code } } }';
    const input = { sourceId: publicId('source', hub.sourceId) };
    expect(await ask(replay, input, 'LEAD')).toEqual({ replayed: 3, stillFailing: 1, userErrors: [] });
    expect(orders.letters).toEqual([{ merchantId: hub.merchantId, sourceId: hub.sourceId }]);
    expect(await ask(replay, input, 'AGENT')).toMatchObject({ replayed: 0, userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await ask(replay, { ids: ['case_1'] }, 'LEAD')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });
});
