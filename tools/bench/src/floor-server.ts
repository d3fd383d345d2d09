import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { instant } from '@whereabouts/model';
import { openPool, putInputs, type InboxInput } from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import { SECRET } from './payloads';

const { FLOOR_PORT, FLOOR_URL, FLOOR_MERCHANT, FLOOR_SOURCE } = process.env as Record<string, string>;
const pool = openPool({ url: FLOOR_URL!, max: 4, applicationName: 'floor' });

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
      merchantId: FLOOR_MERCHANT!,
      id: uuidv7(),
      sourceId: FLOOR_SOURCE!,
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

/** The first page of the queue as one prepared statement that makes the JSON text itself. */
const QUEUE = `
  select json_build_object('data', json_build_object('exceptionCases', json_build_object(
           'pageInfo', json_build_object('hasNextPage', count(*) > 50, 'endCursor', max(p.id::text)),
           'nodes', json_agg(json_build_object(
             'id', p.id, 'number', p.number, 'ref', 'EX-' || p.number, 'kind', p.kind, 'reason', p.reason, 'status', p.status,
             'openedAt', p.opened_at, 'version', p.version, 'flags', p.flags,
             'sla', json_build_object('state', case when p.breached_at is not null then 'BREACHED' else 'ON_TRACK' end,
                                      'firstActionDueAt', p.first_action_due_at, 'resolutionDueAt', p.resolution_due_at),
             'owner', json_build_object('id', u.id, 'name', u.name),
             'shipment', json_build_object('id', s.id, 'trackingNumber', s.tracking_number, 'state', s.state, 'lastScanAt', s.last_scan_at,
                                           'carrier', json_build_object('code', s.carrier))) order by p.due_at, p.flag_count desc, p.id)
             )))::text as body
    from (select * from exception_case where merchant_id = $1 and status <> 'CLOSED' order by due_at, flag_count desc, id limit 50) p
    join app_user u on u.merchant_id = p.merchant_id and u.id = p.owner_id
    join shipment s on s.merchant_id = p.merchant_id and s.id = p.shipment_id`;

async function queue(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await bodyOf(request);
  const { rows } = await pool.query<{ body: string }>({ name: 'queue', text: QUEUE, values: [FLOOR_MERCHANT] });
  response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0]!.body);
}

const handle = process.argv[2] === 'ack' ? ack() : queue;
createServer((request, response) => {
  if (request.url === '/ready') response.end('ready');
  else handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
}).listen(Number(FLOOR_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
