import { carrierCode, type Plugin, type Pull } from '@whereabouts/plugin-sdk';
import {
  ableSources,
  NOWHERE,
  type Ability,
  type AbleSource,
  type AbleSources,
  type AbleSourcesNeeds,
} from '../sources/able-sources';

/** A source that can be asked. */
export interface PullSource extends AbleSource {
  readonly pull: Pull<unknown>;
  /** Whose parcels it knows, without having spoken of them; empty for a source that is no carrier. */
  readonly carriers: readonly string[];
  /** It also sends news by itself. */
  readonly canPush: boolean;
}
export type PullSources = AbleSources<PullSource>;

const carriersOf = ({ id, source, variants = [] }: Plugin): string[] =>
  source === 'CARRIER'
    ? [...new Set([id, ...variants.map((variant) => variant.id)].flatMap((name) => [name, carrierCode(name) ?? name]))]
    : [];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const ASKING: Ability<PullSource> = {
  of({ plugin, settings }) {
    const { pull } = plugin;
    if (!pull) return null;
    const carriers = pull.batchSize > 0 ? carriersOf(plugin) : [];
    const canPush = plugin.push !== undefined && isText(settings['webhookSecret']);
    return (able) => ({ ...able, pull, carriers, canPush });
  },
  tryOut: async ({ pull }, context) =>
    pull!.batchSize > 0 ? (await pull!.fetch(['0'], context))[0] : pull!.follow?.(NOWHERE, context),
};

export const pullSources = (needs: AbleSourcesNeeds): PullSources => ableSources(needs, ASKING);
