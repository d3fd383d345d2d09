import type { Claim } from '../shipment/claims';
import { claim, fromWarehouse, hour, milestone } from '../shipment/history.fixture';
import type { Milestone } from '../shipment/milestone';
import { summarize } from '../shipment/summary';
import { deriveShipment } from '../shipment/view';
import type { TicketSignal } from '../tickets/signal';
import { DEFAULT_POLICY } from '../policy/policy';
import { detect } from './detect';
import { detectTicket } from './detect-order';
import type { DetectContext, Finding } from './finding';
import type { DetectionPolicy } from './policy';

function found(
  history: readonly Milestone[],
  change: Partial<DetectContext> = {},
  claims: readonly Claim[] = [],
): readonly Finding[] {
  const summary = summarize(history, claims);
  const context: DetectContext = { policy: DEFAULT_POLICY, now: hour(30), carrier: 'ups', tier: 'STANDARD', ...change };
  return detect(deriveShipment(summary), summary, context).findings;
}
const rulesOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

const moving = [milestone('ACCEPTED', 1), milestone('IN_TRANSIT', 5)];
const delivered = [...moving, milestone('DELIVERED', 20)];
const ticket = (
  topic: TicketSignal['topic'],
  openedAtHour: number,
  change: Partial<TicketSignal> = {},
): TicketSignal => ({
  id: `tkt-${topic}`,
  externalId: '4711',
  topic,
  openedAt: hour(openedAtHour),
  isClosed: false,
  match: 'ORDER_NUMBER',
  ...change,
});

describe('what carriers and warehouses report', () => {
  const attempt = (atHour: number, reason: Milestone['reasons'][number]): Milestone =>
    milestone('ATTEMPT_FAILED', atHour, { reasons: [reason] });
  it.each<readonly [string, readonly Milestone[], readonly string[]]>([
    ['the address is wrong', [...moving, attempt(20, 'address.incorrect')], ['address-problem/reported']],
    [
      'the address is wrong, before anything left',
      [fromWarehouse('PACKED', 1, { reasons: ['address.not_found'] })],
      ['address-problem/reported'],
    ],
    [
      'the address was corrected',
      [...moving, attempt(20, 'address.incorrect'), milestone('EXCEPTION', 22, { reasons: ['address.corrected'] })],
      [],
    ],
    ['it goes out again', [attempt(20, 'address.incorrect'), milestone('OUT_FOR_DELIVERY', 28)], []],
    [
      'nobody was at home at a good address',
      [...moving, attempt(20, 'recipient.not_available')],
      ['failed-attempt/reported'],
    ],
    [
      'no safe place is no wrong address',
      [...moving, attempt(20, 'address.no_safe_place')],
      ['failed-attempt/reported'],
    ],
    [
      'a wrong item was found in the warehouse',
      [fromWarehouse('EXCEPTION', 2, { reasons: ['shipper.wrong_item'] })],
      ['wrong-or-missing-item/reported'],
    ],
    ['a parcel is backordered', [fromWarehouse('BACKORDERED', 2)], ['inventory-short/backordered']],
    ['the stock came', [fromWarehouse('BACKORDERED', 2), fromWarehouse('ALLOCATED', 9)], []],
    ['it was packed after all', [fromWarehouse('BACKORDERED', 2), fromWarehouse('PACKED', 9)], []],
    [
      'cancelled since the stock is out',
      [fromWarehouse('TERMINATED', 2, { reasons: ['shipper.out_of_stock'] })],
      ['inventory-short/backordered'],
    ],
    [
      'it moves after it was delivered',
      [...delivered, milestone('IN_TRANSIT', 25)],
      ['delivered-not-received/moved-again'],
    ],
    ['delivered again after that', [...delivered, milestone('IN_TRANSIT', 25), milestone('DELIVERED', 29)], []],
    ['a counter after a delivery to it', [...delivered, milestone('AVAILABLE_FOR_PICKUP', 21)], []],
    [
      'a shop that is late with the news contradicts nothing',
      [...delivered, milestone('IN_TRANSIT', 25, { sourceKind: 'STOREFRONT', sourceId: 'src-shop' })],
      [],
    ],
    [
      'the customer called the carrier',
      [...delivered, milestone('EXCEPTION', 25, { reasons: ['recipient.says_not_received'] })],
      ['delivered-not-received/reported'],
    ],
  ])('%s', (_name, history, rules) => {
    expect(rulesOf(found(history))).toEqual(rules);
  });

  it('a delivery in another country than the order goes to was not for the customer', () => {
    const abroad = [...moving, milestone('DELIVERED', 20, { place: { country: 'CA' } })];
    const to = (country: string): Claim[] => [claim('destination', { country })];
    expect(rulesOf(found(abroad, {}, to('US')))).toEqual(['delivered-not-received/other-country']);
    expect(rulesOf(found(abroad, {}, to('CA')))).toEqual([]);
    expect(rulesOf(found(delivered, {}, to('US')))).toEqual([]);
  });

  it('a failed attempt at a bad address is an attempt again for who wants no address cases', () => {
    const policy = { ...DEFAULT_POLICY, off: ['ADDRESS_PROBLEM' as const] };
    expect(rulesOf(found([...moving, attempt(20, 'address.incorrect')], { policy }))).toEqual([
      'failed-attempt/reported',
    ]);
  });

  it('an address that failed validation is a trouble until the parcel leaves', () => {
    const addressFault = { at: hour(2), what: 'the postal code does not exist' };
    expect(found([fromWarehouse('PACKED', 1)], { addressFault })).toMatchObject([
      {
        rule: 'address-problem/validation',
        because: 'The address failed validation at 2025-03-03 10:00 UTC: the postal code does not exist.',
        conditionSince: hour(2),
      },
    ]);
    expect(found(moving, { addressFault })).toEqual([]);
  });
});

