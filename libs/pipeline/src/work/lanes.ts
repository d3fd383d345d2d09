import type { Read } from './read-inputs';

/** Transactions that a process applies at the same time: while one waits for the database, the other computes. */
export const LANES = 2;

/** News of one parcel always takes the same lane, so that lanes do not wait for each other's rows. */
export function laneOf({ understood }: Read): number {
  const said = understood?.said;
  const first = said?.milestones[0];
  const key =
    first?.trackingNumber ??
    said?.shipments[0]?.trackingNumber ??
    said?.orders[0]?.number ??
    first?.shipmentExternalId ??
    first?.orderExternalId ??
    '';
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
  return Math.abs(hash) % LANES;
}
