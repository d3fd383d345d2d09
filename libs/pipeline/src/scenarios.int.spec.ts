import { randomBytes } from 'node:crypto';
import {
  after,
  DEFAULT_POLICY,
  EXCEPTION_KINDS,
  HOUR,
  instant,
  nextStepsOf,
  type CloseCode,
  type ExceptionKind,
  type Instant,
  type PriorityFlag,
  type RecoveryOutcome,
  type RecoveryTrackStatus,
  type Role,
} from '@whereabouts/model';
import type { TicketRecord } from '@whereabouts/plugin-sdk';
import { dataSource, directory, inTransaction, lockCases, secretBox, type StoredCase } from '@whereabouts/store';
import type { CaseRequest } from './pipeline';
import { fireAll } from './testing/fire-all';
import { wipe } from './testing/projections';
import { testHub, type TestHub } from './testing/test-hub';
import { tellTickets, toyDesk } from './testing/toy-desk';
import { TOYS, type ToyEvent, type ToyOrder, type ToyParcel } from './testing/toy-plugin';

/** A Friday noon. */
const START = instant('2026-11-20T12:00:00Z');
const at = (hours: number): Instant => after(START, hours * HOUR);

/** One way from a signal to a closed case, as people see it. */
interface Scenario {
  readonly kind: ExceptionKind;
  readonly story: string;
  /** The order behind it; number 1042. */
  readonly order: Omit<ToyOrder, 'number'>;
  /** What sources say, one after the other; the toy carrier where no source is named. */
  readonly told: readonly ({ readonly source?: string } & ToyParcel)[];
  readonly ticket?: Partial<TicketRecord>;
  /** Hours after the start at which the trouble is there; a minute before it is not. Absent: at once. */
  readonly opensAfter?: number;
  readonly rule: string;
  readonly flags: readonly PriorityFlag[];
  readonly about: 'parcel' | 'order';
  readonly firstActionHours: number;
  readonly firstStep: string;
  readonly recovery: RecoveryTrackStatus;
  /** What people do, in order: an agent at once, unless another role or a time is given. */
  readonly work: readonly (readonly [CaseRequest, { readonly role?: Role; readonly at?: Instant }?])[];
  readonly closeCode: CloseCode;
  readonly outcome: RecoveryOutcome | null;
}

const plain = { amount: '20.00', tier: 'STANDARD' } as const;
const precious = { amount: '412.50', tier: 'VIP', email: 'kim@example.test', earlierOrders: 0 } as const;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const parcel = (...events: readonly ToyEvent[]): ToyParcel => ({ number: 'T1', order: '1042', events });
const accepted: ToyEvent = { code: 'ACCEPTED', at: at(-30) };
const delivered: readonly ToyEvent[] = [accepted, { code: 'DELIVERED', at: at(-3) }];
const told: CaseRequest = { type: 'resolve-customer', resolution: 'MESSAGE' };
const filed: CaseRequest = {
  type: 'advance-recovery',
  to: 'CLAIM_FILED',
  claimReference: 'C-77',
  claimed: usd('20.00'),
};
const settled = (outcome: RecoveryOutcome, more: object = {}): CaseRequest => ({
  type: 'advance-recovery',
  to: 'SETTLED',
  outcome,
  ...more,
});

