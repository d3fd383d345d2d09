import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPrivateAddress } from './private-address';

export interface HostFetchOptions {
  /** Lets plugins reach machines that are not on the internet. */
  readonly allowPrivateHosts: boolean;
  /** From the start of a request to its headers, and between two pieces of its body. */
  readonly silenceMs?: number;
  readonly maxBytes?: number;
}

export interface HostFetch {
  /** A `fetch` whose every request waits for `beforeEach`: redirects count as well. */
  with(beforeEach: () => Promise<void>): typeof globalThis.fetch;
  close(): void;
}

const SILENCE_MS = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const SOCKETS_A_HOST = 16;
const NO_BODY = new Set([204, 205, 304]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** As `fetch` fails: with the reason as a code in the cause, where plugins look for it. */
const fault = (code: string, message: string, cause?: unknown): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message, { cause }), { code }) });

const guardedLookup: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    // All of them: which one is connected to is decided later.
    const inside = addresses.find(({ address }) => isPrivateAddress(address));
    if (inside) return callback(Object.assign(new Error('a private address'), { code: 'PRIVATE_ADDRESS' }), []);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    callback(null, first!.address, first!.family);
  });

/**
 * The `fetch` that plugins are lent: times out, follows no redirect to another host, takes no more than so many bytes,
 * and connects to no machine of the hub's own network. Written on `node:http`, which hands the looked-up address to us
 * before it connects: a name cannot change its address between check and use.
 */
export function hostFetch({
  allowPrivateHosts,
  silenceMs = SILENCE_MS,
  maxBytes = MAX_BYTES,
}: HostFetchOptions): HostFetch {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: SOCKETS_A_HOST }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS_A_HOST }),
  };

  const once = async (url: URL, request: Request, body: Buffer | null): Promise<IncomingMessage> => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fault('PROTOCOL', 'neither http nor https');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // An address needs no look-up, so nobody would be asked about it.
    if (!allowPrivateHosts && isIP(host) && isPrivateAddress(host)) throw fault('PRIVATE_ADDRESS', 'a private address');
    const options: RequestOptions = {
      method: request.method,
      headers: headersOf(request, body),
      agent: agents[url.protocol],
      signal: request.signal,
      timeout: silenceMs,
      ...(allowPrivateHosts ? {} : { lookup: guardedLookup }),
    };
    return new Promise((resolve, reject) => {
      const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
      call.once('response', resolve);
      call.once('timeout', () => call.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })));
      call.once('error', (error: NodeJS.ErrnoException) =>
        reject(request.signal.aborted ? reasonOf(request.signal) : fault(error.code ?? 'FAILED', error.message, error)),
      );
      call.end(body ?? undefined);
    });
  };

  const follow = async (request: Request, beforeEach: () => Promise<void>): Promise<Response> => {
    let url = new URL(request.url);
    let sent = request;
    let body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    for (let hops = 0; ; hops++) {
      await beforeEach();
      if (request.signal.aborted) throw reasonOf(request.signal);
      const message = await once(url, sent, body);
      const status = message.statusCode ?? 0;
      const location = message.headers.location;
      if (!REDIRECTS.has(status) || location === undefined || request.redirect === 'manual')
        return answerOf(message, url, hops > 0, request, maxBytes);
      message.resume();
      if (request.redirect === 'error' || hops === MAX_REDIRECTS) throw fault('REDIRECT', 'one redirect too many');
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next === null || !isSameHost(url, next)) throw fault('FOREIGN_REDIRECT', 'a redirect to another host');
      url = next;
      if (status === 303 || (status < 303 && sent.method === 'POST')) {
        body = null;
        sent = new Request(url, { method: 'GET', headers: withoutBody(sent.headers), signal: request.signal });
      }
    }
  };

  return {
    with: (beforeEach) => async (input, init) =>
      follow(new Request(input instanceof URL ? input.href : input, init), beforeEach),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** To a safer protocol only. */
const isSameHost = (from: URL, to: URL): boolean =>
  from.hostname === to.hostname &&
  (from.host === to.host || (from.port === '' && to.port === '')) &&
  (from.protocol === to.protocol || to.protocol === 'https:');

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('This operation was aborted', 'AbortError');

function headersOf(request: Request, body: Buffer | null): Record<string, string> {
  const headers: Record<string, string> = {
    accept: '*/*',
    'user-agent': 'whereabouts',
    'accept-encoding': 'gzip, deflate, br',
  };
  request.headers.forEach((value, name) => (headers[name] = value));
  if (body !== null) headers['content-length'] = String(body.byteLength);
  return headers;
}

function withoutBody(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-type', 'content-length', 'content-encoding']) kept.delete(name);
  return kept;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Counts what is unpacked, not what is sent: a small answer can hold a very large one. */
function limited(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size > maxBytes) done(fault('TOO_LARGE', `more than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}

function answerOf(
  message: IncomingMessage,
  url: URL,
  redirected: boolean,
  request: Request,
  maxBytes: number,
): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2)
    headers.append(message.rawHeaders[i]!, message.rawHeaders[i + 1]!);
  const isEmpty = NO_BODY.has(status) || request.method === 'HEAD';
  if (isEmpty) message.resume();
  const decoder = DECODERS[(message.headers['content-encoding'] ?? '').trim().toLowerCase()];
  const parts = [message, ...(decoder ? [decoder()] : []), limited(maxBytes)] as const;
  // A fault of any part ends the last one, which is where it is read.
  const body = isEmpty ? null : (pipeline([...parts], () => undefined) as unknown as Readable);
  const response = new Response(body && (Readable.toWeb(body) as ReadableStream<Uint8Array>), {
    status: status >= 200 && status <= 599 ? status : 502,
    headers,
  });
  Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } });
  return response;
}
