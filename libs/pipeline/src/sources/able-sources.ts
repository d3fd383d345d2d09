import { createHmac } from 'node:crypto';
import { canonicalText, DEFAULT_RATE, type Clock, type RateLimit } from '@whereabouts/model';
import { isPullError, parseConfig, type HostContext, type Plugin } from '@whereabouts/plugin-sdk';
import type { SourceKey } from '@whereabouts/store';
import type { ConfiguredSource, SourceDirectory } from '../pipeline';

/** A source that the hub can call: it has what it takes. */
export interface AbleSource extends SourceKey {
  readonly name: string;
  readonly plugin: Plugin;
  /** The same object as long as the settings are the same: plugins keep tokens by it. */
  readonly config: unknown;
  readonly account: string;
  readonly rate: RateLimit;
}

export interface AbleSources<Source extends AbleSource> {
  /** Of all merchants. The same list until something changes. */
  all(): Promise<readonly Source[]>;
  find(sourceId: string): Promise<Source | null>;
  /** Those who have sources, whether these can be called or not. */
  merchants(): Promise<readonly string[]>;
}

export interface AbleSourcesNeeds {
  readonly sources: SourceDirectory;
  readonly secretKey: Buffer;
  readonly clock: Clock;
}

/** What a source must be able to do. */
export interface Ability<Source extends AbleSource> {
  /** Null: its plugin cannot do it. */
  of(configured: ConfiguredSource): ((able: AbleSource) => Source) | null;
  /** Does it, for nothing in particular: to see whether the plugin finds the credentials that it takes. */
  tryOut(plugin: Plugin, context: HostContext<unknown>): Promise<Tried | undefined>;
}
type Tried = { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: string } };

/** Settings by which news comes in, or is believed: two accounts that differ in them alone are one. */
const NOT_OF_THE_ACCOUNT = new Set(['webhookSecret', 'previousWebhookSecret', 'watchFolder']);
export const NOWHERE = 'not now';

/** Made with the hub's own key, so that what is kept tells nothing of the credentials in it. */
function accountOf({ plugin, settings }: ConfiguredSource, key: Buffer): string {
  const own = Object.entries(settings).filter(([name]) => !NOT_OF_THE_ACCOUNT.has(name));
  const text = canonicalText([plugin.id, Object.fromEntries(own)]);
  return `${plugin.id}-${createHmac('sha256', key).update(text).digest('hex').slice(0, 24)}`;
}

/**
 * Has it the credentials that calling takes? A plugin refuses without them before it sends anything: so it is called
 * with a fetch that goes nowhere.
 */
async function hasCredentials(
  tryOut: Ability<AbleSource>['tryOut'],
  plugin: Plugin,
  config: unknown,
  clock: Clock,
): Promise<boolean> {
  let goesOut = false;
  const context = {
    config,
    clock,
    fetch: () => {
      goesOut = true;
      return Promise.reject(new TypeError(NOWHERE));
    },
    log: () => undefined,
    signal: AbortSignal.timeout(1_000),
  };
  try {
    const outcome = await tryOut(plugin, context);
    return goesOut || outcome === undefined || outcome.ok || outcome.error.kind !== 'Unauthorized';
  } catch (error) {
    return goesOut || !isPullError(error) || error.kind !== 'Unauthorized';
  }
}

interface Listing<Source> {
  readonly of: readonly ConfiguredSource[];
  readonly all: readonly Source[];
  readonly byId: ReadonlyMap<string, Source>;
  readonly merchants: readonly string[];
}

/** Those of the configured sources that are enabled, can do it, and have the credentials for it. */
export function ableSources<Source extends AbleSource>(
  { sources, secretKey, clock }: AbleSourcesNeeds,
  { of: abilityOf, tryOut }: Ability<Source>,
): AbleSources<Source> {
  /** By account. Null: it lacks credentials, or its settings are not those of its plugin. */
  const configs = new Map<string, Promise<{ readonly config: unknown } | null>>();
  const state = { listing: null as Listing<Source> | null };

  const configOf = (source: ConfiguredSource, account: string) => {
    const known = configs.get(account);
    if (known) return known;
    const parsed = parseConfig(source.plugin, source.settings);
    const asked = !parsed.ok
      ? Promise.resolve(null)
      : hasCredentials(tryOut, source.plugin, parsed.config, clock).then((can) =>
          can ? { config: parsed.config } : null,
        );
    configs.set(account, asked);
    return asked;
  };

  const ableSource = async (source: ConfiguredSource): Promise<Source | null> => {
    const { plugin, merchantId, id: sourceId, name, enabled } = source;
    const complete = enabled ? abilityOf(source) : null;
    if (complete === null) return null;
    const account = accountOf(source, secretKey);
    const found = await configOf(source, account);
    const rate = plugin.pull?.budget ?? DEFAULT_RATE;
    return found && complete({ merchantId, sourceId, name, plugin, config: found.config, account, rate });
  };

  const listing = async (): Promise<Listing<Source>> => {
    const of = await sources.all();
    if (state.listing?.of === of) return state.listing;
    const all = (await Promise.all(of.map(ableSource))).filter((one) => one !== null);
    const inUse = new Set(all.map(({ account }) => account));
    for (const account of configs.keys()) if (!inUse.has(account)) configs.delete(account);
    const merchants = [...new Set(of.map(({ merchantId }) => merchantId))];
    return (state.listing = { of, all, merchants, byId: new Map(all.map((one) => [one.sourceId, one])) });
  };

  return {
    all: async () => (await listing()).all,
    find: async (sourceId) => (await listing()).byId.get(sourceId) ?? null,
    merchants: async () => (await listing()).merchants,
  };
}
