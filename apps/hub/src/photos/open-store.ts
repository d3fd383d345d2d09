import { join, resolve } from 'node:path';
import type { Config } from '../config/settings';
import { folderStore } from './folder-store';
import type { PhotoStore } from './photo-store';
import { s3Store } from './s3-store';

/** The photo store that the settings name: a bucket if there is one, else a folder. */
export function openPhotoStore(config: Config): PhotoStore {
  const { HUB_PHOTO_S3_ENDPOINT: endpoint, HUB_PHOTO_S3_BUCKET: bucket } = config;
  const { HUB_PHOTO_S3_ACCESS_KEY_ID: accessKeyId, HUB_PHOTO_S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  if (endpoint && bucket && accessKeyId && secretAccessKey)
    return s3Store({ endpoint, bucket, region: config.HUB_PHOTO_S3_REGION, accessKeyId, secretAccessKey });
  return folderStore(resolve(config.HUB_PHOTO_DIR ?? join(config.HUB_DATA_DIR, 'photos')));
}
