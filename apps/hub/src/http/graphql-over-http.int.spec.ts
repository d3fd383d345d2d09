import { serverAudits, type AuditResult } from 'graphql-http';
import { serveGraphql, type ServedGraphql } from '../testing/serve-graphql';

/** GET is for reading without side effects; CSRF prevention refuses it from what could be a page of another site. */
const KEPT_NOTICES = [
  '5A70 MAY accept application/x-www-form-urlencoded formatted GET requests',
  '6A70 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  'D6D5 MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
];

describe('GraphQL over HTTP, as graphql-http audits servers', () => {
  let hub: ServedGraphql;
  beforeAll(async () => (hub = await serveGraphql({ introspection: true })));
  afterAll(() => hub.stop());

  it('keeps every MUST and SHOULD; the notices are about GET', async () => {
    const results: AuditResult[] = [];
    for (const audit of serverAudits({ url: hub.url })) results.push(await audit.fn());
    const failed = results.filter(({ status }) => status !== 'ok');
    expect(results.length).toBeGreaterThanOrEqual(60);
    expect(failed.map(({ id, name }) => `${id} ${name}`).sort()).toEqual(KEPT_NOTICES);
  });
});

/** The twelve things that graphql-cop looks for: each a request, and what a server answers that is open to it. */
const COP: readonly {
  readonly name: string;
  readonly request: RequestInit & { readonly search?: string };
  readonly isOpen: (text: string, response: Response) => boolean;
}[] = [
  {
    name: 'alias overloading',
    request: json({ query: `query cop { ${repeat(101, (n) => `alias${n}: __typename`)} }` }),
    isOpen: (text) => text.includes('alias100'),
  },
  {
    name: 'array batching',
    request: json(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }))),
    isOpen: (text) => text.startsWith('[') && (JSON.parse(text) as unknown[]).length >= 10,
  },
  {
    name: 'directive overloading',
    request: json({ query: `query cop { __typename ${'@aa'.repeat(10)} }` }),
    isOpen: (text) => (JSON.parse(text) as { errors?: unknown[] }).errors?.length === 10,
  },
  {
    name: 'circular introspection',
    request: json({
      query: 'query cop { __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    }),
    isOpen: (text) => hasData(text),
  },
  {
    name: 'introspection',
    request: json({ query: 'query cop { __schema { types { name fields { name } } } }' }),
    isOpen: (text) => hasData(text),
  },
  {
    name: 'mutations by GET',
    request: { method: 'GET', search: `?query=${encodeURIComponent('mutation cop { __typename }')}` },
    isOpen: (text) => hasData(text),
  },
  {
    name: 'queries by GET without preflight',
    request: { method: 'GET', search: `?query=${encodeURIComponent('query cop { __typename }')}` },
    isOpen: (text) => hasData(text),
  },
  {
    name: 'queries by form post',
    request: {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'query=query+cop+%7B+__typename+%7D',
    },
    isOpen: (text) => hasData(text),
  },
  {
    name: 'tracing',
    request: json({ query: 'query cop { __typename }' }),
    isOpen: (text) => text.includes('"tracing"'),
  },
  {
    name: 'stack traces',
    request: json({ query: 'qwerty cop { abc }' }),
    isOpen: (text) => /"(exception|stacktrace)"|\bat .*:\d+:\d+/.test(text),
  },
  {
    name: 'field suggestions',
    request: json({ query: 'query cop { viewr { rol } }' }),
    isOpen: (text) => text.includes('Did you mean'),
  },
  {
    name: 'a playground for everybody',
    request: { method: 'GET', headers: { accept: 'text/html' } },
    isOpen: (text) => /graphiql|playground|sandbox/i.test(text),
  },
];

describe('what graphql-cop looks for, in production', () => {
  let hub: ServedGraphql;
  beforeAll(async () => (hub = await serveGraphql({ introspection: false })));
  afterAll(() => hub.stop());

  it.each(COP.map((one) => [one.name, one] as const))('%s is not found', async (_name, { request, isOpen }) => {
    const response = await fetch(`${hub.url}${request.search ?? ''}`, request);
    const text = await response.text();
    expect(isOpen(text, response)).toBe(false);
    expect(response.status).toBeLessThan(500);
  });

  it('answers the plain query that all of them are made of', async () => {
    const response = await fetch(hub.url, json({ query: 'query cop { __typename }' }));
    expect(hasData(await response.text())).toBe(true);
  });
});

function json(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function repeat(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function hasData(text: string): boolean {
  return text.startsWith('{') && (JSON.parse(text) as { data?: unknown }).data != null;
}
