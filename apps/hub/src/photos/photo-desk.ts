import { createHash } from 'node:crypto';
import { readPhoto, type Clock, type Instant } from '@whereabouts/model';
import {
  addCasePhoto,
  photoByHash,
  photoBytes,
  photosByIds,
  putPhoto,
  type MerchantPool,
  type PhotoRow,
} from '@whereabouts/store';
import { photoKey, type PhotoStore } from './photo-store';

export interface PhotoDeskNeeds {
  readonly db: MerchantPool;
  readonly store: PhotoStore;
  readonly clock: Clock;
  /** How many bytes of photos a merchant may keep. */
  readonly quotaBytes: number;
}

export interface PhotoDelivery {
  readonly merchantId: string;
  /** Id of the person. */
  readonly by: string;
  readonly bytes: Uint8Array;
  /** As the sender says; null: now. */
  readonly takenAt: Instant | null;
  /** The case whose evidence it is; null: of a parcel, which names it by itself. */
  readonly caseId: string | null;
}

export type PhotoReply =
  | { readonly ok: true; readonly photo: PhotoRow }
  | { readonly ok: false; readonly refused: 'type' | 'quota' | 'no-case'; readonly because: string };

/** A photo whose stored bytes are not those that were taken in. */
export class PhotoChanged extends Error {}

export interface PhotoDesk {
  take(delivery: PhotoDelivery): Promise<PhotoReply>;
  find(merchantId: string, id: string): Promise<PhotoRow | null>;
  /** The bytes as they were taken in. Null: they are gone. @throws PhotoChanged */
  bytesOf(photo: PhotoRow): Promise<Uint8Array | null>;
}

/** Takes photos in and gives them out. The same bytes are one photo, however often they are sent. */
export function photoDesk({ db, store, clock, quotaBytes }: PhotoDeskNeeds): PhotoDesk {
  const keep = async ({ merchantId, by, bytes, takenAt }: PhotoDelivery): Promise<PhotoReply> => {
    const reading = readPhoto(bytes);
    if (!reading.ok) return { ok: false, refused: 'type', because: reading.because };
    const sha256 = hashOf(bytes);
    const known = await photoByHash(db.of(merchantId), merchantId, sha256);
    if (known !== null) return { ok: true, photo: known };
    const kept = await photoBytes(db.of(merchantId), merchantId);
    if (kept + bytes.length > quotaBytes)
      return { ok: false, refused: 'quota', because: `${kept} of ${quotaBytes} bytes are used` };
    const key = photoKey(merchantId, sha256);
    await store.put(key, bytes, { type: reading.type, sha256 });
    const now = clock();
    const taken = {
      merchantId,
      sha256,
      mediaType: reading.type,
      size: bytes.length,
      takenAt: takenAt ?? now,
      storageKey: key,
      uploadedBy: by,
      uploadedAt: now,
    };
    const photo = await db.transaction(merchantId, (tx) => putPhoto(tx, taken));
    return { ok: true, photo };
  };
  return {
    async take(delivery) {
      const reply = await keep(delivery);
      const { merchantId, caseId, by } = delivery;
      if (!reply.ok || caseId === null) return reply;
      const added = await addCasePhoto(db.of(merchantId), {
        merchantId,
        caseId,
        photoId: reply.photo.id,
        by,
        at: clock(),
      });
      return added ? reply : { ok: false, refused: 'no-case', because: 'there is no such case' };
    },
    find: async (merchantId, id) => (await photosByIds(db.of(merchantId), merchantId, [id]))[0] ?? null,
    async bytesOf({ storageKey, sha256 }) {
      const bytes = await store.get(storageKey);
      if (bytes !== null && hashOf(bytes) !== sha256)
        throw new PhotoChanged(`The stored bytes of ${storageKey} are not those that were taken in.`);
      return bytes;
    },
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
