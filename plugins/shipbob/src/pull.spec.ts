import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, parseConfig, type PullOutcome } from '@whereabouts/plugin-sdk';
import { json, pullContext, sourceServer, type Route, type SourceServer } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';
import { pull } from './pull';

const one = JSON.parse(readFileSync(join(__dirname, '../fixtures/tracking-by-number.json'), 'utf8')) as object[];
const KNOWN = '9400100000000000000011';

const servers: SourceServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function ask(
  route: Route,
  numbers: readonly string[],
  token: string | undefined = 'pat',
): Promise<readonly PullOutcome[]> {
  const server = await sourceServer({ 'GET /2026-01/tracking': route });
  servers.push(server);
  const config = { baseUrl: `${server.url}/2026-01/`, ...(token === '' ? {} : { token }) };
  return pull.fetch(numbers, pullContext(config, { signal: AbortSignal.timeout(2_000) }));
}
const kinds = (outcomes: readonly PullOutcome[]): unknown[] => outcomes.map((one) => (one.ok ? 'ok' : one.error.kind));

describe('asking ShipBob', () => {
  it('names each number in a parameter of its own and shows the token', async () => {
    await ask(json(one), [KNOWN, 'A&B', 'C']);
    expect(servers[0]?.requests).toHaveLength(1);
    expect(servers[0]?.requests[0]?.query.getAll('TrackingIds')).toEqual([KNOWN, 'A&B', 'C']);
    expect(servers[0]?.requests[0]?.headers.authorization).toBe('Bearer pat');
  });

  it('gives each number what is about it, and says which ones are not known yet', async () => {
    const [found, missing] = await ask(json(one), [KNOWN, 'NOPE']);
    expect(missing).toMatchObject({ trackingNumber: 'NOPE', ok: false, error: { kind: 'NotFoundYet' } });
    if (found === undefined || !found.ok) throw new Error('nothing was found');
    const result = plugin.normalize({ body: found.body, headers: {}, receivedAt: instant('2025-11-01T00:00:00Z') });
    expect(result.issues).toEqual([]);
    expect(result.milestones).toHaveLength(9);
    expect(result.milestones.every(({ trackingNumber }) => trackingNumber === KNOWN)).toBe(true);
  });

  it('finds a parcel by the number of its last carrier, too', async () => {
    const relayed = [
      { ...one[0], tracking_number: 'SB-1', last_mile_carrier: { carrier: 'UPS', tracking_number: KNOWN } },
    ];
    expect(kinds(await ask(json(relayed), [KNOWN]))).toEqual(['ok']);
  });

  it('asks nothing without numbers, and nobody without a token', async () => {
    expect(await ask(json(one), [])).toEqual([]);
    expect(kinds(await ask(json(one), [KNOWN], ''))).toEqual(['Unauthorized']);
    expect(servers.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it.each<[string, string, Route]>([
    ['an object instead of a list', 'Malformed', json({ message: 'hello' })],
    ['an empty list', 'NotFoundYet', json([])],
  ])('%s is %s for every number', async (_, kind, route) => {
    expect(kinds(await ask(route, [KNOWN, 'B']))).toEqual([kind, kind]);
  });
});

describe('the settings', () => {
  it('need the webhook secret only', () => {
    expect(parseConfig(plugin, { webhookSecret: 'whsec_abc' })).toMatchObject({
      ok: true,
      config: { baseUrl: 'https://api.shipbob.com/2026-01' },
    });
    expect(parseConfig(plugin, { webhookSecret: 'x', baseUrl: 'not a url' }).ok).toBe(false);
  });
});
