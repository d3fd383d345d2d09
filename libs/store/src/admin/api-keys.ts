import type { AccessScope, Instant, Role } from '@whereabouts/model';
import { uuidv7 } from 'uuidv7';
import type { Queryable } from '../db';

/** A key with which a machine comes in as a user. Its secret is known only to whoever was given it. */
export interface ApiKey {
  readonly merchantId: string;
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** Null: all that the user may. */
  readonly scopes: readonly AccessScope[] | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface NewApiKey extends Pick<ApiKey, 'merchantId' | 'userId' | 'name' | 'scopes' | 'expiresAt'> {
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
}

const COLUMNS = `k.merchant_id as "merchantId", k.id, k.user_id as "userId", k.name, k.scopes, k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`;

/** Stores a key under an id that was made for it, and returns it. */
export async function addApiKey(db: Queryable, key: NewApiKey, now: Instant): Promise<ApiKey> {
  const { rows } = await db.query<ApiKey>(
    `insert into api_key as k (merchant_id, id, user_id, name, hash, scopes, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [key.merchantId, uuidv7(), key.userId, key.name, key.hash, key.scopes, now, key.expiresAt],
  );
  return rows[0]!;
}

/** The keys of a merchant, revoked ones too, oldest first. */
export async function apiKeysOf(db: Queryable, merchantId: string): Promise<ApiKey[]> {
  const { rows } = await db.query<ApiKey>(`select ${COLUMNS} from api_key k where k.merchant_id = $1 order by k.id`, [
    merchantId,
  ]);
  return rows;
}

/** False when there is no such key, or it was revoked before. */
export async function revokeApiKey(db: Queryable, merchantId: string, id: string, now: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    'update api_key set revoked_at = $3 where merchant_id = $1 and id = $2 and revoked_at is null',
    [merchantId, id, now],
  );
  return rowCount === 1;
}

/** A person as sign-in finds them. */
export interface Account {
  readonly merchantId: string;
  readonly userId: string;
  readonly role: Role;
  /** Of a partner: the plugin whose traffic it sees. */
  readonly plugin: string | null;
}

/** What a key opens: its user as of now. */
export interface KeyHolder extends Account {
  readonly keyId: string;
  readonly scopes: readonly AccessScope[] | null;
  readonly hash: Buffer;
  readonly expiresAt: Instant | null;
}

/** The holders of those keys that were not revoked and whose user is there. */
export async function holdersOfKeys(db: Queryable, ids: readonly string[]): Promise<KeyHolder[]> {
  const { rows } = await db.query<KeyHolder>({
    name: 'holders-of-keys',
    text: `select k.id as "keyId", k.merchant_id as "merchantId", k.user_id as "userId", u.role, u.plugin, k.scopes, k.hash,
                  k.expires_at as "expiresAt"
             from api_key k join app_user u on u.merchant_id = k.merchant_id and u.id = k.user_id
            where k.id = any($1::uuid[]) and k.revoked_at is null and u.removed_at is null`,
    values: [ids],
  });
  return rows;
}

/** Those people who were not removed. */
export async function accountsOf(db: Queryable, userIds: readonly string[]): Promise<Account[]> {
  const { rows } = await db.query<Account>({
    name: 'accounts-of',
    text: `select u.merchant_id as "merchantId", u.id as "userId", u.role, u.plugin
             from merchant m join app_user u on u.merchant_id = m.id
            where u.id = any($1::uuid[]) and u.removed_at is null`,
    values: [userIds],
  });
  return rows;
}

/** Notes that keys were used. Ids of keys that are gone do no harm. */
export async function touchApiKeys(db: Queryable, ids: readonly string[], now: Instant): Promise<void> {
  await db.query('update api_key set last_used_at = greatest(last_used_at, $2) where id = any($1::uuid[])', [ids, now]);
}

/** People of that email address who were not removed; of one merchant, named by id or name, where one is given. */
export async function accountsByEmail(db: Queryable, email: string, merchant: string | null): Promise<Account[]> {
  const { rows } = await db.query<Account>({
    name: 'accounts-by-email',
    text: `select u.merchant_id as "merchantId", u.id as "userId", u.role, u.plugin
             from app_user u join merchant m on m.id = u.merchant_id
            where u.email_lower = lower($1) and u.removed_at is null and ($2::text is null or m.name = $2 or m.id::text = $2)
            order by u.merchant_id limit 2`,
    values: [email, merchant],
  });
  return rows;
}
