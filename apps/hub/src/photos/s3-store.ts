import { AwsClient } from 'aws4fetch';
import { PhotoStoreAway, type PhotoStore } from './photo-store';

export interface S3Place {
  /** Such as `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const PATIENCE_MS = 30_000;
/** SHA-256 of nothing. */
const NO_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Photos in a bucket of S3, or of anything that speaks like it. The bucket is named in the path: all of them take that. */
export function s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Place): PhotoStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  const ask = async (key: string, init: RequestInit & { readonly headers: Record<string, string> }) => {
    const url = `${endpoint}/${bucket}/${key}`;
    try {
      return await client.fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (error) {
      const { name, message } = error as Error;
      throw new PhotoStoreAway(`The photo store at ${new URL(endpoint).host} does not answer (${name}: ${message}).`, {
        cause: error,
      });
    }
  };
  return {
    async put(key, bytes, { type, sha256 }) {
      const answer = await ask(key, {
        method: 'PUT',
        body: Buffer.from(bytes),
        headers: { 'content-type': type, 'x-amz-content-sha256': sha256 },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw refused(answer.status, bucket);
    },
    async get(key) {
      const answer = await ask(key, { method: 'GET', headers: { 'x-amz-content-sha256': NO_BODY } });
      const body = await answer.arrayBuffer();
      if (answer.status === 404) return null;
      if (!answer.ok) throw refused(answer.status, bucket);
      return new Uint8Array(body);
    },
  };
}

const refused = (status: number, bucket: string): PhotoStoreAway =>
  new PhotoStoreAway(
    status === 401 || status === 403
      ? `The photo store refuses the key for bucket ${bucket} (${status}): see HUB_PHOTO_S3_ACCESS_KEY_ID.`
      : `The photo store refused (${status}).`,
  );
