/** Where the bytes of photos lie, under names that are never reused. */
export interface PhotoStore {
  /** Keeps the bytes; the same ones again change nothing. Settles when they are safe. */
  put(key: string, bytes: Uint8Array, about: { readonly type: string; readonly sha256: string }): Promise<void>;
  /** Null: there are none under that name. */
  get(key: string): Promise<Uint8Array | null>;
}

/** The place cannot be reached or has no room: another time the same photo gets through. */
export class PhotoStoreAway extends Error {}

/** By content, and apart by merchant: names that a sender gives play no part. */
export const photoKey = (merchantId: string, sha256: string): string => `${merchantId}/${sha256.slice(0, 2)}/${sha256}`;
