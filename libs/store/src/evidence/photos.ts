import type { Instant, PhotoType } from '@whereabouts/model';
import { uuidv7 } from 'uuidv7';
import { bumpCounters } from '../counters';
import type { Queryable, Tx } from '../db';

/** A photo as the database knows it; its bytes lie elsewhere, under the key. */
export interface PhotoRow {
  readonly id: string;
  /** Of the bytes, as lower-case hex. */
  readonly sha256: string;
  readonly mediaType: PhotoType;
  readonly size: number;
  readonly takenAt: Instant;
  readonly storageKey: string;
}

export interface NewPhoto extends Omit<PhotoRow, 'id'> {
  readonly merchantId: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
}

const COLUMNS = `p.id, p.sha256, p.media_type as "mediaType", p.size, p.taken_at as "takenAt", p.storage_key as "storageKey"`;

/** By name, so that other reads can embed photos as JSON. */
export const PHOTO_JSON = `json_build_object('id', p.id, 'sha256', p.sha256, 'mediaType', p.media_type, 'size', p.size,
  'takenAt', to_char(p.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'storageKey', p.storage_key)`;

const COUNTER = { name: 'photo_bytes', key: '' } as const;

/** How many bytes of photos a merchant keeps. */
export async function photoBytes(db: Queryable, merchantId: string): Promise<number> {
  const { rows } = await db.query<{ value: number }>({
    name: 'photo-bytes',
    text: 'select value from counter where merchant_id = $1 and name = $2 and key = $3',
    values: [merchantId, COUNTER.name, COUNTER.key],
  });
  return rows[0]?.value ?? 0;
}

export async function photoByHash(db: Queryable, merchantId: string, sha256: string): Promise<PhotoRow | null> {
  const { rows } = await db.query<PhotoRow>({
    name: 'photo-by-hash',
    text: `select ${COLUMNS} from photo p where p.merchant_id = $1 and p.sha256 = $2`,
    values: [merchantId, sha256],
  });
  return rows[0] ?? null;
}

export async function photosByIds(db: Queryable, merchantId: string, ids: readonly string[]): Promise<PhotoRow[]> {
  const { rows } = await db.query<PhotoRow>({
    name: 'photos-by-ids',
    text: `select ${COLUMNS} from photo p where p.merchant_id = $1 and p.id = any($2::uuid[]) order by p.taken_at, p.id`,
    values: [merchantId, ids],
  });
  return rows;
}

/** Adds a photo and counts its bytes; the same bytes again are the photo that is there. Its bytes must be stored before. */
export async function putPhoto(tx: Tx, photo: NewPhoto): Promise<PhotoRow> {
  const { rowCount } = await tx.query({
    name: 'put-photo',
    text: `insert into photo (merchant_id, id, sha256, media_type, size, taken_at, storage_key, uploaded_by, uploaded_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (merchant_id, sha256) do nothing`,
    values: [
      photo.merchantId,
      uuidv7(),
      photo.sha256,
      photo.mediaType,
      photo.size,
      photo.takenAt,
      photo.storageKey,
      photo.uploadedBy,
      photo.uploadedAt,
    ],
  });
  if (rowCount === 1) await bumpCounters(tx, [{ merchantId: photo.merchantId, ...COUNTER, delta: photo.size }]);
  return (await photoByHash(tx, photo.merchantId, photo.sha256))!;
}

/** Adds a photo to a case; once more changes nothing. False when there is no such case. */
export async function addCasePhoto(
  db: Queryable | Tx,
  added: {
    readonly merchantId: string;
    readonly caseId: string;
    readonly photoId: string;
    readonly by: string;
    readonly at: Instant;
  },
): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'add-case-photo',
    text: `with found as (select 1 from exception_case where merchant_id = $1 and id = $2),
                put as (insert into case_photo (merchant_id, case_id, photo_id, added_by, added_at)
                        select $1, $2, $3, $4, $5 from found on conflict do nothing)
           select exists (select 1 from found) as found`,
    values: [added.merchantId, added.caseId, added.photoId, added.by, added.at],
  });
  return rows[0]!.found;
}
