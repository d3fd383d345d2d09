import { publicId } from '@whereabouts/store';
import { caseRow, insert, messageRow, shipmentRow, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';

interface Listed {
  readonly messages: {
    readonly nodes: readonly { readonly id: string; readonly body: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

describe('the log of messages', () => {
  let hub: World;
  let trouble: Row;
  const list = async (args: string): Promise<Listed['messages']> => {
    const { data, errors } = await hub.ask(
      `{ messages(${args}) { nodes { id body } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(errors).toBeUndefined();
    return (data as unknown as Listed).messages;
  };
  const bodies = async (args: string): Promise<string[]> => (await list(args)).nodes.map(({ body }) => body);
  const idOf = (number: number): string => `0198c0de-0000-7000-8000-00000000000${number}`;

  beforeAll(async () => {
    hub = await world();
    const { pool, merchantId, agentId, now } = hub;
    const parcel = shipmentRow(merchantId, now);
    trouble = caseRow(merchantId, agentId, now, { number: 7, shipment_id: parcel['id'] });
    await insert(pool, 'shipment', parcel);
    await insert(pool, 'exception_case', trouble);
    const rows: readonly Row[] = [
      { status: 'SENT' },
      { status: 'FAILED', channel: 'EMAIL', sent_at: null, withheld_because: 'It was refused.' },
      { status: 'QUEUED', sent_at: null },
      { status: 'SENT', channel: 'EMAIL' },
      { status: 'WITHDRAWN', sent_at: null },
    ];
    await insert(
      pool,
      'message',
      ...rows.map((row, index) => ({
        ...messageRow(merchantId, trouble['id'] as string, now),
        id: idOf(index + 1),
        said: index + 2,
        body: String(index + 1),
        ...row,
      })),
    );
  });
  afterAll(() => hub.close());

  it('is read newest first, page by page, in both directions', async () => {
    const first = await list('first: 2');
    expect(first.nodes.map(({ body }) => body)).toEqual(['5', '4']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await bodies(`first: 9, after: "${first.pageInfo.endCursor}"`)).toEqual(['3', '2', '1']);
    expect(await bodies('last: 2')).toEqual(['2', '1']);
  });

  it('is filtered by status and channel', async () => {
    expect(await bodies('filter: { status: [SENT] }')).toEqual(['4', '1']);
    expect(await bodies('filter: { status: [SENT, FAILED], channel: [EMAIL] }')).toEqual(['4', '2']);
  });

  it('finds a message by its id, with its case; what is to go out says when', async () => {
    const query = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Message { status dueAt withheldBecause exceptionCase { ref } } }
    }`;
    const ids = [2, 3].map((number) => publicId('message', idOf(number)));
    expect((await hub.ask(query, { ids })).data).toEqual({
      nodes: [
        { status: 'FAILED', dueAt: null, withheldBecause: 'It was refused.', exceptionCase: { ref: 'EX-7' } },
        { status: 'QUEUED', dueAt: hub.now, withheldBecause: null, exceptionCase: { ref: 'EX-7' } },
      ],
    });
  });

  it('refuses a cursor of another list', async () => {
    const { errors } = await hub.ask('{ messages(after: "bm90aGluZw") { nodes { id } } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
