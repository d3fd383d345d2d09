import type { CodeRow } from '@whereabouts/plugin-sdk';

type Step = readonly [pattern: RegExp, row: Omit<CodeRow, 'code'>];

/** Steps of the tracking page, whose names are built of parts. The first that fits holds. */
const STEPS: readonly Step[] = [
  [/^(BTS_DELIVERED|RETOUR_DELIVERED|DELIVERED_TO_SENDER(_RETURN)?|PICKED_UP_BY_SENDER)$/, { means: 'RETURNED' }],
  [/^(BTS|RETOUR)_|^RETURN_TO_SENDER|_SENDER$/, { means: 'RETURNING' }],
  [/^(IN_PREPARATION|PREPARATION|PENDING_APPROVAL|STATUS_PENDING|mpcPrinted)/, { means: 'LABEL_CREATED' }],
  [
    /^(AWAITING_CUSTOMS_PAYMENT|CUSTOMS_PAYMENT_(CHALLENGED|EXPIRED|REFUSED))$/,
    { means: 'HELD', reasons: ['customs.duties_unpaid'] },
  ],
  [/^CUSTOMS/, { means: 'CUSTOMS_STARTED' }],
  [/^(PROCESSING|ON_THE_WAY$)/, { means: 'IN_TRANSIT' }],
  [/^(ON_THE_WAY_TO|OUT_FOR_DELIVERY|out_for_delivery)_/, { means: 'OUT_FOR_DELIVERY' }],
  [/^(AVAILABLE(_|$)|REDELIVERY_CAN_PICKUP)/, { means: 'AVAILABLE_FOR_PICKUP' }],
  [/^DELIVERED_AT_(FORCED_NB|NEIGHBOUR)$/, { means: 'DELIVERED', deliveredTo: 'NEIGHBOR' }],
  [/^DELIVERED_(AT_FORCED_SP|TO_SAFEPLACE)$/, { means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' }],
  [/^DELIVERED_IN_MAILBOX$/, { means: 'DELIVERED', deliveredTo: 'MAILBOX' }],
  [/^DELIVERED_TO_KARIBOO$/, { means: 'AVAILABLE_FOR_PICKUP' }],
  [/^(DELIVERED|DELIVERED_AT_HOME|DELIVERED_MANUALLY)$/, { means: 'DELIVERED' }],
  [/^PICKED_UP.*LOCKER/, { means: 'DELIVERED', deliveredTo: 'LOCKER' }],
  [/^PICKED_UP/, { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }],
  [/^REDELIVERY_NO_PICKUP$/, { means: 'EXCEPTION', reasons: ['recipient.not_collected'] }],
  [/^EXCEPTION$/, { means: 'EXCEPTION', reasons: ['unknown.unknown'] }],
  [/^(AWAITING|EXPECTED)$/, { means: 'INFORMATION' }],
];

/** One row a kind of step; `stepOf` finds which one a name is. */
export const STEP_ROWS: readonly CodeRow[] = STEPS.map(([, row], at) => ({ code: `step ${at}`, ...row }));

/** How a step is looked up; null where its name has no part that is known. */
export const stepOf = (name: string): string | null => {
  const at = STEPS.findIndex(([pattern]) => pattern.test(name));
  return at === -1 ? null : `step ${at}`;
};
