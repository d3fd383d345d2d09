import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Like, S3_KEY, type S3Like } from '../testing/s3-like';
import { folderStore } from './folder-store';
import { photoKey, PhotoStoreAway, type PhotoStore } from './photo-store';
import { s3Store } from './s3-store';

const MERCHANT = '0198c0de-0000-7000-8000-000000000001';
const about = (bytes: Uint8Array) => ({
  type: 'image/jpeg',
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
const bytes = Buffer.from('the bytes of a photo');
const key = photoKey(MERCHANT, about(bytes).sha256);

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-photos-'));
let bucket: S3Like;
beforeAll(async () => void (bucket = await s3Like()));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bucket.close();
});

const stores: readonly (readonly [string, () => PhotoStore])[] = [
  ['a folder', () => folderStore(folder)],
  ['a bucket', () => s3Store({ ...S3_KEY, endpoint: bucket.endpoint, bucket: 'photos' })],
];

describe.each(stores)('photos in %s', (_name, open) => {
  it('come back as they were kept', async () => {
    const store = open();
    expect(await store.get(key)).toBeNull();
    await store.put(key, bytes, about(bytes));
    expect(Buffer.from((await store.get(key))!)).toEqual(bytes);
  });

  it('may be kept twice, by two at once', async () => {
    const store = open();
    const other = Buffer.from('another photo');
    const name = photoKey(MERCHANT, about(other).sha256);
    await Promise.all([1, 2, 3, 4].map(() => store.put(name, other, about(other))));
    expect(Buffer.from((await store.get(name))!)).toEqual(other);
  });
});

describe('a folder', () => {
  it('holds whole files only, for the hub alone', async () => {
    const path = join(folder, key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..')).filter((name) => name.length !== 64)).toEqual([]);
  });

  it.each(['../escape', `${MERCHANT}/../../etc/passwd`, '/etc/passwd', ''])('has nothing named %j', async (name) => {
    await expect(folderStore(folder).get(name)).rejects.toThrow('not the name of a photo');
    await expect(folderStore(folder).put(name, bytes, about(bytes))).rejects.toThrow('not the name of a photo');
  });

  it('that is a file says so', async () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    chmodSync(path, 0o400);
    await expect(folderStore(path).put(key, bytes, about(bytes))).rejects.toThrow(PhotoStoreAway);
  });
});

describe('a bucket', () => {
  it('gets the type of the photo with it', () => {
    expect(bucket.objects.get(`/photos/${key}`)).toEqual({ body: bytes, type: 'image/jpeg' });
  });

  it('that refuses the key says which setting to look at', async () => {
    const store = s3Store({ ...S3_KEY, secretAccessKey: 'wrong', endpoint: bucket.endpoint, bucket: 'photos' });
    await expect(store.get(key)).rejects.toThrow(
      /refuses the key for bucket photos \(403\).*HUB_PHOTO_S3_ACCESS_KEY_ID/,
    );
    await expect(store.put(key, bytes, about(bytes))).rejects.toThrow(PhotoStoreAway);
  });

  it('that has a fault, or is not there, is away', async () => {
    const place = { ...S3_KEY, endpoint: bucket.endpoint, bucket: 'photos' };
    bucket.answer = 500;
    await expect(s3Store(place).get(key)).rejects.toThrow('The photo store refused (500).');
    bucket.answer = null;
    const nowhere = s3Store({ ...place, endpoint: 'http://127.0.0.1:1' });
    await expect(nowhere.get(key)).rejects.toThrow(/127\.0\.0\.1:1 does not answer/);
  });
});
