import { instant } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import type { LoadRequest } from '../http-client';
import { bodyOf, headersOf, numberOf } from '../payloads';
import { freePort, startProgram, type Program } from '../program';
import { hubOrder, TOKEN } from '../servers';
import { wallClock, type World } from '../world';

/** What the subscribers of these benches ask for: a row of a queue. */
export const QUERY = `subscription ($after: FeedCursor) { exceptionChanges(after: $after) {
  cursor type exceptionCase { id ref kind status version owner { id name } shipment { id trackingNumber state } } } }`;

export interface LiveServer {
  readonly port: number;
  readonly path: string;
  readonly token: string | null;
  readonly program: Program;
}

/** The hub, which closes its connections at once when it is stopped. */
export async function startLiveHub(world: World): Promise<LiveServer> {
  const port = await freePort();
  const hub = hubOrder(world, port);
  const program = await startProgram({ ...hub, env: { ...hub.env, HUB_DRAIN_SECONDS: '0' }, tellsMemory: true });
  return { port, path: '/graphql', token: TOKEN, program };
}

export type PushJob = 'raw' | 'durable' | 'stock';

/** A bare server of `push-server`. */
export async function startPushServer(world: World, job: PushJob): Promise<LiveServer> {
  if (job === 'durable') await world.pool.query('create table if not exists pushed_bytes (body bytea not null)');
  const port = await freePort();
  const program = await startProgram({
    file: 'live/push-server',
    args: [job],
    env: { PUSH_PORT: String(port), PUSH_URL: world.url },
    isReady: () => fetch(`http://127.0.0.1:${port}/`),
    tellsMemory: true,
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
