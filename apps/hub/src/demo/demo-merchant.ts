import type { Clock } from '@whereabouts/model';
import { parseConfig, secretKeys } from '@whereabouts/plugin-sdk';
import type { LoadedPlugin } from '@whereabouts/pipeline';
import type { Directory, Merchant } from '@whereabouts/store';

export const DEMO_MERCHANT = 'Demo Outfitters';

/** Fixed, so that the printed examples work as they stand. They protect nothing but invented parcels on one machine. */
export const DEMO_SECRETS = {
  easypost: 'demo-easypost-secret',
  ups: 'demo-ups-credential',
  shipbob: 'demo-shipbob-secret',
  shopify: 'demo-shopify-secret',
  zendesk: 'demo-zendesk-secret',
} as const;

/** What a source must be told besides. */
const MORE_SETTINGS: Readonly<Partial<Record<DemoSource, object>>> = { zendesk: { subdomain: 'demo-outfitters' } };

export type DemoSource = keyof typeof DEMO_SECRETS;
export const DEMO_SOURCES = Object.keys(DEMO_SECRETS) as readonly DemoSource[];

const ADMIN = { name: 'Ono Adminson', email: 'ono@demo-outfitters.example' };
const STAFF = [
  { name: 'Lea Leadbetter', email: 'lea@demo-outfitters.example', role: 'LEAD' },
  { name: 'Mia Queueworth', email: 'mia@demo-outfitters.example', role: 'AGENT' },
  { name: 'Ben Parcelby', email: 'ben@demo-outfitters.example', role: 'AGENT' },
] as const;

export const hasDemoMerchant = async (directory: Directory): Promise<boolean> =>
  (await directory.merchants()).some(({ name }) => name === DEMO_MERCHANT);

/** The demo merchant with its people and its five sources. Gives the ids of the sources by name. */
export async function addDemoMerchant(
  directory: Directory,
  plugins: ReadonlyMap<string, LoadedPlugin>,
  clock: Clock,
): Promise<{ readonly merchant: Merchant; readonly sources: ReadonlyMap<DemoSource, string> }> {
  const missing = DEMO_SOURCES.filter((id) => !plugins.has(id));
  if (missing.length > 0) throw new Error(`The demo needs the plugins ${missing.join(', ')}: add them to HUB_PLUGINS.`);
  const merchant = await directory.addMerchant(
    { name: DEMO_MERCHANT, timeZone: 'America/New_York', admin: ADMIN },
    clock(),
  );
  for (const person of STAFF) await directory.addPerson({ merchantId: merchant.id, ...person }, clock());
  const sources = new Map<DemoSource, string>();
  for (const id of DEMO_SOURCES) {
    const { plugin } = plugins.get(id)!;
    const parsed = parseConfig(plugin, { webhookSecret: DEMO_SECRETS[id], ...MORE_SETTINGS[id] });
    if (!parsed.ok) throw new Error(`The demo's settings do not fit the plugin ${id}.`);
    const secrets = new Set(secretKeys(plugin.config));
    const settings = Object.fromEntries(
      Object.entries(parsed.config as object).filter(([key, value]) => !secrets.has(key) && value !== undefined),
    );
    const source = { merchantId: merchant.id, plugin: id, name: id, kind: plugin.source, settings };
    sources.set(
      id,
      (await directory.addSource({ ...source, secrets: { webhookSecret: DEMO_SECRETS[id] } }, clock())).id,
    );
  }
  return { merchant, sources };
}
