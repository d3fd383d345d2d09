import type { Viewer } from '../context';
import type { StreamReply } from './operation-stream';
import { changeOf, commitChanges } from '../testing/changes';
import { caseRow, insert } from '../testing/rows';
import { world, type World } from '../testing/world';

describe('an operation as a stream of results', () => {
  let hub: World;
  beforeAll(async () => (hub = await world()));
  afterAll(() => hub.close());

  const open = (
    query: string,
    variables: Record<string, unknown> = {},
    viewer: Viewer | null = hub.viewer('AGENT'),
  ): Promise<StreamReply> => hub.api.openStream({ query, variables, viewer, requestId: 'req-1' });
  const streamOf = (reply: StreamReply) => {
    if (!reply.ok) throw new Error(reply.body);
    return reply.stream;
  };

  it('gives the answer of a query, and ends', async () => {
    const stream = streamOf(await open('{ viewer { role } }'));
    expect(JSON.parse((await stream.next())!)).toEqual({
      data: { viewer: { role: 'AGENT' } },
      extensions: { cost: { requested: 1, limit: 20_000 } },
    });
    expect(await stream.next()).toBeNull();
  });

  it('gives every change of a subscription until it is closed', async () => {
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, { number: 1 });
    await insert(hub.pool, 'exception_case', row);
    const stream = streamOf(await open('subscription { exceptionChanges { type exceptionCase { id } } }'));
    const first = stream.next();
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, row)]);
    await hub.hand.advance(1);
    expect(JSON.parse((await first)!)).toMatchObject({ data: { exceptionChanges: { type: 'OPENED' } } });
    const last = stream.next();
    stream.close();
    expect(await last).toBeNull();
  });

  it.each([
    ['a syntax error', '{ viewer', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two operations without a name', 'query A { __typename } query B { __typename }', 'BAD_USER_INPUT'],
  ])('refuses %s before it begins', async (_name, query, code) => {
    const reply = await open(query);
    expect(reply.ok || JSON.parse(reply.body)).toMatchObject({
      errors: [{ extensions: { code, retryable: false, requestId: 'req-1' } }],
    });
  });

  it('says in the stream what a subscription cannot have', async () => {
    const stream = streamOf(await open('subscription { exceptionChanges(after: "rubbish") { type } }'));
    expect(JSON.parse((await stream.next())!)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await stream.next()).toBeNull();
    const nobody = streamOf(await open('subscription { exceptionChanges { type } }', {}, null));
    expect(JSON.parse((await nobody.next())!)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
