import { instant } from '@whereabouts/model';
import { closedLoop, type LoadRequest } from './http-load';
import { compare, median, type BenchResult } from './rounds';
import { startFloor, startHub, TOKEN } from './servers';
import { openWorld, preload, type World } from './world';

const SHIPMENTS = 1_000_000;
const CASES = 100_000;
const CONNECTIONS = 16;
const SECONDS = 4;

/** Open cases on the first parcels, of all kinds and several owners, due over the coming days. */
export async function openCases({ pool, merchant }: World): Promise<void> {
  await pool.query(
    `insert into app_user (merchant_id, id, name, email, role, created_at)
     select $1, gen_random_uuid(), 'Agent ' || i, 'agent' || i || '@example.test', 'AGENT', now() from generate_series(1, 20) i`,
    [merchant.id],
  );
  await pool.query(
    `with people as (select array_agg(id) as ids from app_user where merchant_id = $1),
          kinds as (select array['NO_FIRST_SCAN','STALLED_IN_TRANSIT','FAILED_ATTEMPT','DAMAGE_REPORTED','RETURN_TO_SENDER','PROMISE_AT_RISK'] as names)
     insert into exception_case (merchant_id, id, number, shipment_id, kind, reason, status, episode, cycle, flags, flag_count, owner_id,
       opened_at, due_at, first_action_due_at, warn_at, resolution_due_at, detection, customer_track, recovery_track, tags, version,
       updated_at, activity_hash, carrier, tracking_number)
     select $1, gen_random_uuid(), n, s.id, kinds.names[n % 6 + 1], null, 'OPEN', 1, 1,
       case when n % 3 = 0 then '[{"code":"HIGH_VALUE","because":"412.00 USD > 300.00 USD"}]'::jsonb else '[]' end, (n % 3 = 0)::int,
       people.ids[n % array_length(people.ids, 1) + 1], now(), now() + n * interval '1 second', now() + n * interval '1 second',
       now() + n * interval '1 second', now() + interval '5 days',
       '{"rule":"stalled/movement","policyVersion":1,"because":"No movement for 50 h.","thresholds":{"hours":48},"milestoneIds":[],"detectedAt":"2026-11-20T10:00:00.000Z","conditionSince":"2026-11-18T10:00:00.000Z"}',
       '{"status":"OPEN","resolution":null,"amount":null,"approvedBy":null,"resolvedAt":null}',
       '{"status":"NOT_APPLICABLE","outcome":null,"claimReference":null,"updatedAt":"2026-11-20T10:00:00.000Z"}',
       '{}', 1, now(), '', s.carrier, s.tracking_number
     from (select id, carrier, tracking_number, row_number() over (order by tracking_number)::int as n
             from shipment where merchant_id = $1 order by tracking_number limit ${CASES}) s, people, kinds`,
    [merchant.id],
  );
  await pool.query('vacuum analyze exception_case');
}

/** The first page of the queue as the console asks for it. */
export const QUEUE = `query Queue($first: Int) {
  exceptionCases(filter: { status: [OPEN, IN_PROGRESS, WAITING] }, first: $first) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id number ref kind reason status openedAt version
      flags { code because }
      sla { state firstActionDueAt resolutionDueAt }
      owner { id name }
      shipment { id trackingNumber state lastScanAt carrier { code } }
    }
  }
}`;

/** The first page of 50 open cases with owner, shipment, clocks and flags, per second over HTTP. */
export async function benchQueue(): Promise<BenchResult[]> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: 0, dueAt: instant(Date.now()), milestones: false });
    await openCases(world);
    const hub = await startHub(world);
    const floor = await startFloor(world, 'queue');
    const body = Buffer.from(JSON.stringify({ query: QUEUE, variables: { first: 50 } }));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
    const next = (): LoadRequest => ({ method: 'POST', path: '/graphql', headers, body });
    const p99: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
    const arm = async (who: 'ours' | 'floor', port: number): Promise<number> => {
      const load = await closedLoop(port, next, CONNECTIONS, SECONDS);
      p99[who].push(load.p99);
      return load.perSecond;
    };
    const pages = await compare(
      'queue',
      'pages/s',
      () => arm('ours', hub.port),
      () => arm('floor', floor.port),
    );
    await hub.stop();
    await floor.stop();
    const [ours, bare] = [median(p99.ours), median(p99.floor)];
    return [pages, { name: 'queue-p99', ours, floor: bare, unit: 'ms', ratio: ours / bare }];
  } finally {
    await world.close();
  }
}
