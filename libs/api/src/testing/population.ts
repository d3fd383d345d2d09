import { after, HOUR, ticketFacts, type Instant } from '@whereabouts/model';
import { publicId, publicMilestoneId } from '@whereabouts/store';
import type { Pool } from 'pg';
import { publicActivityId, publicNodeId } from '../ids';
import type { NamedKind } from '../nodes/node-types';
import { populateEvidence } from './population-of-evidence';
import { populateFeeds } from './population-of-feeds';
import { populateSources } from './population-of-sources';
import {
  caseRow,
  insert,
  messageRow,
  milestoneRow,
  orderRow,
  shipmentRow,
  someId,
  wholeTracks,
  type Row,
} from './rows';

/** Outside ids of all that a merchant has, by kind. */
export type Population = Readonly<Record<NamedKind, readonly string[]>>;

const KINDS = ['STALLED_IN_TRANSIT', 'DAMAGE_REPORTED', 'FAILED_ATTEMPT', 'PROMISE_AT_RISK', 'ADDRESS_PROBLEM'];
const MONEY = { amount: '9.90', currency: 'USD' };

export interface Populated {
  readonly merchantId: string;
  /** One of its people. */
  readonly userId: string;
  readonly of: Population;
}

interface Place {
  readonly pool: Pool;
  readonly now: Instant;
}

/**
 * A merchant with `many` of everything: people, sources, orders; of each order parcels, tickets and lines; of each parcel
 * milestones, photos and cases; of each case a history and messages. What may be null is not, where it can be.
 */
