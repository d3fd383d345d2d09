import type { LoadRequest } from './http-client';
import { TOKEN } from './servers';

/** The page that a team works from, as each arm is asked for it. */
export type QueueArm = 'ours' | 'floor' | 'postgraphile' | 'field-resolvers';

/** As the console asks for it. */
export const QUEUE = `query Queue($first: Int) {
  exceptionCases(filter: { status: [OPEN, IN_PROGRESS, WAITING] }, first: $first) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id number ref kind reason status openedAt version
      flags { code because }
      sla { state firstActionDueAt resolutionDueAt }
      owner { id name }
      shipment {
        id trackingNumber state lastScanAt carrier { code }
        milestones(last: 3) { nodes { code occurredAt place { city } } }
      }
    }
  }
}`;

const POSTGRAPHILE = `query Queue($merchant: UUID!, $first: Int) {
  allOpenCases(condition: { merchantId: $merchant }, orderBy: [DUE_AT_ASC, FLAG_COUNT_DESC, ROW_ID_ASC], first: $first) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      rowId number kind reason status openedAt version flags
      slaState firstActionDueAt resolutionDueAt
      owner { rowId name }
      shipment {
        rowId trackingNumber state lastScanAt carrier
        milestones(first: 3, orderBy: [OCCURRED_AT_DESC]) { nodes { code occurredAt place } }
      }
    }
  }
}`;

const FIELD_RESOLVERS = `query Queue($first: Int!) {
  exceptionCases(first: $first) {
    totalCount
    hasNextPage
    nodes {
      id number ref kind reason status openedAt version
      flags { code because }
      sla { state firstActionDueAt resolutionDueAt }
      owner { id name }
      shipment {
        id trackingNumber state lastScanAt carrier { code }
        milestones(last: 3) { code occurredAt place { city } }
      }
    }
  }
}`;

/** Without the count of all open cases: peers count rows for it, where ours keeps totals. */
const uncounted = (query: string): string => query.replace('    totalCount\n', '');

const DOCUMENTS: Readonly<Record<QueueArm, string>> = {
  ours: QUEUE,
  floor: QUEUE,
  postgraphile: POSTGRAPHILE,
  'field-resolvers': FIELD_RESOLVERS,
};

const FIRST = 50;

export function queueRequest(arm: QueueArm, merchant: string, counted: boolean): LoadRequest {
  const query = counted ? DOCUMENTS[arm] : uncounted(DOCUMENTS[arm]);
  const variables = arm === 'postgraphile' ? { merchant, first: FIRST } : { first: FIRST };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
  return { method: 'POST', path: '/graphql', headers, body: Buffer.from(JSON.stringify({ query, variables })) };
}

interface Page {
  readonly totalCount?: number | string;
  readonly nodes: readonly { readonly shipment: Record<string, unknown>; readonly owner: { readonly name: string } }[];
}

/** What every arm must have said, so that all are seen to give the same page. */
export async function pageOf(port: number, { method, path, headers, body }: LoadRequest): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: Buffer.from(body) });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Record<string, Page>; errors?: unknown };
  if (!data || errors) throw new Error(text.slice(0, 2_000));
  const { totalCount, nodes } = Object.values(data)[0]!;
  return {
    totalCount: totalCount === undefined ? undefined : Number(totalCount),
    nodes: nodes.map(({ owner, shipment: { trackingNumber, milestones } }) => ({
      owner: owner.name,
      trackingNumber,
      scans: ('nodes' in (milestones as object) ? (milestones as { nodes: Scan[] }).nodes : (milestones as Scan[]))
        .map(({ code, occurredAt }) => `${code} ${Date.parse(occurredAt)}`)
        .sort(),
    })),
  };
}

interface Scan {
  readonly code: string;
  readonly occurredAt: string;
}
