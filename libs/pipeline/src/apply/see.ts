import type { Instant, PolicyOf } from '@whereabouts/model';
import type { Tx } from '@whereabouts/store';
import { mapBreathing } from './breathe';
import { repeatFlags, usualTimes } from './figures';
import { lookAt, type Findings, type Look } from './judge';

/** A look with all that was looked up for it, and what it finds. */
export interface Seen {
  readonly look: Look;
  readonly findings: Findings;
}

/** Parcels that are looked at without a breath. */
const SLICE = 64;

/** Looks at shipments, each with what the hub knows of its lane and carrier. In the order given. */
export async function see(tx: Tx, looks: readonly Look[], policyOf: PolicyOf, now: Instant): Promise<Seen[]> {
  const usual = await usualTimes(tx, looks, policyOf, now);
  const seen = await mapBreathing(looks, SLICE, (plain): Seen => {
    const look = { ...plain, usual: usual.get(plain) };
    return { look, findings: lookAt(look, policyOf(plain.shipment.merchantId), now) };
  });
  const found = seen.flatMap(({ look, findings }) => (findings.findings.length ? [look] : []));
  const repeats = await repeatFlags(tx, found, policyOf, now);
  return seen.map(({ look, findings }) => ({ look: { ...look, repeats: repeats.get(look) }, findings }));
}