const SCENARIOS: readonly Scenario[] = [
  {
    kind: 'NO_FIRST_SCAN',
    story: 'handed over, and the carrier does not scan it within a day',
    order: plain,
    told: [{ source: 'toy-house', ...parcel({ code: 'HANDED_OVER', at: at(0) }) }],
    opensAfter: 24,
    rule: 'no-first-scan/handed-over',
    flags: [],
    about: 'parcel',
    firstActionHours: 4,
    firstStep: 'ask-node-for-proof',
    recovery: 'NOT_APPLICABLE',
    work: [[{ type: 'request-evidence', from: 'WAREHOUSE', items: ['hand-over proof'] }], [told]],
    closeCode: 'WAREHOUSE_MISS',
    outcome: null,
  },
  {
    kind: 'STALLED_IN_TRANSIT',
    story: 'no movement for two days of service, Sunday not counted; the carrier pays',
    order: plain,
    told: [parcel({ code: 'ACCEPTED', at: at(0) })],
    opensAfter: 72,
    rule: 'stalled/no-movement',
    flags: [],
    about: 'parcel',
    firstActionHours: 24,
    firstStep: 'trace-with-carrier',
    recovery: 'INVESTIGATING',
    work: [
      [told],
      // Carriers take a claim for a loss after a week.
      [filed, { at: at(7 * 24) }],
      [
        settled('PAID_FULL', {
          paid: usd('20.00'),
          paidAt: at(7 * 24),
          paymentSource: 'invoice 9',
          claimReference: 'C-77',
        }),
      ],
    ],
    closeCode: 'CARRIER_DELAY',
    outcome: 'PAID_FULL',
  },
  {
    kind: 'FAILED_ATTEMPT',
    story: 'nobody was at home',
    order: precious,
    told: [parcel(accepted, { code: 'ATTEMPT_FAILED', at: at(-1), reasons: ['recipient.not_available'] })],
    rule: 'failed-attempt/reported',
    flags: ['HIGH_VALUE', 'FIRST_TIME_BUYER', 'VIP'],
    about: 'parcel',
    firstActionHours: 4,
    firstStep: 'confirm-address-and-slot',
    recovery: 'NOT_APPLICABLE',
    work: [[told]],
    closeCode: 'CUSTOMER_ERROR',
    outcome: null,
  },
  {
    kind: 'DELIVERED_NOT_RECEIVED',
    story: 'the customer writes that nothing came after it was delivered',
    order: precious,
    told: [parcel(...delivered)],
    ticket: { subject: 'It says delivered but nothing is here', orderNumber: '1042' },
    rule: 'delivered-not-received/ticket',
    flags: ['HIGH_VALUE', 'FIRST_TIME_BUYER', 'VIP'],
    about: 'parcel',
    firstActionHours: 8,
    firstStep: 'ask-for-proof-of-delivery',
    recovery: 'INVESTIGATING',
    work: [
      [{ type: 'request-evidence', from: 'CARRIER', items: ['proof of delivery'] }],
      [{ type: 'resolve-customer', resolution: 'REFUND', amount: usd('412.50') }],
      [{ type: 'approve', approve: true }, { role: 'LEAD' }],
      [settled('UNECONOMIC')],
    ],
    closeCode: 'MISDELIVERY',
    outcome: 'UNECONOMIC',
  },
  {
    kind: 'DAMAGE_REPORTED',
    story: 'the customer writes that it arrived broken, and the carrier denies the claim',
    order: plain,
    told: [parcel(...delivered)],
    ticket: { subject: 'My vase arrived broken', text: 'Order 1042' },
    rule: 'damage/ticket',
    flags: [],
    about: 'parcel',
    firstActionHours: 2,
    firstStep: 'ask-for-photos',
    recovery: 'INVESTIGATING',
    work: [
      [{ type: 'request-evidence', from: 'CUSTOMER', items: ['photos of the box'] }],
      [{ type: 'resolve-customer', resolution: 'REFUND', amount: usd('20.00') }],
      [filed],
      [settled('DENIED', { note: 'Packed badly, they say.' })],
    ],
    closeCode: 'DAMAGE',
    outcome: 'DENIED',
  },
  {
    kind: 'RETURN_TO_SENDER',
    story: 'the carrier sends it back',
    order: plain,
    told: [parcel(accepted, { code: 'RETURNING', at: at(-1), reasons: ['recipient.refused'] })],
    rule: 'return-to-sender/reported',
    flags: [],
    about: 'parcel',
    firstActionHours: 24,
    firstStep: 'refund',
    recovery: 'NOT_APPLICABLE',
    work: [[{ type: 'resolve-customer', resolution: 'REFUND', amount: usd('20.00') }]],
    closeCode: 'CUSTOMER_ERROR',
    outcome: null,
  },
  {
    kind: 'PROMISE_AT_RISK',
    story: 'the carrier expects to be late; a VIP is told three days before',
    order: { ...precious, promisedBy: at(80) },
    told: [{ ...parcel({ code: 'ACCEPTED', at: at(0) }), estimate: at(100) }],
    opensAfter: 8,
    rule: 'promise-at-risk/estimate',
    flags: ['HIGH_VALUE', 'FIRST_TIME_BUYER', 'VIP'],
    about: 'parcel',
    firstActionHours: 4,
    firstStep: 'tell-customer',
    recovery: 'NOT_APPLICABLE',
    work: [[told]],
    closeCode: 'CARRIER_DELAY',
    outcome: null,
  },
  {
    kind: 'ADDRESS_PROBLEM',
    story: 'the carrier cannot find the address',
    order: plain,
    told: [parcel(accepted, { code: 'EXCEPTION', at: at(-1), reasons: ['address.not_found'] })],
    rule: 'address-problem/reported',
    flags: [],
    about: 'parcel',
    firstActionHours: 2,
    firstStep: 'correct-address',
    recovery: 'NOT_APPLICABLE',
    work: [[told]],
    closeCode: 'ADDRESS_ISSUE',
    outcome: null,
  },
  {
    kind: 'INVENTORY_SHORT',
    story: 'the warehouse has no stock, before there is any parcel',
    order: { ...precious, placedAt: at(-2) },
    told: [{ source: 'toy-house', order: '1042', events: [{ code: 'BACKORDERED', at: at(-1) }] }],
    rule: 'inventory-short/backordered',
    flags: ['HIGH_VALUE', 'FIRST_TIME_BUYER', 'VIP'],
    about: 'order',
    firstActionHours: 24,
    firstStep: 'tell-customer',
    recovery: 'NOT_APPLICABLE',
    work: [[told]],
    closeCode: 'WAREHOUSE_MISS',
    outcome: null,
  },
  {
    kind: 'WRONG_OR_MISSING_ITEM',
    story: 'the customer got another article, and gets the right one by express',
    order: plain,
    told: [parcel(...delivered)],
    ticket: { subject: 'You sent me the wrong size', trackingNumber: 'T1' },
    rule: 'wrong-or-missing-item/ticket',
    flags: [],
    about: 'parcel',
    firstActionHours: 8,
    firstStep: 'reship',
    recovery: 'NOT_APPLICABLE',
    work: [
      [{ type: 'resolve-customer', resolution: 'RESHIP', expedite: true, arrivesBy: at(48), amount: usd('20.00') }],
    ],
    closeCode: 'WAREHOUSE_MISS',
    outcome: null,
  },
];

