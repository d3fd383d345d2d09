import {
  after,
  DEFAULT_POLICY,
  deriveShipment,
  EMPTY_SUMMARY,
  HOUR,
  instant,
  summarize,
  type Instant,
  type Milestone,
  type OrderView,
} from '@whereabouts/model';
import type { LockedShipment, StoredCase } from '@whereabouts/store';
import { NOWHERE } from './family-cases';
import { judge, lookAt, type Judgement, type Look } from './judge';

const AT = instant('2026-11-20T08:00:00Z');
const hour = (hours: number): Instant => after(AT, hours * HOUR);

const shipment: LockedShipment = {
  merchantId: 'm',
  id: 'p',
  trackingNumber: 'T1',
  carrier: 'toy',
  isCarrierGuessed: false,
  epoch: 0,
  orderId: 'o',
  summary: EMPTY_SUMMARY,
  heardFrom: null,
  heardTo: null,
  openCases: 0,
  nextCheckAt: null,
  counted: null,
  addressValidation: null,
  hasTickets: false,
  filed: null,
};

const milestone = (code: Milestone['code'], atHour: number, change: Partial<Milestone> = {}): Milestone => ({
  id: `${code}@${atHour}`,
  code,
  reasons: [],
  occurredAt: hour(atHour),
  occurredLocal: null,
  timeCertainty: 'OFFSET_GIVEN',
  place: null,
  direction: 'FORWARD',
  sourceCode: null,
  sourceText: null,
  receivedAt: hour(atHour),
  sourceId: 's1',
  sourceKind: 'CARRIER',
  ...change,
});

function lookOf(milestones: readonly Milestone[], order: OrderView | null = null): Look {
  const summary = summarize(milestones);
  return { shipment, summary, view: deriveShipment(summary), order };
}
const judged = (look: Look, now: Instant, cases: readonly StoredCase[] = []): Judgement =>
  judge(look, lookAt(look, DEFAULT_POLICY, now), cases, DEFAULT_POLICY, now);

/** The cases as the store keeps them after a judgement. */
const kept = ({ writes }: Judgement): StoredCase[] =>
  writes.map((write, index) => {
    const one = write.type === 'open' ? { ...write.case, id: `c${index}`, number: index, ownerId: 'u' } : write.case;
    return {
      ...one,
      activityHash: '',
      facts: NOWHERE,
    };
  });

describe('judging a shipment', () => {
  const handedOver = lookOf([milestone('HANDED_OVER', 0)]);

  it('finds nothing while a clock runs, and says when to look again', () => {
    expect(judged(handedOver, hour(1))).toEqual({ writes: [], openCases: 0, nextCheckAt: hour(24) });
  });

  it('opens a case when the time has run out; its own clocks need no look at the parcel', () => {
    const { writes, openCases, nextCheckAt } = judged(handedOver, hour(24));
    expect(writes).toMatchObject([{ type: 'open', case: { kind: 'NO_FIRST_SCAN', episode: 1, orderId: 'o' } }]);
    expect(openCases).toBe(1);
    expect(nextCheckAt).toBeNull();
  });

  it('does nothing when it looks again and nothing has changed', () => {
    const cases = kept(judged(handedOver, hour(24)));
    expect(judged(handedOver, hour(25), cases)).toMatchObject({
      writes: [],
      openCases: 1,
      nextCheckAt: null,
    });
  });

  it('closes what healed by itself, and counts it out', () => {
    const cases = kept(judged(handedOver, hour(24)));
    const scanned = lookOf([milestone('HANDED_OVER', 0), milestone('ACCEPTED', 30)]);
    const { writes, openCases } = judged(scanned, hour(31), cases);
    expect(writes.map(({ action }) => action)).toEqual(['sla-warning', 'sla-warning', 'sla-breach', 'healed']);
    expect(writes.at(-1)).toMatchObject({ changeType: 'CLOSED', case: { closeCode: 'CARRIER_DELAY' } });
    expect(openCases).toBe(0);
  });

  it('numbers the next case of a kind as another episode', () => {
    const damaged = lookOf([milestone('EXCEPTION', 0, { reasons: ['carrier.damage'] })]);
    const [first] = kept(judged(damaged, hour(1)));
    const closed = {
      ...first!,
      status: 'CLOSED' as const,
      closedAt: hour(2),
      closedBy: 'usr-ana',
      closeCode: 'DAMAGE' as const,
    };
    expect(judged(damaged, hour(3), [closed]).writes).toEqual([]);
    const again = lookOf([
      milestone('EXCEPTION', 0, { reasons: ['carrier.damage'] }),
      milestone('EXCEPTION', 5, { reasons: ['carrier.damage'] }),
    ]);
    expect(judged(again, hour(6), [closed]).writes).toMatchObject([{ type: 'open', case: { episode: 2 } }]);
  });

  it('flags a case by what is known of the order, and looks early for a customer who is told first', () => {
    const order: OrderView = {
      placedAt: null,
      cancelledAt: null,
      customer: {
        externalId: null,
        name: null,
        email: null,
        phone: null,
        tier: 'VIP',
        firstTimeBuyer: true,
        locale: null,
      },
      value: { amount: '412.00', currency: 'USD' },
      promise: null,
      lines: [],
      destination: null,
    };
    const damaged = lookOf([milestone('EXCEPTION', 0, { reasons: ['carrier.damage'] })], order);
    expect(judged(damaged, hour(1)).writes).toMatchObject([
      { case: { flags: [{ code: 'HIGH_VALUE' }, { code: 'FIRST_TIME_BUYER' }, { code: 'VIP' }] } },
    ]);
  });
});
