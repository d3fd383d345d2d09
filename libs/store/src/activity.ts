import { hash } from 'node:crypto';
import { entryContent, type Instant } from '@whereabouts/model';
import type { Tx } from './db';
import { canonicalJson, insertRows, toJson, type Columns } from './recordset';

/** One entry of a case's history. */
export interface ActivityEntry {
  readonly merchantId: string;
  readonly caseId: string;
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly detail: unknown;
}

/** The hash of an entry: over the one before it and all of its own content, so that it can be checked from the rows. */
export const chainHash = (previous: string, entry: ActivityEntry): string =>
  hash('sha256', canonicalJson(entryContent(previous, entry)), 'hex');

const ACTIVITY: Columns = {
  merchant_id: 'uuid',
  case_id: 'uuid',
  id: 'uuid',
  at: 'timestamptz',
  actor: 'text',
  action: 'text',
  detail: 'jsonb',
  hash: 'text',
};
const PUT_ACTIVITY = insertRows('activity', ACTIVITY);

export async function putActivity(
  tx: Tx,
  entries: readonly (ActivityEntry & { readonly hash: string })[],
): Promise<void> {
  await tx.query({
    name: 'put-activity',
    text: PUT_ACTIVITY,
    values: [
      toJson(
        entries.map((entry) => ({
          merchant_id: entry.merchantId,
          case_id: entry.caseId,
          id: entry.id,
          at: entry.at,
          actor: entry.actor,
          action: entry.action,
          detail: entry.detail,
          hash: entry.hash,
        })),
      ),
    ],
  });
}
