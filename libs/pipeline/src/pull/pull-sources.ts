import { createHmac } from 'node:crypto';
import { canonicalText, DEFAULT_RATE, type Clock, type RateLimit } from '@whereabouts/model';
import { carrierCode, isPullError, parseConfig, type Plugin, type Pull } from '@whereabouts/plugin-sdk';
import type { SourceKey } from '@whereabouts/store';
import type { ConfiguredSource, SourceDirectory } from '../pipeline';

/** A source that can be asked: it has what it takes. */
export interface PullSource extends SourceKey {
  readonly name: string;
  readonly plugin: Plugin;
  readonly pull: Pull<unknown>;
  /** The same object as long as the settings are the same: plugins keep tokens by it. */
  readonly config: unknown;
  readonly account: string;
  readonly rate: RateLimit;
  /** Whose parcels it knows, without having spoken of them; empty for a source that is no carrier. */
  readonly carriers: readonly string[];
  /** It also sends news by itself. */
  readonly canPush: boolean;
}

export interface PullSources {
  /** Of all merchants. The same list until something changes. */
  all(): Promise<readonly PullSource[]>;
  find(sourceId: string): Promise<PullSource | null>;
  /** Those who have sources, whether these can be asked or not. */
  merchants(): Promise<readonly string[]>;
}

/** Settings by which news comes in, or is believed: two accounts that differ in them alone are one. */
const NOT_OF_THE_ACCOUNT = new Set(['webhookSecret', 'previousWebhookSecret', 'watchFolder']);
const NOWHERE = 'not now';

/** Made with the hub's own key, so that what is kept tells nothing of the credentials in it. */
function accountOf({ plugin, settings }: ConfiguredSource, key: Buffer): string {
  const own = Object.entries(settings).filter(([name]) => !NOT_OF_THE_ACCOUNT.has(name));
  const text = canonicalText([plugin.id, Object.fromEntries(own)]);
  return `${plugin.id}-${createHmac('sha256', key).update(text).digest('hex').slice(0, 24)}`;
}

/**
 * Has it the credentials that asking takes? A plugin refuses without them before it sends anything: so it is asked for
 * something with a fetch that goes nowhere.
 */
async function hasCredentials(pull: Pull<unknown>, config: unknown, clock: Clock): Promise<boolean> {
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
    const outcome = pull.batchSize > 0 ? (await pull.fetch(['0'], context))[0] : await pull.follow?.(NOWHERE, context);
    return goesOut || outcome === undefined || outcome.ok || outcome.error.kind !== 'Unauthorized';
  } catch (error) {
    return goesOut || !isPullError(error) || error.kind !== 'Unauthorized';
  }
}

const carriersOf = ({ id, source, variants = [] }: Plugin): string[] =>
  source === 'CARRIER'
    ? [...new Set([id, ...variants.map((variant) => variant.id)].flatMap((name) => [name, carrierCode(name) ?? name]))]
    : [];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

export interface PullSourcesNeeds {
  readonly sources: SourceDirectory;
  readonly secretKey: Buffer;
  readonly clock: Clock;
}

interface Listing {
  readonly of: readonly ConfiguredSource[];
  readonly all: readonly PullSource[];
  readonly byId: ReadonlyMap<string, PullSource>;
  readonly merchants: readonly string[];
}

export function pullSources({ sources, secretKey, clock }: PullSourcesNeeds): PullSources {
  /** By account. Null: it lacks credentials, or its settings are not those of its plugin. */
  const configs = new Map<string, Promise<{ readonly config: unknown } | null>>();
  const state = { listing: null as Listing | null };

  const configOf = (source: ConfiguredSource, pull: Pull<unknown>, account: string) => {
    const known = configs.get(account);
    if (known) return known;
    const parsed = parseConfig(source.plugin, source.settings);
    const asked = !parsed.ok
      ? Promise.resolve(null)
      : hasCredentials(pull, parsed.config, clock).then((can) => (can ? { config: parsed.config } : null));
    configs.set(account, asked);
    return asked;
  };

  const pullSource = async (source: ConfiguredSource): Promise<PullSource | null> => {
    const { plugin, merchantId, id: sourceId, name, settings } = source;
    const { pull } = plugin;
    if (!source.enabled || !pull) return null;
    const account = accountOf(source, secretKey);
    const found = await configOf(source, pull, account);
    return (
      found && {
        merchantId,
        sourceId,
        name,
        plugin,
        pull,
        config: found.config,
        account,
        rate: pull.budget ?? DEFAULT_RATE,
        carriers: pull.batchSize > 0 ? carriersOf(plugin) : [],
        canPush: plugin.push !== undefined && isText(settings['webhookSecret']),
      }
    );
  };

  const listing = async (): Promise<Listing> => {
    const of = await sources.all();
    if (state.listing?.of === of) return state.listing;
    const all = (await Promise.all(of.map(pullSource))).filter((one) => one !== null);
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
