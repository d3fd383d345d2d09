import { gzipSync } from 'node:zlib';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

const QUERY = '{ __typename }';
const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...headers },
  body,
});
const asked = JSON.stringify({ query: QUERY });

describe('requests that are none of GraphQL', () => {
  let hub: ServedGraphql;
  beforeAll(async () => (hub = await serveGraphql({ introspection: false })));
  afterAll(() => hub.stop());

  it.each<[name: string, request: RequestInit, status: number, search?: string]>([
    ['no JSON', post('{'), 400],
    ['a list of operations', post(`[${asked}]`), 400],
    ['nothing', post('null'), 400],
    ['a name that is a number', post(JSON.stringify({ query: QUERY, operationName: 5 })), 400],
    ['variables that are a list', post(JSON.stringify({ query: QUERY, variables: [] })), 400],
    ['another media type wanted', post(asked, { accept: 'text/xml' }), 406],
    ['what a page of another site could send', { method: 'GET' }, 400, `?query=${encodeURIComponent(QUERY)}`],
    ['variables of GET that are no JSON', { headers: JSON_TYPE }, 400, '?query=%7B__typename%7D&variables=%7B'],
  ])('are told why, with the id of the request: %s', async (_name, request, status, search = '') => {
    const response = await fetch(hub.url + search, request);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.any(String) as string,
          extensions: { code: 'BAD_REQUEST', retryable: false, requestId: response.headers.get('x-request-id') },
        },
      ],
    });
  });

  it.each<[name: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>]>([
    ['another charset', new Uint8Array(Buffer.from('{"query":"{a}","x":"Zoë"}', 'latin1')), {}],
    ['compressed', new Uint8Array(gzipSync(asked)), { 'content-encoding': 'gzip' }],
  ])('are not taken for something else, such as JSON that is %s', async (_name, body, headers) => {
    const response = await fetch(hub.url, post(body, headers));
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/JSON in UTF-8, not compressed/);
  });

  it('are not those that begin with the mark of UTF-8, which some programs write', async () => {
    const response = await fetch(hub.url, post(`\uFEFF${asked}`));
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  it('are told where subscriptions go', async () => {
    const response = await fetch(hub.url, post(JSON.stringify({ query: 'subscription { queueSummary { open } }' })));
    expect(await response.text()).toMatch(/WebSocket.*text\/event-stream/);
  });
});