describe('from signal to close', () => {
  let hub: TestHub;
  const people: Partial<Record<Role, string>> = {};
  beforeAll(async () => {
    hub = await testHub({ plugins: [...TOYS, toyDesk], needs: { roles: ['apply'] } });
    const data = await dataSource(hub.url).initialize();
    const desk = directory(data, secretBox(randomBytes(32)));
    for (const role of ['AGENT', 'LEAD'] as const)
      people[role] = (
        await desk.addPerson(
          { merchantId: hub.merchant.id, name: role, email: `${role}@example.test`, role },
          hub.time.clock(),
        )
      ).id;
    await data.destroy();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.set(START);
    await wipe(hub.pool);
  });

  const look = async (): Promise<StoredCase[]> => {
    const ids = (await hub.rows<{ id: string }>('select id from exception_case order by number')).map(({ id }) => id);
    return inTransaction(hub.pool, (tx) => lockCases(tx, hub.merchant.id, ids));
  };

  it.each(SCENARIOS.map((scenario) => [scenario.kind, scenario.story, scenario] as const))(
    '%s: %s',
    async (_kind, _story, scenario) => {
      const { kind, order, ticket, opensAfter, work } = scenario;
      await hub.post({ orders: [{ number: '1042', ...order }] }, 'toy-shop');
      for (const { source, ...document } of scenario.told) await hub.post(document, source);
      await hub.pipeline.settled();
      if (ticket) await tellTickets(hub, { externalId: '4711', openedAt: at(-1), ...ticket });
      if (opensAfter !== undefined) {
        hub.time.set(after(at(opensAfter), -1));
        await fireAll(hub);
        expect(await look()).toEqual([]);
        hub.time.set(at(opensAfter));
      }
      await fireAll(hub);

      const [opened, ...others] = await look();
      expect(others).toEqual([]);
      expect(opened).toMatchObject({
        kind,
        status: 'OPEN',
        detection: { rule: scenario.rule },
        customerTrack: { status: 'OPEN' },
        recoveryTrack: { status: scenario.recovery },
      });
      expect(opened!.flags.map(({ code }) => code)).toEqual(scenario.flags);
      expect([opened!.facts.orderNumber, opened!.facts.trackingNumber]).toEqual([
        '1042',
        scenario.about === 'parcel' ? 'T1' : null,
      ]);
      expect(Object.values(people)).toContain(opened!.ownerId);
      expect(opened!.sla.firstActionDueAt).toBe(after(hub.time.clock(), scenario.firstActionHours * HOUR));
      expect(nextStepsOf(opened!, DEFAULT_POLICY, hub.time.clock())[0]!.action).toBe(scenario.firstStep);

      const act = async (command: CaseRequest, role: Role = 'AGENT'): Promise<void> => {
        const who = { merchantId: hub.merchant.id, actor: people[role]!, role };
        const reply = await hub.pipeline.commandCase({ ...who, caseId: opened!.id, command });
        if (!reply.ok) throw new Error(`${command.type}: ${reply.message}`);
      };
      for (const [command, { role, at: moment } = {}] of work) {
        if (moment) hub.time.set(moment);
        await act(command, role);
      }
      await act({ type: 'close', closeCode: scenario.closeCode });
      const [closed] = await look();
      expect(closed).toMatchObject({
        status: 'CLOSED',
        closeCode: scenario.closeCode,
        customerTrack: { status: 'RESOLVED' },
        recoveryTrack: { outcome: scenario.outcome },
      });
      await fireAll(hub);
      expect(await look()).toHaveLength(1);
    },
  );

  it('is told of every kind', () => {
    expect(SCENARIOS.map(({ kind }) => kind).sort()).toEqual(Object.keys(EXCEPTION_KINDS).sort());
  });
});
