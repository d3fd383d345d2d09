import { instant } from '@whereabouts/model';
import type { Push, PushReply } from '@whereabouts/plugin-sdk';
import type { IntakeReply } from '../pipeline';
import { plugin } from '../testing/hostile-plugin';
import { receiver } from './receive';

const SECRET = 'a-secret-for-tests';

interface Seen {
  readonly reply: IntakeReply;
  readonly logged: readonly string[];
  readonly counted: readonly string[];
  readonly stored: number;
}

/** Pushes one body to a source whose plugin answers so. */
async function pushTo(push: unknown): Promise<Seen> {
  const logged: string[] = [];
  const counted: string[] = [];
  const stored: unknown[] = [];
  const log = (facts: object, message: string) => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const { receive } = receiver({
    pool: { query: async () => ({ rows: [], rowCount: 0 }) } as never,
    sources: {
      find: async () => ({
        id: '0192f0c1-0000-7000-8000-000000000001',
        merchantId: '0192f0c1-0000-7000-8000-000000000002',
        name: 'acme-main',
        enabled: true,
        settings: { webhookSecret: SECRET },
        plugin: { ...plugin, id: 'acme', push: push as Push },
      }),
    } as never,
    clock: () => instant('2026-03-10T12:00:00Z'),
    log: { info: log, warn: log, error: log },
    meter: { count: (name, by) => void counted.push(`${name} ${by}`), time: () => undefined },
    onStored: (inputs) => void stored.push(...inputs),
    onPushed: () => undefined,
    overloaded: () => false,
  });
  const reply = await receive({ source: 'acme-main', headers: {}, body: Buffer.from('{}') });
  return { reply, logged, counted, stored: stored.length };
}

const answering = (answer: unknown): unknown => ({ verify: () => answer });
const WANTED = '{ accepted: true } or { accepted: false, because: "…" } is wanted';

describe('a plugin that cannot tell whether a push is from its source', () => {
  it.each([
    ['true', true, 'answered true'],
    ['nothing', undefined, 'answered undefined'],
    ['null', null, 'answered null'],
    ['a word', 'ok', 'answered a string'],
    ['another object', { ok: true }, 'answered an object without accepted'],
    ['a word for yes', { accepted: 'yes' }, 'answered an object whose accepted is a string'],
    ['a promise', Promise.resolve({ accepted: true }), 'answered a promise'],
  ])('has the sender come back when it answers %s: nothing is stored, and nothing lost', async (_, answer, said) => {
    const { reply, logged, counted, stored } = await pushTo(answering(answer));
    const because = `push.verify of plugin acme ${said}; ${WANTED}`;
    expect(reply).toEqual({ status: 'unverified', because, retryAfterSeconds: 60 });
    expect(logged).toEqual([expect.stringContaining(`plugin acme ${said};`)]);
    expect(counted).toEqual(['verify_faults 1']);
    expect(stored).toBe(0);
  });

  it('has the sender come back when it throws; what it threw is for the log alone, and without the secret', async () => {
    const { reply, logged, stored } = await pushTo({
      verify: () => {
        throw new TypeError(`no key in ${SECRET}`);
      },
    });
    const because = `push.verify of plugin acme threw an error; ${WANTED}`;
    expect(reply).toEqual({ status: 'unverified', because, retryAfterSeconds: 60 });
    expect(logged[0]).toContain('TypeError: no key in [secret]');
    expect(logged[0]).not.toContain(SECRET);
    expect(stored).toBe(0);
  });

  it('still waits for nobody when the promise that it gave fails', async () => {
    expect((await pushTo(answering(Promise.reject(new Error('late'))))).reply.status).toBe('unverified');
  });
});

it.each([
  [{ accepted: false, because: 'the signature does not fit' }, 'the signature does not fit'],
  [{ accepted: false }, 'plugin acme gives no reason'],
])('refuses what a plugin refuses: %j', async (verdict, because) => {
  const { reply, counted } = await pushTo(answering(verdict));
  expect(reply).toEqual({ status: 'refused', because });
  expect(counted).toEqual(['inputs_refused 1']);
});

it.each<[unknown]>([[true], [{ contentType: 7, body: '' }], [{ contentType: 'text/plain' }], [Promise.resolve(null)]])(
  'answers barely where the words of the plugin are %j: the bytes are stored',
  async (words) => {
    const { reply, logged, stored } = await pushTo({
      verify: () => ({ accepted: true }),
      reply: () => words as PushReply,
    });
    expect(reply).toEqual({ status: 'stored', inputId: expect.any(String) as string });
    expect(logged).toEqual([expect.stringContaining('the plugin has no answer')]);
    expect(stored).toBe(1);
  },
);
