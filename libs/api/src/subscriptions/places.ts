import { refuse } from '../errors';
import type { Subscribe } from './operations';
import type { Open, Outlet, Running } from './outlet';

export interface PlaceLimits {
  /** Subscriptions that a merchant may have open in this process. */
  readonly mostOfMerchant: number;
  /** Told of each one that found no place. */
  readonly onFull: () => void;
}

type Opening = (request: Subscribe) => Open;

/** Gives each merchant so many places for subscriptions, over all of its sockets and streams: none crowds out the others. */
export function withPlaces(opening: Opening, { mostOfMerchant, onFull }: PlaceLimits): Opening {
  const places = new Places(mostOfMerchant);
  return (request) => {
    const open = opening(request);
    const { merchantId } = request.context.viewer!;
    return (outlet) => {
      if (!places.take(merchantId)) {
        onFull();
        throw refuse(
          'RATE_LIMITED',
          `A merchant may have ${mostOfMerchant} subscriptions open. Close some, or follow more cases with each.`,
        );
      }
      return seated(places, merchantId, open, outlet);
    };
  };
}

/** How many are taken, by merchant. */
class Places {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  take(merchantId: string): boolean {
    const count = this.taken.get(merchantId) ?? 0;
    if (count >= this.most) return false;
    this.taken.set(merchantId, count + 1);
    return true;
  }

  giveBack(merchantId: string): void {
    const left = this.taken.get(merchantId)! - 1;
    if (left > 0) this.taken.set(merchantId, left);
    else this.taken.delete(merchantId);
  }
}

function seated(places: Places, merchantId: string, open: Open, outlet: Outlet): Running {
  try {
    return new Seated(open(outlet), places, merchantId);
  } catch (error) {
    places.giveBack(merchantId);
    throw error;
  }
}

/** A subscription and its place. A class: functions would keep all that the request held for as long as it is open. */
class Seated implements Running {
  private isSeated = true;

  constructor(
    private readonly running: Running,
    private readonly places: Places,
    private readonly merchantId: string,
  ) {}

  resume(): void {
    this.running.resume();
  }

  close(): void {
    if (this.isSeated) this.places.giveBack(this.merchantId);
    this.isSeated = false;
    this.running.close();
  }
}
