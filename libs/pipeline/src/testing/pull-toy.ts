import type { SourceKind } from '@whereabouts/model';
import {
  asList,
  asObject,
  asText,
  definePlugin,
  malformed,
  pick,
  pullBatch,
  pullBytes,
  pullEach,
  readJson,
  secret,
  settingsHeaders,
  webhookSecrets,
  type Plugin,
  type Push,
  type Pull,
  type RateBudget,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { toySource } from './toy-plugin';

const CONFIG = z.object({ ...webhookSecrets, token: secret().optional(), baseUrl: z.string() });
type Config = z.infer<typeof CONFIG>;

export interface PullToyOptions {
  readonly id?: string;
  readonly kind?: SourceKind;
  readonly batchSize?: number;
  readonly budget?: RateBudget;
  readonly reply?: Push['reply'];
}

const authorize = settingsHeaders<Config>(({ token }) => (token ? { authorization: `Bearer ${token}` } : null));

/** A toy source that can also be asked for numbers, at the `baseUrl` of its settings, and whose webhooks may be thin. */
export function pullToy({ id = 'toy', kind = 'CARRIER', batchSize = 1, budget, reply }: PullToyOptions = {}): Plugin {
  const toy = toySource(id, kind);
  const follow: Pull<Config>['follow'] = async (link, context) => {
    if (!link.startsWith('/')) return { ok: false, error: malformed('the link does not lead to the source') };
    return pullBytes(context, { url: `${context.config.baseUrl}${link}` });
  };
  const asking = { authorize, follow, ...(budget && { budget }) };
  const pull: Pull<Config> =
    batchSize === 1
      ? pullEach<Config>({ ...asking, request: (number, { baseUrl }) => ({ url: `${baseUrl}/track/${number}` }) })
      : pullBatch<Config>({
          ...asking,
          batchSize,
          request: (numbers, { baseUrl }) => ({
            url: `${baseUrl}/track`,
            method: 'POST',
            body: JSON.stringify(numbers),
          }),
          part: ({ value }, number) => pick(value, number) ?? null,
        });
  const plugin = definePlugin<Config>({
    ...toy,
    capabilities: ['push', 'pull', 'follow'],
    config: CONFIG,
    push: { ...toy.push!, ...(reply && { reply }) },
    pull,
    normalize(input) {
      const read = readJson(input.body);
      const links = read.ok ? asList(asObject(read.value)?.['follow']).flatMap((link) => asText(link) ?? []) : [];
      if (links.length === 0) return toy.normalize(input);
      return {
        ...toy.normalize({ ...input, body: Buffer.from('{"orders":[{"number":"thin"}]}') }),
        orders: [],
        follow: links,
      };
    },
  });
  return plugin as unknown as Plugin;
}
