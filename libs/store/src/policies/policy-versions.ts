import { hash } from 'node:crypto';
import type { CompiledPolicy, Instant, PolicyVersion } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { toJson } from '../recordset';
import { nextStamp } from './policy-news';

/** A document as it is applied. */
export interface NewPolicyVersion {
  readonly merchantId: string;
  readonly effectiveFrom: Instant;
  readonly document: string;
  readonly compiled: CompiledPolicy;
  /** A user's id, or how else it came: `command-line:<account>`. */
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}

/** An applied document, for ever. */
export interface StoredPolicyVersion extends PolicyVersion {
  readonly merchantId: string;
  readonly document: string;
  readonly appliedBy: string;
  readonly appliedAt: Instant;
  readonly note: string | null;
  /** SHA-256 of the document. */
  readonly hash: string;
}

interface VersionRow {
  merchant_id: string;
  version: number;
  effective_from: Instant;
  document: string;
  compiled: CompiledPolicy;
  applied_by: string;
  applied_at: Instant;
  note: string | null;
  hash: string;
}

const COLUMNS =
  'v.merchant_id, v.version, v.effective_from, v.document, v.compiled, v.applied_by, v.applied_at, v.note, v.hash';

const fromRow = (row: VersionRow): StoredPolicyVersion => ({
  merchantId: row.merchant_id,
  version: row.version,
  effectiveFrom: row.effective_from,
  document: row.document,
  compiled: row.compiled,
  appliedBy: row.applied_by,
  appliedAt: row.applied_at,
  note: row.note,
  hash: row.hash,
});

/** Text that a database of ours takes back as it is. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

const PUT = `
  insert into policy_version as v (merchant_id, version, effective_from, document, compiled, applied_by, applied_at, note, hash, stamp)
  select $1, coalesce((select max(version) from policy_version where merchant_id = $1), 0) + 1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9
  returning ${COLUMNS}`;

/** Adds a version: the next number of its merchant. */
export async function putPolicyVersion(tx: Tx, given: NewPolicyVersion): Promise<StoredPolicyVersion> {
  const stamp = await nextStamp(tx);
  const document = storable(given.document);
  const { rows } = await tx.query<VersionRow>({
    name: 'put-policy-version',
    text: PUT,
    values: [
      given.merchantId,
      given.effectiveFrom,
      document,
      toJson(given.compiled),
      given.by,
      given.at,
      given.note === null ? null : storable(given.note),
      hash('sha256', document, 'hex'),
      stamp,
    ],
  });
  return fromRow(rows[0]!);
}

const IN_FORCE = `
  select ${COLUMNS} from policy_version v where merchant_id = $1 and effective_from <= $2
   order by effective_from desc, version desc limit 1`;

/** The version in force at a moment; null while there is none. */
export async function policyVersionAt(
  db: Queryable,
  merchantId: string,
  at: Instant,
): Promise<StoredPolicyVersion | null> {
  const { rows } = await db.query<VersionRow>({ name: 'policy-version-at', text: IN_FORCE, values: [merchantId, at] });
  return rows[0] ? fromRow(rows[0]) : null;
}

export async function policyVersion(
  db: Queryable,
  merchantId: string,
  version: number,
): Promise<StoredPolicyVersion | null> {
  const { rows } = await db.query<VersionRow>({
    name: 'policy-version',
    text: `select ${COLUMNS} from policy_version v where merchant_id = $1 and version = $2`,
    values: [merchantId, version],
  });
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Versions from the newest back, before one of them. */
export async function policyVersionsBefore(
  db: Queryable,
  merchantId: string,
  before: number | null,
  limit: number,
): Promise<StoredPolicyVersion[]> {
  const { rows } = await db.query<VersionRow>({
    name: 'policy-versions-before',
    text: `select ${COLUMNS} from policy_version v where merchant_id = $1 and version < $2 order by version desc limit $3`,
    values: [merchantId, before ?? 2_147_483_647, limit],
  });
  return rows.map(fromRow);
}
