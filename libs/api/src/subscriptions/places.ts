import { refuse } from '../errors';
import type { Subscribe } from './operations';
import type { Open } from './outlet';

export interface PlaceLimits {
  /** Subscriptions that a merchant may have open in this process. */
  readonly mostOfMerchant: number;
  /** Told of each one that found no place. */
  readonly onFull: () => void;
}

type Opening = (request: Subscribe) => Open;

/** Gives each merchant so many places for subscriptions, over all of its sockets and streams: none crowds out the others. */
export function withPlaces(opening: Opening, { mostOfMerchant, onFull }: PlaceLimits): Opening {
  const taken = new Map<string, number>();

  const take = (merchantId: string): (() => void) => {
    const count = taken.get(merchantId) ?? 0;
    if (count >= mostOfMerchant) {
      onFull();
      throw refuse(
        'RATE_LIMITED',
        `A merchant may have ${mostOfMerchant} subscriptions open. Close some, or follow more cases with each.`,
      );
    }
    taken.set(merchantId, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = taken.get(merchantId)! - 1;
      if (left > 0) taken.set(merchantId, left);
      else taken.delete(merchantId);
    };
  };

  return (request) => {
    const open = opening(request);
    return (outlet) => {
      const leave = take(request.context.viewer!.merchantId);
      try {
        const running = open(outlet);
        return {
          resume: () => running.resume(),
          close() {
            leave();
            running.close();
          },
        };
      } catch (error) {
        leave();
        throw error;
      }
    };
  };
}
