import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { instant } from '@whereabouts/model';
import { openPool, putInputs, slaStateSql, type InboxInput } from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import { PACKET } from './packet-floor';
import { SECRET } from './payloads';

const { ARM_PORT, ARM_URL, ARM_MERCHANT, ARM_SOURCE } = process.env as Record<string, string>;
const pool = openPool({ url: ARM_URL!, max: 4, applicationName: 'floor' });

const bodyOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
  });

/** HMAC over the bytes, then the same batched, committed insert: all that an acknowledgement needs. */
function ack(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const waiting: { input: InboxInput; done: () => void }[] = [];
  let busy = 0;
  const pump = (): void => {
    while (waiting.length && busy < 2) {
      const batch = waiting.splice(0, 256);
      busy++;
      void putInputs(
        pool,
        batch.map(({ input }) => input),
        86_400,
      ).then(() => {
        busy--;
        for (const { done } of batch) done();
        pump();
      });
    }
  };
  return async (request, response) => {
    const body = await bodyOf(request);
    const expected = createHmac('sha256', SECRET).update(body).digest();
    const given = Buffer.from(String(request.headers['x-hmac-signature']).replace('hmac-sha256-hex=', ''), 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return void response.writeHead(401).end();
    const input = {
      merchantId: ARM_MERCHANT!,
      id: uuidv7(),
      sourceId: ARM_SOURCE!,
      receivedAt: instant(Date.now()),
      contentType: 'application/json',
      headers: {},
      body,
    };
    await new Promise<void>((done) => {
      waiting.push({ input, done });
      setImmediate(pump);
    });
    response.writeHead(202, { 'content-type': 'application/json' }).end(`{"inputId":"${input.id}"}`);
  };
}

/** What the clock of a case `p` says. */
const SLA_STATE = slaStateSql('now()').replaceAll('c.', 'p.');

/** The first page of the queue as one prepared statement that makes the JSON text itself. */
const QUEUE = `
  select json_build_object('data', json_build_object('exceptionCases', json_build_object(
           'totalCount', (select sum(value) from counter where merchant_id = $1 and name = 'cases' and key not like 'CLOSED|%'),
           'pageInfo', json_build_object('hasNextPage', count(*) > 50, 'endCursor', max(p.id::text)),
           'nodes', json_agg(json_build_object(
             'id', p.id, 'number', p.number, 'ref', 'EX-' || p.number, 'kind', p.kind, 'reason', p.reason, 'status', p.status,
             'openedAt', p.opened_at, 'version', p.version, 'flags', p.flags,
             'sla', json_build_object('state', ${SLA_STATE}, 'firstActionDueAt', p.first_action_due_at, 'resolutionDueAt', p.resolution_due_at),
             'owner', json_build_object('id', u.id, 'name', u.name),
             'shipment', json_build_object('id', s.id, 'trackingNumber', s.tracking_number, 'state', s.state, 'lastScanAt', s.last_scan_at,
                                           'carrier', json_build_object('code', s.carrier),
                                           'milestones', json_build_object('nodes', m.nodes))) order by p.due_at, p.flag_count desc, p.id)
             )))::text as body
    from (select * from exception_case where merchant_id = $1 and status <> 'CLOSED' order by due_at, flag_count desc, id limit 50) p
    join app_user u on u.merchant_id = p.merchant_id and u.id = p.owner_id
    join shipment s on s.merchant_id = p.merchant_id and s.id = p.shipment_id
   cross join lateral (
     select json_agg(json_build_object('code', code, 'occurredAt', occurred_at, 'place', json_build_object('city', place->>'city'))
                     order by occurred_at) as nodes
       from (select code, occurred_at, place from milestone
              where merchant_id = s.merchant_id and subject_id = s.id order by occurred_at desc, id desc limit 3) latest) m`;

async function queue(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await bodyOf(request);
  const { rows } = await pool.query<{ body: string }>({ name: 'queue', text: QUEUE, values: [ARM_MERCHANT] });
  response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0]!.body);
}

/** The case is named in the address. */
async function packet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await bodyOf(request);
  const values = [ARM_MERCHANT, request.url!.split('/').at(-1)];
  const { rows } = await pool.query<{ body: string }>({ name: 'packet', text: PACKET, values });
  response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0]!.body);
}

const HANDLERS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>> = {
  ack: ack(),
  queue,
  packet,
};
const handle = HANDLERS[process.argv[2]!]!;
const server = createServer((request, response) => {
  if (request.url === '/ready') response.end('ready');
  else handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
// Longer than a round of the others takes: a connection that is closed when the next request is on its way fails it.
server.keepAliveTimeout = 120_000;
server.listen(Number(ARM_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
