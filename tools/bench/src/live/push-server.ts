// A bare server that pushes what is posted to it: `raw` as one prepared frame, `durable` the same once its bytes are
// committed, `stock` as the usual parts do it.
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createPubSub } from '@graphql-yoga/subscription';
import pg from 'pg';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const { PUSH_PORT, PUSH_URL } = process.env as Record<string, string>;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

type Push = (body: Buffer) => void | Promise<void>;

function raw(sockets: WebSocketServer): Push {
  sockets.options.handleProtocols = (protocols) => [...protocols][0] ?? false;
  sockets.on('connection', (socket) => socket.on('error', () => undefined));
  return (body) => {
    for (const socket of sockets.clients) socket.send(body, { binary: false });
  };
}

/** Batches under way at the same time, as the hub's receiver has them. */
const WRITERS = 2;

/** What must not be lost is on disk before anybody hears of it: whatever waits is one insert, into a table without an index. */
function durable(sockets: WebSocketServer): Push {
  const send = raw(sockets);
  const pool = new pg.Pool({ connectionString: PUSH_URL, max: WRITERS });
  const waiting: { readonly body: Buffer; readonly done: () => void }[] = [];
  let busy = 0;
  const pump = (): void => {
    if (waiting.length === 0 || busy === WRITERS) return;
    const batch = waiting.splice(0);
    busy++;
    const text = 'insert into pushed_bytes select * from unnest($1::bytea[])';
    void pool.query({ name: 'push', text, values: [batch.map(({ body }) => body)] }).then(() => {
      busy--;
      for (const { done } of batch) done();
      pump();
    });
  };
  return async (body) => {
    await new Promise<void>((done) => {
      waiting.push({ body, done });
      setImmediate(pump);
    });
    void send(body);
  };
}

/** The part of the schema that the subscribers select from. */
const SCHEMA = `
  scalar FeedCursor
  type Query { ok: Boolean }
  type Subscription { exceptionChanges(after: FeedCursor): ExceptionChange! }
  type ExceptionChange { cursor: FeedCursor! type: String! exceptionCase: ExceptionCase! }
  type ExceptionCase { id: ID! ref: String! kind: String! status: String! version: Int! owner: User! shipment: Shipment }
  type User { id: ID! name: String! }
  type Shipment { id: ID! trackingNumber: String! state: String! }`;

function stock(sockets: WebSocketServer): Push {
  const eventTarget = new EventTarget();
  setMaxListeners(0, eventTarget);
  const pubSub = createPubSub<{ changes: [object] }>({ eventTarget: eventTarget as never });
  const schema = buildSchema(SCHEMA);
  const field = schema.getSubscriptionType()!.getFields()['exceptionChanges']!;
  field.subscribe = () => pubSub.subscribe('changes');
  field.resolve = (change) => change as object;
  useServer({ schema }, sockets);
  return (body) => {
    const { payload } = JSON.parse(body.toString()) as { payload: { data: { exceptionChanges: object } } };
    pubSub.publish('changes', payload.data.exceptionChanges);
  };
}

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const PUSHES: Readonly<Record<string, (sockets: WebSocketServer) => Push>> = { raw, durable, stock };
const push = PUSHES[process.argv[2]!]!(sockets);
const server = createServer((request, response) => {
  if (request.method !== 'POST') return void response.end('ready');
  void bodyOf(request).then(async (body) => {
    await push(body);
    response.writeHead(202).end();
  });
});
// Its few connections for posts are never closed under who posts, however long ten thousand sockets keep it busy.
server.keepAliveTimeout = 120_000;
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request)),
);
server.listen(Number(PUSH_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
