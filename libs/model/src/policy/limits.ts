import type { CustomerResolution } from '../vocabulary/exceptions';

/** What an agent may give without asking. Above it a lead approves. */
export interface LimitPolicy {
  /**
   * The highest amount per resolution and currency, as decimal text. A resolution that costs money and has no limit in the
   * currency at hand needs approval: no rate is guessed.
   */
  readonly agent: Readonly<Partial<Record<CustomerResolution, Readonly<Record<string, string>>>>>;
}

export const DEFAULT_LIMITS: LimitPolicy = {
  agent: {
    REFUND: { USD: '100.00', EUR: '100.00', GBP: '100.00' },
    RESHIP: { USD: '200.00', EUR: '200.00', GBP: '200.00' },
    STORE_CREDIT: { USD: '100.00', EUR: '100.00', GBP: '100.00' },
  },
};
