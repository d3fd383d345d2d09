import { createRequire } from 'node:module';
import { instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import type { LoadRequest } from '../http-load';
import { bodyOf, headersOf, numberOf } from '../payloads';
import { TOKEN } from '../servers';
import { wallClock, type World } from '../world';
import { freePort, startProgram, type Program } from './program';

/** What the subscribers of these benches ask for: a row of a queue. */
export const QUERY = `subscription ($after: FeedCursor) { exceptionChanges(after: $after) {
  cursor type exceptionCase { id ref kind status version owner { id name } shipment { id trackingNumber state } } } }`;

export interface LiveServer {
  readonly port: number;
  readonly path: string;
  readonly token: string | null;
  readonly program: Program;
}

/** The hub itself, as an operator starts it, on the bench's database. */
export async function startLiveHub(world: World): Promise<LiveServer> {
  const port = await freePort();
  const file = createRequire(import.meta.url)
    .resolve('@whereabouts/hub')
    .replace(/index\.js$/, 'main.js');
  const env = {
    HUB_PORT: String(port),
    HUB_DATABASE_URL: world.url,
    HUB_SECRET_KEY: world.secretKey,
    HUB_API_TOKEN: TOKEN,
    HUB_LOG_LEVEL: 'error',
    HUB_DRAIN_SECONDS: '0',
  };
  const program = await startProgram({ file, args: ['serve'], env, readyUrl: `http://127.0.0.1:${port}/readyz` });
  return { port, path: '/graphql', token: TOKEN, program };
}

/** A bare server of `push-server`. */
export async function startPushServer(job: 'raw' | 'stock'): Promise<LiveServer> {
  const port = await freePort();
  const program = await startProgram({
    file: 'live/push-server',
    args: [job],
    env: { PUSH_PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/`,
  });
  return { port, path: '/', token: job === 'stock' ? TOKEN : null, program };
}

/** The step of the stories that damages a parcel: it opens a case. */
const DAMAGED = 3;

/** A parcel that is damaged, and the webhook that says so. Each parcel once. */
export function damages(world: World): () => { readonly trackingNumber: string; readonly request: LoadRequest } {
  const path = `/intake/${publicId('source', world.sources.get('easypost')!.id)}`;
  let parcel = 0;
  return () => {
    const event = { parcel: 4 * parcel++, step: DAMAGED, at: instant(Math.floor(Date.now() / 1000) * 1000) };
    const body = bodyOf(event);
    return {
      trackingNumber: numberOf(event.parcel),
      request: { method: 'POST', path, headers: headersOf('easypost', body, wallClock()), body },
    };
  };
}

/** A message as the hub sends it for such a parcel. */
export const exampleFrame = (id: string, trackingNumber: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      id,
      type: 'next',
      payload: {
        data: {
          exceptionChanges: {
            cursor: Buffer.from('123456.123456').toString('base64url'),
            type: 'OPENED',
            exceptionCase: {
              id: 'case_0199a1b2c3d4e5f60718293a4b5c6d7e',
              ref: 'EX-123456',
              kind: 'DAMAGE_REPORTED',
              status: 'OPEN',
              version: 1,
              owner: { id: 'usr_0199a1b2c3d4e5f60718293a4b5c6d7e', name: 'Ada' },
              shipment: {
                id: 'shp_0199a1b2c3d4e5f60718293a4b5c6d7e',
                trackingNumber,
                state: 'IN_TRANSIT',
              },
            },
          },
        },
      },
    }),
  );
