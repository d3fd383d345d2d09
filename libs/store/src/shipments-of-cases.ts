import type { Instant } from '@whereabouts/model';
import type { Tx } from './db';
import { recordset, toJson } from './recordset';
import type { ShipmentKey } from './shipments';

// One by one, whatever the tables held when this was planned: `offset 0` keeps the parts apart.
const HOLD = `
  select s.id
    from (select distinct c.shipment_id from unnest($2::uuid[]) as w (id)
           cross join lateral (
             select c.shipment_id from exception_case c where c.merchant_id = $1 and c.id = w.id offset 0) c
           where c.shipment_id is not null order by c.shipment_id) c
   cross join lateral (
     select s.id from shipment s where s.merchant_id = $1 and s.id = c.shipment_id for no key update) s`;

/**
 * Holds the shipments of cases in key order, as news and timers do, and says which it holds. Nothing of them is read:
 * people's commands look at cases only.
 */
export async function holdShipmentsOfCases(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'hold-shipments-of-cases',
    text: HOLD,
    values: [merchantId, caseIds],
  });
  return new Set(rows.map(({ id }) => id));
}

/** What people's commands leave behind at a shipment. */
export interface ShipmentTouch extends ShipmentKey {
  /** Open cases more or fewer. */
  readonly openCases: number;
}

/** A shipment that gets its first open case or loses its last one is a change of it: lists filter by that. */
const TOUCH = `
  with touched as (
    update shipment s
       set open_cases = case when s.open_cases < 0 then s.open_cases else s.open_cases + t.delta end
      from (select merchant_id, id, sum(delta)::int as delta
              from ${recordset({ merchant_id: 'uuid', id: 'uuid', delta: 'int' })}
             group by merchant_id, id) t
     where s.merchant_id = t.merchant_id and s.id = t.id
    returning s.*, t.delta)
  insert into shipment_change (merchant_id, shipment_id, at, tracking_number, carrier, state, node_code, order_number,
                               shipped_at, has_open_case, was)
  select merchant_id, id, $2, tracking_number, carrier, state, node_code, order_number, shipped_at, open_cases > 0,
         jsonb_build_object('hasOpenCase', open_cases - delta > 0)
    from touched where open_cases >= 0 and (open_cases > 0) <> (open_cases - delta > 0)`;

/** Counts open cases up or down. The caller holds the shipments' locks. */
export async function touchShipments(tx: Tx, touches: readonly ShipmentTouch[], now: Instant): Promise<void> {
  await tx.query({
    name: 'touch-shipments',
    text: TOUCH,
    values: [
      toJson(
        touches.map(({ merchantId, shipmentId, openCases }) => ({
          merchant_id: merchantId,
          id: shipmentId,
          delta: openCases,
        })),
      ),
      now,
    ],
  });
}
