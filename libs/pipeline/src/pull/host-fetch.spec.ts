import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { hostFetch, type HostFetchOptions } from './host-fetch';
import { isPrivateAddress } from './private-address';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const close: (() => void)[] = [];
afterEach(() => close.splice(0).forEach((one) => one()));

async function server(answer: Answer): Promise<string> {
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts).toString()));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    http.close();
    http.closeAllConnections();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

let asked = 0;
function open(options: Partial<HostFetchOptions> = {}): typeof fetch {
  const host = hostFetch({ allowPrivateHosts: true, ...options });
  close.push(host.close);
  asked = 0;
  return host.with(() => {
    asked++;
    return Promise.resolve();
  });
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no fault',
    (error: { cause?: { code?: string }; name: string }) => error.cause?.code ?? error.name,
  );

describe('the fetch that plugins are lent', () => {
  it('sends what it is given and gives back what it gets', async () => {
    const url = await server((request, response, body) => {
      response.writeHead(207, { 'x-seen': String(request.headers['x-key']) });
      response.end(`${request.method} ${request.url} ${String(request.headers['content-type'])} ${body}`);
    });
    const fetch = open();
    const form = new URLSearchParams({ a: 'ü&1' });
    const response = await fetch(`${url}/track?n=1`, { method: 'POST', headers: { 'X-Key': 'k' }, body: form });
    expect(response.status).toBe(207);
    expect(response.headers.get('x-seen')).toBe('k');
    expect(response.url).toBe(`${url}/track?n=1`);
    expect(await response.text()).toBe('POST /track?n=1 application/x-www-form-urlencoded;charset=UTF-8 a=%C3%BC%261');
  });

  it('unpacks what is packed, up to its limit', async () => {
    const url = await server((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(request.url === '/small' ? 1_000 : 1_000_000, 'x')));
    });
    const fetch = open({ maxBytes: 10_000 });
    expect(await (await fetch(`${url}/small`)).text()).toHaveLength(1_000);
    expect(await codeOf(fetch(`${url}/large`).then((response) => response.text()))).toBe('TOO_LARGE');
  });

  it('goes along with a redirect on the same host, which counts as a request', async () => {
    const url = await server((request, response, body) => {
      if (request.url === '/old') response.writeHead(303, { location: '/new' }).end();
      else response.end(`${request.method} ${request.url} ${body}`);
    });
    const response = await open()(`${url}/old`, { method: 'POST', body: 'x' });
    expect(await response.text()).toBe('GET /new ');
    expect(response.redirected).toBe(true);
    expect(asked).toBe(2);
  });

  it('goes along with no redirect to another host, and not for ever', async () => {
    const other = await server((_request, response) => response.end('secrets'));
    const url = await server((request, response) =>
      response.writeHead(302, { location: request.url === '/round' ? '/round' : other }).end(),
    );
    const fetch = open();
    expect(await codeOf(fetch(url))).toBe('FOREIGN_REDIRECT');
    expect(await codeOf(fetch(`${url}/round`))).toBe('REDIRECT');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
  });

  it('waits for its turn before each request', async () => {
    const host = hostFetch({ allowPrivateHosts: true });
    close.push(host.close);
    const fetch = host.with(() => Promise.reject(Object.assign(new Error('spent'), { code: 'SPENT' })));
    await expect(fetch('http://127.0.0.1:1')).rejects.toThrow('spent');
  });

  it('does not wait for ever, and ends when it is told to', async () => {
    const url = await server((request, response) => {
      if (request.url === '/begun') response.writeHead(200).write('a');
    });
    expect(await codeOf(open({ silenceMs: 50 })(url))).toBe('ETIMEDOUT');
    const end = new AbortController();
    setTimeout(() => end.abort(), 50);
    expect(await codeOf(open()(url, { signal: end.signal }))).toBe('AbortError');
    const late = new AbortController();
    const begun = await open()(`${url}/begun`, { signal: late.signal });
    setTimeout(() => late.abort(), 50);
    await expect(begun.text()).rejects.toThrow();
  });

  it('reaches no machine of its own network, by address or by name', async () => {
    const url = await server((_request, response) => response.end('inside'));
    const fetch = open({ allowPrivateHosts: false });
    expect(await codeOf(fetch(url))).toBe('PRIVATE_ADDRESS');
    expect(await codeOf(fetch(url.replace('127.0.0.1', 'localhost')))).toBe('PRIVATE_ADDRESS');
    expect(await codeOf(fetch(url.replace('127.0.0.1', '2130706433')))).toBe('PRIVATE_ADDRESS');
    expect(await codeOf(fetch(url.replace('127.0.0.1', '[::ffff:7f00:1]')))).toBe('PRIVATE_ADDRESS');
    expect(await codeOf(fetch('file:///etc/passwd'))).toBe('PROTOCOL');
  });
});

describe('a private address', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.100.0.1', '0.0.0.0', '::1'])(
    'is %s',
    (address) => expect(isPrivateAddress(address)).toBe(true),
  );
  it.each(['fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'not an address'])('is %s', (address) =>
    expect(isPrivateAddress(address)).toBe(true),
  );
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('is not %s', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
