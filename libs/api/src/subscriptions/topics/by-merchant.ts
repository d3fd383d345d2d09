import type { Pipeline } from '@whereabouts/pipeline';
import type { ChangeEntry } from '@whereabouts/store';
import type { Followed } from '../feed-hub';

type Listener = (entries: readonly ChangeEntry[]) => void;

/** The feed of cases is read for all merchants at once: this deals each batch out. */
export function byMerchant(feed: Pipeline['feed']): (merchantId: string, listener: Listener) => Followed {
  const listeners = new Map<string, Set<Listener>>();
  let unlisten: (() => void) | undefined;

  const deal = (entries: readonly ChangeEntry[]): void => {
    for (const [merchantId, own] of Map.groupBy(entries, (entry) => entry.merchantId))
      for (const listener of listeners.get(merchantId) ?? []) listener(own);
  };

  return (merchantId, listener) => {
    unlisten ??= feed.listen(deal);
    const own = listeners.get(merchantId) ?? new Set<Listener>();
    listeners.set(merchantId, own.add(listener));
    return {
      position: () => feed.position(),
      leave() {
        own.delete(listener);
        if (own.size === 0 && listeners.get(merchantId) === own) listeners.delete(merchantId);
        if (listeners.size > 0) return;
        unlisten?.();
        unlisten = undefined;
      },
    };
  };
}
