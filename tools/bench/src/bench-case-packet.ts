import { isDeepStrictEqual } from 'node:util';
import { instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { cpuTimeOf } from './cpu-time';
import type { LoadRequest } from './http-client';
import { closedLoop, openLoop } from './http-load';
import { openCases, scanParcels } from './open-cases';
import { fillPackets } from './order-packets';
import { against, inTurns, median, type BenchResult } from './rounds';
import { startFloor, startHub, TOKEN } from './servers';
import { openWorld, preload } from './world';

const SHIPMENTS = Number(process.env['SHIPMENTS'] ?? 200_000);
const CASES = SHIPMENTS / 10;
const SCANS = 10;
const CONNECTIONS = 16;
const SECONDS = 4;
const SHARE_OF_CAPACITY = 0.7;
const SECONDS_AT_RATE = 10;

/** What the screen of one case asks for, in one document. */
const QUERY = `query Packet($id: ID!) {
  exceptionCase(id: $id) {
    id ref kind reason status waitingOn episode cycle version tags openedAt closeCode
    flags { code because }
    owner { id name }
    sla { state firstActionDueAt resolutionDueAt }
    detection { rule because thresholds conditionSince milestones { id code occurredAt } }
    customerTrack { status resolution amount { amount currency } approvedBy { name } }
    recoveryTrack { status claimType claimOpensAt claimDeadline evidence { complete missing downloadUrl } }
    nextSteps { action label because }
    order {
      number placedAt value { amount currency }
      customer { name email tier firstTimeBuyer }
      promise { to source }
      lines { sku quantity fragile unitPrice { amount } }
      shipments { trackingNumber state shippedAt }
      tickets { externalId }
    }
    shipment {
      trackingNumber state lane carrier { name } node { name } promise { to gap }
      conflicts { fact values { value source { name } } }
      evidence { completeness missing violations packerId shippedAt photos { url takenAt } addressValidation { passed } }
      milestones(first: 50) { nodes { code reasons occurredAt place { city } sourceText source { name kind } } totalCount }
    }
    tickets { externalId topic subject openedAt source { name } }
    related { ref kind status closeCode owner { name } shipment { trackingNumber } }
    activity(first: 20) { nodes { at actor action detail } pageInfo { hasNextPage } }
  }
}`;

type Arm = 'ours' | 'floor';
type Ask = Readonly<Record<Arm, (caseId: string) => LoadRequest>>;

const HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
const ASK: Ask = {
  ours: (caseId) => ({
    method: 'POST',
    path: '/graphql',
    headers: HEADERS,
    body: Buffer.from(JSON.stringify({ query: QUERY, variables: { id: publicId('case', caseId) } })),
  }),
  floor: (caseId) => ({ method: 'POST', path: `/packet/${caseId}`, headers: HEADERS, body: Buffer.alloc(0) }),
};

/**
 * Everything that lies around one case, each time another one: packets per second, CPU time, and milliseconds at a rate
 * below what the hub can do. Floor: one hand-written statement that makes JSON text of the same rows.
 */
export async function benchCasePacket(): Promise<BenchResult[]> {
  const world = await openWorld();
  try {
    await preload(world, { shipments: SHIPMENTS, active: 0, dueAt: instant(Date.now()), milestones: false });
    await openCases(world, CASES);
    await scanParcels(world, SCANS);
    const caseIds = await fillPackets(world);
    const servers = { ours: await startHub(world), floor: await startFloor(world, 'packet') };
    for (const caseId of [caseIds[0]!, caseIds[caseIds.length >> 1]!]) {
      const [ours, floor] = [
        await packetOf(servers.ours.port, ASK.ours(caseId)),
        await packetOf(servers.floor.port, ASK.floor(caseId)),
      ];
      if (!isDeepStrictEqual(ours, floor))
        throw new Error(`other packets:\n${JSON.stringify(ours)}\n${JSON.stringify(floor)}`);
    }
    // Far enough apart that neighbours are not asked for one after the other.
    let asked = 0;
    const next = (arm: Arm) => (): LoadRequest => ASK[arm](caseIds[(asked++ * 7_919) % caseIds.length]!);
    const cpu: Record<Arm, number[]> = { ours: [], floor: [] };
    const capacity = (arm: Arm) => async (): Promise<number> => {
      const { port, pid } = servers[arm];
      const { result, cpuMs } = await cpuTimeOf(world, [pid], () => closedLoop(port, next(arm), CONNECTIONS, SECONDS));
      cpu[arm].push(cpuMs / (result.perSecond * SECONDS));
      return result.perSecond;
    };
    const packets = await inTurns('case-packet', 'packets/s', { ours: capacity('ours'), floor: capacity('floor') });
    const rate = packets.ours * SHARE_OF_CAPACITY;
    const at = (arm: Arm) => async (): Promise<number> =>
      (await openLoop(servers[arm].port, next(arm), rate, SECONDS_AT_RATE)).p99;
    const p99 = await inTurns('case-packet-p99', 'ms', { ours: at('ours'), floor: at('floor') });
    for (const server of Object.values(servers)) await server.stop();
    return [
      against('case-packet', 'packets/s', packets),
      against('case-packet-cpu', 'ms/packet', { ours: median(cpu.ours), floor: median(cpu.floor) }),
      against('case-packet-p99', 'ms', p99),
    ];
  } finally {
    await world.close();
  }
}

interface Packet {
  readonly ref: string;
  readonly order: {
    readonly number: string;
    readonly shipments: readonly unknown[];
    readonly tickets: readonly unknown[];
  };
  readonly shipment: { readonly trackingNumber: string; readonly milestones: { readonly totalCount: number } };
  readonly detection: { readonly milestones: readonly { readonly code: string }[] };
  readonly related: readonly { readonly ref: string }[];
  readonly activity: { readonly nodes: readonly { readonly detail: unknown }[] };
}

/** What both arms must have said of a case. */
async function packetOf(port: number, { method, path, headers, body }: LoadRequest): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: Buffer.from(body) });
  const { data, errors } = (await response.json()) as { data?: { exceptionCase: Packet | null }; errors?: unknown };
  const packet = data?.exceptionCase;
  if (!packet || errors) throw new Error(JSON.stringify(errors ?? data));
  return {
    ref: packet.ref,
    order: packet.order.number,
    parcels: packet.order.shipments.length,
    tickets: packet.order.tickets.length,
    trackingNumber: packet.shipment.trackingNumber,
    milestones: packet.shipment.milestones.totalCount,
    restsOn: packet.detection.milestones.map(({ code }) => code),
    related: packet.related.map(({ ref }) => ref),
    history: packet.activity.nodes.map(({ detail }) => detail),
  };
}
