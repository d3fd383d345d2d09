import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Like {
  readonly endpoint: string;
  /** By path: `/bucket/key`. */
  readonly objects: Map<string, { readonly body: Buffer; readonly type: string }>;
  /** From now on every request is answered like this; null: as it should be. */
  answer: number | null;
  close(): Promise<void>;
}

export const S3_KEY = { accessKeyId: 'AKIATEST', secretAccessKey: 'a-secret-of-the-test', region: 'eu-central-1' };

/** A server that keeps objects, and takes only requests that are rightly signed (AWS Signature Version 4). */
export async function s3Like(): Promise<S3Like> {
  const objects: S3Like['objects'] = new Map();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const path = request.url!;
      if (self.answer !== null) return response.writeHead(self.answer).end();
      if (!isRightlySigned(request, body)) return response.writeHead(403).end('<Code>SignatureDoesNotMatch</Code>');
      if (request.method === 'PUT') {
        objects.set(path, { body, type: request.headers['content-type'] ?? '' });
        return response.writeHead(200).end();
      }
      const found = objects.get(path);
      return found ? response.writeHead(200).end(found.body) : response.writeHead(404).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const self: S3Like = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    answer: null,
    close: () => new Promise((done) => void server.close(() => done())),
  };
  return self;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** Computed anew from the request, by the letter of the specification. */
function isRightlySigned({ headers, method, url }: IncomingMessage, body: Buffer): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;
  const [, key, day, region, names, signature] = form.exec(headers.authorization ?? '') ?? [];
  const hash = headers['x-amz-content-sha256'];
  if (key !== S3_KEY.accessKeyId || region !== S3_KEY.region || hash !== sha256(body)) return false;
  const signed = names!.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [method, url, '', signed.join(''), names, hash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const steps = [day!, region!, 's3', 'aws4_request'];
  const signingKey = steps.reduce<string | Buffer>((so, step) => hmac(so, step), `AWS4${S3_KEY.secretAccessKey}`);
  return hmac(signingKey, text).toString('hex') === signature;
}
