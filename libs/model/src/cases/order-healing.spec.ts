import type { OrderFacts } from '../detection/detect-order';
import type { OrderParcel } from '../detection/order-rule';
import { deriveOrder, type OrderStatement } from '../orders/order';
import { DEFAULT_POLICY } from '../policy/policy';
import { fromWarehouse, hour } from '../shipment/history.fixture';
import type { Ailing } from './healing';
import { orderHealingOf } from './order-healing';

const facts = (says: OrderStatement, change: Partial<OrderFacts> = {}): OrderFacts => {
  const statements = { 'STOREFRONT:shop': { at: hour(0), says } };
  return { view: deriveOrder(statements), statements, milestones: [], parcels: [], tickets: [], ...change };
};
const parcel = (change: Partial<OrderParcel>): OrderParcel => ({
  trackingNumber: 'T1',
  state: 'EXPECTED',
  isReturn: false,
  leftAt: null,
  ...change,
});
const ailing = (kind: Ailing['kind'], rule: string): Ailing => ({
  kind,
  detection: {
    rule,
    policyVersion: 0,
    thresholds: {},
    because: '',
    milestoneIds: [],
    conditionSince: hour(1),
    detectedAt: hour(1),
  },
});
const promise = { to: hour(100) };

describe('a case of an order ends by itself when', () => {
  it.each<readonly [string, OrderFacts, string]>([
    [
      'a parcel is there',
      facts({ promise }, { parcels: [parcel({ trackingNumber: 'T2' }), parcel({})] }),
      'it goes with T1, T2, where the promise is watched from now on',
    ],
    [
      'it left without a number',
      facts({ promise }, { milestones: [fromWarehouse('HANDED_OVER', 3)] }),
      'it left without a tracking number',
    ],
    ['nothing is promised', facts({}), 'nothing is promised any more'],
    ['the promise is another one', facts({ promise }), 'the promise is 2025-03-07 12:00 UTC now'],
    ['it is cancelled', facts({ promise, cancelledAt: hour(4) }), 'the order was cancelled at 2025-03-03 12:00 UTC'],
  ])('its promise was at risk without a parcel, and %s', (_name, now, because) => {
    const healing = orderHealingOf(ailing('PROMISE_AT_RISK', 'promise-at-risk/no-parcel'), now, DEFAULT_POLICY);
    expect(healing).toEqual({ because, closeCode: 'WAREHOUSE_MISS' });
  });

  it.each<readonly [string, OrderFacts, string]>([
    ['there is some', facts({}), 'the stock is there now'],
    ['it is packed', facts({}, { parcels: [parcel({ state: 'PACKED' })] }), 'it goes with T1'],
    ['it is cancelled', facts({ cancelledAt: hour(4) }), 'the order was cancelled at 2025-03-03 12:00 UTC'],
  ])('its stock was gone, and %s', (_name, now, because) => {
    const healing = orderHealingOf(ailing('INVENTORY_SHORT', 'inventory-short/no-stock'), now, DEFAULT_POLICY);
    expect(healing).toEqual({ because, closeCode: 'WAREHOUSE_MISS' });
  });
});