export async function populate({ pool, now }: Place, many: number): Promise<Populated> {
  const merchantId = someId();
  const own = { merchant_id: merchantId };
  const times = <T>(make: (index: number) => T): T[] => Array.from({ length: many }, (_, index) => make(index));
  const idOf = (row: Row): string => row['id'] as string;
  const next = { number: 1 };

  const merchant = { id: merchantId, name: merchantId, time_zone: 'UTC', next_case_number: 1_000, created_at: now };
  const people = times((n) => ({
    ...own,
    id: someId(),
    name: `Person ${n}`,
    email: `p${n}@${merchantId}.test`,
    role: 'LEAD',
    open_cases: 1,
    created_at: now,
  }));
  const person = idOf(people[0]!);
  const { sources, letters, tables: sourceTables } = populateSources({ merchantId, now, times });
  const sourceOf = (n: number): string => idOf(sources[n]!);
  const policies = times((n) => ({
    ...own,
    version: n + 1,
    effective_from: after(now, -(many - n) * HOUR),
    document: 'held: { heldHours: 50 }',
    compiled: { settings: {}, surges: { peak: {} } },
    applied_by: person,
    applied_at: now,
    note: 'Why',
    hash: 'h',
    stamp: n,
  }));
  const incidents = times((n) => ({
    ...own,
    id: someId(),
    number: n + 1,
    type: 'LANE',
    key: `lane ${n}`,
    title: 'UPS on a lane',
    because: 'Six cases within a day.',
    status: 'ACCEPTED',
    since: now,
    opened_at: now,
    decided_at: now,
    decided_by: person,
    closed_at: now,
    cases: many ** 2,
    open_cases: 1,
    is_linking: false,
    source_id: sourceOf(n),
  }));

  const customer = { customer_id: someId(), customer_email: `c@${merchantId}.test`, customer_phone: '+1 555 0100' };
  const orders = times((n) =>
    orderRow(merchantId, now, {
      ...customer,
      promise_from: now,
      lines: times((line) => ({
        sku: `SKU-${line}`,
        title: 'Mug',
        quantity: 1,
        unitPrice: MONEY,
        fragile: n % 2 === 0,
      })),
    }),
  );
  const stock = times((n) => ({
    ...own,
    source_id: sourceOf(n),
    source_kind: 'WAREHOUSE',
    sku: `SKU-${n}`,
    node_code: `DC${n}`,
    on_hand: 3,
    available: 2,
    at: now,
  }));
  const conflict = (n: number) => ({
    fact: n ? 'promise' : 'delivered',
    winner: 'CARRIER',
    since: now,
    values: times((at) => ({ sourceId: sourceOf(at), sourceKind: 'CARRIER', value: 'DELIVERED', at: now })),
  });
  const shipments = orders.flatMap((order) =>
    times((n) =>
      shipmentRow(merchantId, now, {
        order_id: order['id'],
        order_number: order['number'],
        node_code: `DC${n}`,
        tracking_url: 'https://example.test/track',
        conflicts: times(conflict),
        next_check_at: after(now, HOUR),
        delivered_at: after(now, -HOUR),
        promise_from: now,
        declared: { weightGrams: 900, lengthMm: 100, widthMm: 90, heightMm: 80 },
        billed: { weightGrams: 820, lengthMm: 101, widthMm: 91, heightMm: 81 },
        open_cases: 1,
      }),
    ),
  );
  const evidence = populateEvidence(shipments, person, { merchantId, now, times });
  const milestones = [...orders, ...shipments].flatMap((subject) =>
    times((n) =>
      milestoneRow(merchantId, idOf(subject), sourceOf(n), after(now, -(n + 1) * HOUR), {
        reasons: ['carrier.delay'],
        delivered_to: 'NEIGHBOR',
        attempt_number: 1,
        mapping_version: '1+ab',
        place: { city: 'Atlanta', region: 'GA', country: 'US', postalCode: '30301', facility: 'Hub' },
      }),
    ),
  );
  const tickets = orders.flatMap((order, at) =>
    times((n) => ({
      ...own,
      id: someId(),
      source_id: sourceOf(n),
      external_id: `${at}-${n}`,
      facts: ticketFacts(now, { url: 'https://desk.test/7', satisfaction: 5, customerMessages: 1, closedAt: now }),
      subject: 'Where?',
      opened_at: after(now, n * HOUR),
      closed_at: now,
      order_id: order['id'],
      shipment_id: shipments[at * many]!['id'],
      topic: 'WISMO',
      topic_because: 'tag "wismo"',
      match_by: 'ORDER_NUMBER',
      looked_at: now,
    })),
  );
  const cases = shipments.flatMap((shipment, index) =>
    times((n) =>
      caseRow(merchantId, idOf(people[n]!), now, {
        number: next.number++,
        kind: KINDS[n],
        shipment_id: shipment['id'],
        order_id: shipment['order_id'],
        order_number: shipment['order_number'],
        tracking_number: shipment['tracking_number'],
        customer_email: customer.customer_email,
        reason: 'carrier.delay',
        waiting_on: 'CUSTOMER',
        snoozed_until: after(now, HOUR),
        incident_id: idOf(incidents[n]!),
        flags: times((flag) => ({ code: ['HIGH_VALUE', 'VIP', 'SUBSCRIBER'][flag], because: 'so' })),
        tags: times((tag) => `tag-${tag}`),
        evidence_requests: times(() => ({ from: 'CUSTOMER', items: ['photos'], by: person, at: now })),
        closed_at: now,
        close_code: 'DAMAGE',
        closed_by: person,
        status: n === 0 ? 'OPEN' : 'CLOSED',
        first_action_at: now,
        warned_at: now,
        breached_at: now,
        paused_since: now,
        detection: {
          ...(caseRow(merchantId, person, now)['detection'] as Row),
          milestoneIds: milestones.filter((one) => one['subject_id'] === shipment['id']).map(idOf),
          ticketIds: tickets.slice(Math.floor(index / many) * many, Math.floor(index / many + 1) * many).map(idOf),
        },
        ...wholeTracks(now, idOf(people[n]!), idOf(people[many - 1 - n]!)),
      }),
    ),
  );
  const activities = cases.flatMap((one) =>
    times((n) => ({
      ...own,
      case_id: one['id'],
      id: someId(),
      at: now,
      actor: idOf(people[n]!),
      action: 'noted',
      detail: { text: 'x' },
      hash: 'h',
    })),
  );
  const messages = cases.flatMap((one) =>
    times((said) =>
      messageRow(merchantId, idOf(one), now, {
        said,
        status: said === 0 ? 'QUEUED' : 'SENT',
        order_id: one['order_id'],
        subject: 'Your parcel',
        failed_at: now,
        withdrawn_at: now,
        withheld_because: 'No address.',
      }),
    ),
  );
  for (const [table, rows] of [
    ['merchant', [merchant]],
    ['app_user', people],
    ...sourceTables,
    ['poll', shipments.map((one, n) => pollOf(merchantId, sourceOf(n % many), idOf(one), now))],
    ['policy_version', policies],
    ['incident', incidents],
    ['orders', orders],
    ['inventory_level', stock],
    ['shipment', shipments],
    ...evidence,
    ['milestone', milestones],
    ['ticket', tickets],
    ['exception_case', cases],
    ['activity', activities],
    ['message', messages],
  ] as const)
    await insert(pool, table, ...rows);
  await populateFeeds({ pool, merchantId, now, person }, { cases, shipments, milestones });
  const named = (kind: NamedKind, rows: readonly Row[]): readonly string[] =>
    rows.map((row) => publicId(kind, idOf(row)));
  const of: Population = {
    merchant: [publicId('merchant', merchantId)],
    user: named('user', people),
    source: named('source', sources),
    order: named('order', orders),
    shipment: named('shipment', shipments),
    node: times((n) => publicNodeId(`DC${n}`)),
    milestone: milestones.map((one) => publicMilestoneId(one['subject_id'] as string, idOf(one))),
    case: named('case', cases),
    activity: activities.map(({ case_id, id }) => publicActivityId(case_id as string, id)),
    deadLetter: named('deadLetter', letters),
    ticket: named('ticket', tickets),
    incident: named('incident', incidents),
    message: named('message', messages),
  };
  return { merchantId, userId: person, of };
}

const pollOf = (merchantId: string, sourceId: string, shipmentId: string, now: Instant): Row => ({
  merchant_id: merchantId,
  source_id: sourceId,
  shipment_id: shipmentId,
  due_at: now,
  enrolled_at: now,
  misses: 0,
  failures: 0,
});
