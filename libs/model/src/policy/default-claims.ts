import type { ClaimPolicy } from './claims';

/** No carrier is known to take claims for ever: 60 days stand where its own terms were not looked up. */
export const DEFAULT_CLAIMS: ClaimPolicy = {
  windows: [
    { carrier: '*', type: 'LOSS', scope: 'ANY', from: 'SHIPPED', earliestDay: 7, latestDay: 60, source: 'assumed' },
    { carrier: '*', type: 'DAMAGE', scope: 'ANY', from: 'DELIVERED', earliestDay: 0, latestDay: 30, source: 'assumed' },
    {
      carrier: '*',
      type: 'MISSING_CONTENT',
      scope: 'ANY',
      from: 'DELIVERED',
      earliestDay: 0,
      latestDay: 30,
      source: 'assumed',
    },
    { carrier: '*', type: 'LATE', scope: 'ANY', from: 'PROMISED', earliestDay: 0, latestDay: 30, source: 'assumed' },
  ],
  followUpDays: 7,
};
