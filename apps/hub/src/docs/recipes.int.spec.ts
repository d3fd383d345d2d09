import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  buildHub,
  dataFolder,
  easypostSignature,
  easypostWebhook,
  post,
  query,
  startHubProcess,
  type HubProcess,
} from '../testing/hub-process';

interface Recipe {
  readonly title: string;
  readonly text: string;
  readonly variables: string;
}

const page = readFileSync(join(resolve(__dirname, '../../../..'), 'docs/api/recipes.md'), 'utf8');
const recipes: Recipe[] = page
  .split(/^## /m)
  .slice(1)
  .map((part) => ({
    title: part.split('\n', 1)[0]!,
    text: /```graphql\n([^]*?)```/.exec(part)![1]!,
    variables: /```json\n([^]*?)```/.exec(part)?.[1] ?? '{}',
  }));

/** What an answer must hold for its recipe to have done what its title says. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  'Show the queue': /"ref":"EX-\d+".*"because":"\w/,
  'Show one case with all that a decision needs': /"milestones":\{"nodes":\[\{.*"activity":\{"nodes":\[\{/,
  'Note what was done': /"exceptionCase":\{"ref":"EX-\d+","version":\d+\},"userErrors":\[\]/,
  'Hand a case to a colleague': /"owner":\{"name":"[^"]+"\}\},"userErrors":\[\]/,
  'Find what a customer names': /"orders":\{"nodes":\[\{"number":/,
  'Answer "where is my order?"': /"shipments":\[\{"trackingNumber":/,
  'Register a parcel': /"shipment":\{"id":"shp_\w+".*"userErrors":\[\]/,
  'Follow the queue live': /"exceptionChanges":\{"cursor":"[^"]+","type":"OPENED"/,
  'Catch up without a socket': /"changes":\{"cursor":"[^"]+","hasMore":false/,
  'See whether the sources are well': /"sources":\[\{"name":"\w.*"deadLetters":\{"totalCount":\d/,
};

describe('the recipes of docs/api', () => {
  const data = dataFolder();
  let hub: HubProcess;
  let known: Readonly<Record<string, string>>;
  beforeAll(async () => {
    await buildHub();
    hub = await startHubProcess(['--demo'], { HUB_DATA_DIR: data.path });
    const { exceptionCases, users } = await query<{
      exceptionCases: {
        nodes: { id: string; ref: string; shipment: object | null; order: { number: string } | null }[];
      };
      users: { nodes: { id: string }[] };
    }>(
      hub.url,
      `{ exceptionCases(filter: { status: [OPEN] }, first: 50) { nodes { id ref shipment { id } order { number } } }
         users(first: 5) { nodes { id } } }`,
    );
    const one = exceptionCases.nodes.find(({ shipment, order }) => shipment && order)!;
    // What the page shows that no demo has, and what bears that meaning in this one.
    known = { 'case_…': one.id, 'EX-1042': one.ref, 'usr_…': users.nodes[1]!.id };
  }, 120_000);
  afterAll(async () => {
    await hub.end('SIGTERM');
    data.dispose();
  });

  it('are ten, each of which is looked at here', () => {
    const titles = recipes.map(({ title }) => title);
    expect(titles).toEqual(Object.keys(SHOWS).map((title, index) => `${index + 1}. ${title}`));
  });

  const variablesOf = ({ variables }: Recipe): Record<string, unknown> =>
    JSON.parse(
      Object.entries(known).reduce((text, [shown, real]) => text.replaceAll(`"${shown}"`, `"${real}"`), variables),
    ) as Record<string, unknown>;

  async function firstChange(recipe: Recipe): Promise<unknown> {
    const client = createClient({ url: `${hub.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const changes = client.iterate({ query: recipe.text, variables: variablesOf(recipe) });
    const first = (async () => {
      for await (const change of changes)
        if (JSON.stringify(change).includes('"OPENED"') || change.errors) return change;
      throw new Error('no change came');
    })();
    // The socket opens with the subscription: news that come before are in the snapshot, not in the stream.
    await new Promise<void>((connected) => client.on('connected', () => connected()));
    await query(hub.url, '{ viewer { role } }');
    const body = easypostWebhook('94001000000000000991', 'failure', 'damaged', 'Package damaged');
    const signature = easypostSignature(body, 'demo-easypost-secret');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await post(`${hub.url}/intake/easypost`, body, { 'x-hmac-signature': signature });
    const change = await first;
    await client.dispose();
    return change;
  }

  it.each(recipes.map((recipe) => [recipe.title, recipe] as const))('%s', async (title, recipe) => {
    const answer = recipe.text.startsWith('subscription')
      ? await firstChange(recipe)
      : await query<unknown>(hub.url, recipe.text, variablesOf(recipe));
    expect(JSON.stringify(answer)).toMatch(SHOWS[title.replace(/^\d+\. /, '')]!);
  });
});
