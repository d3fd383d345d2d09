import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { DataSource, EntitySchema, Not } from 'typeorm';

const { ARM_PORT, ARM_URL, ARM_MERCHANT: merchantId } = process.env as Record<string, string>;

interface Row {
  readonly merchantId: string;
  readonly id: string;
}
interface CaseRow extends Row {
  readonly number: number;
  readonly kind: string;
  readonly reason: string | null;
  readonly status: string;
  readonly version: number;
  readonly flags: readonly { readonly code: string; readonly because: string }[];
  readonly flagCount: number;
  readonly ownerId: string;
  readonly shipmentId: string;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly firstActionDueAt: Date;
  readonly firstActionAt: Date | null;
  readonly warnAt: Date;
  readonly breachedAt: Date | null;
  readonly resolutionDueAt: Date | null;
}
interface ShipmentRow extends Row {
  readonly trackingNumber: string;
  readonly state: string;
  readonly carrier: string;
  readonly lastScanAt: Date | null;
}
interface MilestoneRow extends Row {
  readonly subjectId: string;
  readonly code: string;
  readonly occurredAt: Date;
  readonly place: { readonly city: string | null } | null;
}

const column = (name: string, type: 'uuid' | 'text' | 'int' | 'jsonb' | 'timestamptz', primary = false) => ({
  name,
  type,
  primary,
  nullable: true,
});
const KEY = { merchantId: column('merchant_id', 'uuid', true), id: column('id', 'uuid', true) };

const Case = new EntitySchema<CaseRow>({
  name: 'exception_case',
  columns: {
    ...KEY,
    number: column('number', 'int'),
    kind: column('kind', 'text'),
    reason: column('reason', 'text'),
    status: column('status', 'text'),
    version: column('version', 'int'),
    flags: column('flags', 'jsonb'),
    flagCount: column('flag_count', 'int'),
    ownerId: column('owner_id', 'uuid'),
    shipmentId: column('shipment_id', 'uuid'),
    openedAt: column('opened_at', 'timestamptz'),
    dueAt: column('due_at', 'timestamptz'),
    firstActionDueAt: column('first_action_due_at', 'timestamptz'),
    firstActionAt: column('first_action_at', 'timestamptz'),
    warnAt: column('warn_at', 'timestamptz'),
    breachedAt: column('breached_at', 'timestamptz'),
    resolutionDueAt: column('resolution_due_at', 'timestamptz'),
  },
});
const User = new EntitySchema<Row & { readonly name: string }>({
  name: 'app_user',
  columns: { ...KEY, name: column('name', 'text') },
});
const Shipment = new EntitySchema<ShipmentRow>({
  name: 'shipment',
  columns: {
    ...KEY,
    trackingNumber: column('tracking_number', 'text'),
    state: column('state', 'text'),
    carrier: column('carrier', 'text'),
    lastScanAt: column('last_scan_at', 'timestamptz'),
  },
});
const Milestone = new EntitySchema<MilestoneRow>({
  name: 'milestone',
  columns: {
    ...KEY,
    subjectId: column('subject_id', 'uuid', true),
    code: column('code', 'text'),
    occurredAt: column('occurred_at', 'timestamptz'),
    place: column('place', 'jsonb'),
  },
});

const typeDefs = `
  scalar DateTime
  type Query { exceptionCases(first: Int!): CaseList! }
  type CaseList { totalCount: Int! hasNextPage: Boolean! nodes: [Case!]! }
  type Case {
    id: ID! number: Int! ref: String! kind: String! reason: String status: String! openedAt: DateTime! version: Int!
    flags: [Flag!]! sla: Sla! owner: User! shipment: Shipment!
  }
  type Flag { code: String! because: String! }
  type Sla { state: String! firstActionDueAt: DateTime! resolutionDueAt: DateTime }
  type User { id: ID! name: String! }
  type Shipment { id: ID! trackingNumber: String! state: String! lastScanAt: DateTime carrier: Carrier! milestones(last: Int!): [Milestone!]! }
  type Carrier { code: String! }
  type Milestone { code: String! occurredAt: DateTime! place: Place }
  type Place { city: String }`;

const data = await new DataSource({
  type: 'postgres',
  url: ARM_URL!,
  entities: [Case, User, Shipment, Milestone],
  // Row-level security lets all rows through: every query names the merchant.
  extra: { options: '-c TimeZone=UTC -c hub.merchant=*' },
}).initialize();
const [cases, users, shipments, milestones] = [
  data.getRepository(Case),
  data.getRepository(User),
  data.getRepository(Shipment),
  data.getRepository(Milestone),
];

const OPEN = { merchantId: merchantId!, status: Not('CLOSED') };

function slaState({ breachedAt, firstActionAt, firstActionDueAt, warnAt }: CaseRow): string {
  const now = new Date();
  if (breachedAt) return 'BREACHED';
  if (firstActionAt) return firstActionAt <= firstActionDueAt ? 'MET' : 'BREACHED';
  return now >= firstActionDueAt ? 'BREACHED' : now >= warnAt ? 'WARNING' : 'ON_TRACK';
}

/** Each field asks for what it needs, as the guides of both libraries show it. */
const resolvers = {
  Query: {
    async exceptionCases(_: unknown, { first }: { first: number }) {
      const order = { dueAt: 'ASC', flagCount: 'DESC', id: 'ASC' } as const;
      const rows = await cases.find({ where: OPEN, order, take: first + 1 });
      return { nodes: rows.slice(0, first), hasNextPage: rows.length > first };
    },
  },
  CaseList: { totalCount: () => cases.countBy(OPEN) },
  Case: {
    ref: ({ number }: CaseRow) => `EX-${number}`,
    sla: (row: CaseRow) => ({ ...row, state: slaState(row) }),
    owner: ({ ownerId }: CaseRow) => users.findOneBy({ merchantId, id: ownerId }),
    shipment: ({ shipmentId }: CaseRow) => shipments.findOneBy({ merchantId, id: shipmentId }),
  },
  Shipment: {
    carrier: ({ carrier }: ShipmentRow) => ({ code: carrier }),
    milestones: ({ id }: ShipmentRow, { last }: { last: number }) =>
      milestones.find({ where: { merchantId, subjectId: id }, order: { occurredAt: 'DESC' }, take: last }),
  },
};

const server = new ApolloServer({ typeDefs, resolvers });
await startStandaloneServer(server, { listen: { port: Number(ARM_PORT), host: '127.0.0.1' } });
process.on('SIGTERM', () => process.exit(0));
