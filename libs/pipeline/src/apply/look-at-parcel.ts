import type { Instant, PolicyOf } from '@whereabouts/model';
import { readOrders, readShipments, type ShipmentKey, type Tx } from '@whereabouts/store';
import { repeatFlags } from './figures';
import { viewOf, viewWithOrder } from './fold';
import type { Look } from './judge';
import { knownOrder } from './orders';

/** A parcel with its order and the flags of its lane, as news would find it: for a case that a person opens. */
export async function lookAtParcel(tx: Tx, key: ShipmentKey, policyOf: PolicyOf, now: Instant): Promise<Look | null> {
  const { merchantId } = key;
  const { truth } = policyOf(merchantId);
  const [shipment] = await readShipments(tx, { numbers: [], orders: [], ids: [key] });
  if (!shipment) return null;
  const { orderId: id, summary } = shipment;
  const [stored] = id === null ? [] : await readOrders(tx, [{ merchantId, id }], 'none');
  const order = stored ? knownOrder(stored, () => truth) : null;
  const view = viewWithOrder(summary, viewOf(summary, truth), order, truth);
  const look: Look = { shipment, summary, view, order: order?.view ?? null };
  return { ...look, repeats: (await repeatFlags(tx, [look], policyOf, now)).get(look) };
}
