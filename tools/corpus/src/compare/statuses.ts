import { instant, SILENT, type MilestoneCode } from '@whereabouts/model';
import type { Compared, Comparison, Difference } from './comparison';

/** What the newest event may be, given the status that an origin states for the parcel. Others say nothing certain. */
const STANDING: Readonly<Record<string, readonly MilestoneCode[]>> = {
  out_for_delivery: ['OUT_FOR_DELIVERY'],
  delivered: ['DELIVERED', 'RETURNED'],
  available_for_pickup: ['AVAILABLE_FOR_PICKUP'],
  return_to_sender: ['RETURNING', 'RETURNED'],
  failure: ['EXCEPTION', 'TERMINATED', 'ATTEMPT_FAILED', 'HELD'],
  cancelled: ['TERMINATED'],
};

/** A status of the parcel as a whole, in an aggregator's word. */
export function compareStatus({ said, expected }: Compared): Comparison {
  const wanted = STANDING[String(expected['status'] ?? '').toLowerCase()];
  // Tests that state a status beside their assertions are compared by those.
  if (wanted === undefined || expected['assertions'] !== undefined) return { statements: 0, differences: [] };
  const told = said.milestones.filter(({ code }) => !SILENT.has(code));
  const newest = [...told].sort((a, b) => (a.occurredAt ?? '').localeCompare(b.occurredAt ?? '')).at(-1);
  const agrees = newest !== undefined && wanted.includes(newest.code);
  const difference: Difference = { about: 'status', theirs: String(expected['status']), ours: newest?.code ?? 'none' };
  return { statements: 1, differences: agrees ? [] : [difference] };
}

interface Signature {
  readonly header: string;
  readonly value: string;
  readonly secret: string;
  readonly valid: boolean;
}

/** A body with the signature that came with it. */
export function compareSignature({ plugin, bytes, expected }: Compared): Comparison {
  const signature = expected['signature'] as Signature | undefined;
  if (!signature || !plugin.push) return { statements: 0, differences: [] };
  const headers = { [signature.header.toLowerCase()]: signature.value };
  const now = instant('2026-01-01T00:00:00Z');
  const { accepted } = plugin.push.verify({ headers, body: bytes, secrets: [signature.secret], now });
  if (accepted === signature.valid) return { statements: 1, differences: [] };
  return {
    statements: 1,
    differences: [
      { about: 'signature', theirs: signature.valid ? 'right' : 'wrong', ours: accepted ? 'right' : 'wrong' },
    ],
  };
}