describe('what customers write', () => {
  it.each<readonly [string, readonly Milestone[], TicketSignal, readonly string[]]>([
    ['nothing came, after the delivery', delivered, ticket('NOT_RECEIVED', 22), ['delivered-not-received/ticket']],
    ['nothing came, before the delivery', delivered, ticket('NOT_RECEIVED', 18), []],
    ['nothing came, and it is on its way', moving, ticket('NOT_RECEIVED', 18), []],
    [
      'nothing came, on the day of a delivery without a time',
      [...moving, milestone('DELIVERED', 16, { timeCertainty: 'DATE_ONLY', receivedAt: hour(30) })],
      ticket('NOT_RECEIVED', 16.5),
      ['delivered-not-received/ticket'],
    ],
    ['it is broken', delivered, ticket('DAMAGE', 22), ['damage/ticket']],
    ['an item is missing', delivered, ticket('WRONG_OR_MISSING_ITEM', 22), ['wrong-or-missing-item/ticket']],
    ['where is it', moving, ticket('WISMO', 22), []],
    ['a solved ticket opens nothing', delivered, ticket('DAMAGE', 22, { isClosed: true }), []],
  ])('%s', (_name, history, told, rules) => {
    expect(rulesOf(found(history, { tickets: [told] }))).toEqual(rules);
  });

  it('is named with its ticket, and how sure the match is', () => {
    const tickets = [ticket('DAMAGE', 22), ticket('DAMAGE', 25, { id: 'tkt-2', externalId: '4712', match: 'EMAIL' })];
    expect(found(delivered, { tickets })).toEqual([
      {
        kind: 'DAMAGE_REPORTED',
        reason: 'delivery.arrived_damaged',
        rule: 'damage/ticket',
        policyVersion: 0,
        thresholds: {},
        because:
          "Ticket 4712 of 2025-03-04 09:00 UTC tells of damage (matched by: the customer's email address: that address has a single order in the time looked back); 2 tickets tell so.",
        milestoneIds: [],
        ticketIds: ['tkt-DAMAGE', 'tkt-2'],
        conditionSince: hour(25),
      },
    ]);
  });

  it('counts for a case also while nobody knows whose ticket it is', () => {
    const alone = (topic: TicketSignal['topic']) =>
      detectTicket(ticket(topic, 1, { match: null }), { policy: DEFAULT_POLICY, now: hour(2) }).findings;
    expect(rulesOf(alone('DAMAGE'))).toEqual(['damage/ticket']);
    expect(alone('DAMAGE')[0]!.because).toContain('whose it is, is not known yet');
    expect(rulesOf(alone('NOT_RECEIVED'))).toEqual(['delivered-not-received/ticket']);
    expect(alone('WISMO')).toEqual([]);
  });
});

describe('thresholds of a tier and of a promise', () => {
  const policy = (change: Partial<DetectionPolicy>): DetectionPolicy => ({ ...DEFAULT_POLICY, ...change });
  const handedOver = [fromWarehouse('HANDED_OVER', 1)];
  const nextOf = (history: readonly Milestone[], change: Partial<DetectContext>, claims: readonly Claim[] = []) => {
    const summary = summarize(history, claims);
    const context: DetectContext = {
      policy: DEFAULT_POLICY,
      now: hour(6),
      carrier: 'ups',
      tier: 'STANDARD',
      ...change,
    };
    return detect(deriveShipment(summary), summary, context).nextCheckAt;
  };

  it('a better tier is looked at earlier', () => {
    const { firstScan, stall } = DEFAULT_POLICY;
    const earlier = policy({
      firstScan: { ...firstScan, tiers: { handedOverHours: { VIP: 12 }, labelOnlyHours: {} } },
      stall: { ...stall, tiers: { domesticHours: { VIP: 24 }, internationalHours: {} } },
    });
    expect(nextOf(handedOver, { policy: earlier, tier: 'VIP' })).toBe(hour(13));
    expect(nextOf(handedOver, { policy: earlier })).toBe(hour(25));
    expect(nextOf(moving, { policy: earlier, tier: 'VIP' })).toBe(hour(29));
  });

  it.each([
    ['is near: a person knows the lead time before it', 40, 28],
    ['is far: the clock is as ever', 90, 53],
    ['passed: no earlier than the least time', 7, 17],
  ])('a promise that %s', (_name, promisedTo, dueAt) => {
    const near = policy({ off: ['PROMISE_AT_RISK'], nearPromise: { leadHours: 12, minimumHours: 12 } });
    expect(nextOf(moving, { policy: near }, [claim('promise', { to: hour(promisedTo) })])).toBe(hour(dueAt));
  });
});
