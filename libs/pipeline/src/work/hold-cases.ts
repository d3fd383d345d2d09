import { holdShipmentsOfCases, lockCases, together, type StoredCase, type Tx } from '@whereabouts/store';

/** The case moved to another shipment between two statements: the order is run again and finds it there. */
class MovedMeanwhile extends Error {
  readonly code = '40001';
}

/** The shipments first, then the cases, both in key order: as news and timers take them. */
export async function holdCases(
  tx: Tx,
  merchantId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, StoredCase>> {
  const [held, cases] = await together([
    holdShipmentsOfCases(tx, merchantId, caseIds),
    lockCases(tx, merchantId, caseIds),
  ]);
  for (const { shipmentId } of cases)
    if (shipmentId !== null && !held.has(shipmentId)) throw new MovedMeanwhile('the case has a shipment now');
  return new Map(cases.map((one) => [one.id, one]));
}
