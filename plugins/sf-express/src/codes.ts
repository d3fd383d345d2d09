import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const UNSAID = ['unknown.unknown'] as const;

/** Why a courier came in vain: the remark says it in words. */
const failedAttempt = (code: string): CodeRow[] => [
  { code, text: /拒收|拒签/u, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code, text: /地址/u, means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
  { code, text: /放假|休息|下班|节假日|周末/u, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  { code, text: /要求|约定|改派|改期/u, means: 'ATTEMPT_FAILED', reasons: ['recipient.requested_change'] },
  {
    code,
    text: /无人|不在|联系不上|无法联系|未联系上|关机/u,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { code, text: /天气|台风|暴雨/u, means: 'ATTEMPT_FAILED', reasons: ['external.weather'] },
  { code, means: 'ATTEMPT_FAILED' },
];

/**
 * Operation codes of routes: SF Express open platform, appendix "opCode". Remarks are Chinese. What a reason code beside
 * them means is told by those who receive the pushes.
 */
export const CODES = codeTable('SF Express open platform, route operation codes (opCode)', [
  ...alike('127', { means: 'HANDED_OVER', says: 'The sender put it into a locker' }),
  { code: '131', means: 'PICKUP_FAILED', says: 'The courier could not take it from the locker' },
  ...alike('50 51 54 129 188 214 607 651 655 656 700 701 950', { means: 'ACCEPTED', says: 'Picked up' }),
  { code: '50', text: /派件|派送/u, means: 'OUT_FOR_DELIVERY', says: 'On its way to the recipient' },

  ...alike('10 36 64 86 88 96 105 123 186 190 202 302 304 405 407 501 570 830 930', {
    means: 'IN_TRANSIT',
    facilityAction: 'DEPARTED',
  }),
  ...alike('11 31 43 65 87 89 106 137 187 305 310 406 571 605 831 833 931', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('30 75 84 136 189 649 843 850 851', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('12 13 41 46 98 126 147 153 633 643 664 676 847 921 932 3036', { means: 'IN_TRANSIT' }),
  ...alike('208 626 627', { means: 'PARTNER_HANDOFF', says: 'Given to another carrier' }),
  { code: '99', text: /退回|退件/u, means: 'RETURNING' },
  { code: '99', subCode: '2', means: 'RETURNING' },
  { code: '99', means: 'IN_TRANSIT', reasons: ['recipient.requested_change'], says: 'Forwarded on request' },

  ...alike('16 604 612', { means: 'CUSTOMS_STARTED' }),
  ...alike('14 606 623', { means: 'CUSTOMS_CLEARED' }),
  ...alike('15 17 18 619 620 621', { means: 'HELD', reasons: ['customs.inspection'] }),
  { code: '613', means: 'HELD', reasons: ['customs.duties_unpaid'] },
  { code: '614', means: 'HELD', reasons: ['customs.delay'] },
  ...alike('66 77', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Held up on its way' }),
  ...alike('72 611 870 934', { means: 'EXCEPTION', reasons: UNSAID }),

  ...alike('34 44 47 122 204 211 212 630 634 677 844 880 933', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('125 130 632 642 657 678', { means: 'AVAILABLE_FOR_PICKUP', says: 'In a locker or at a point' }),
  ...failedAttempt('70'),
  ...failedAttempt('33'),
  ...['83', '85'].map((subCode): CodeRow => ({ code: '33', subCode, means: 'AVAILABLE_FOR_PICKUP' })),

  ...alike('80 980', { text: /退回|退件/u, means: 'RETURNED' }),
  { code: '80', text: /请.*(取件|领取)|待取/u, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '80', text: /本人/u, means: 'DELIVERED', deliveredTo: 'RECIPIENT' },
  ...alike('80 980 8000 97 935', { means: 'DELIVERED' }),
  { code: '8000', subCode: '2', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  // Which of its reasons is no delivery: the scripts of SF's tracking page, as the universal-parcel-scraper project read them.
  { code: '8000', subCode: '3', means: 'IN_TRANSIT' },
  { code: '8000', subCode: '4', means: 'RETURNING' },
  { code: '8000', subCode: '6', means: 'TERMINATED', reasons: ['carrier.lost'] },
  { code: '128', means: 'DELIVERED', deliveredTo: 'LOCKER', says: 'The recipient took it from the locker' },
  ...alike('658 679', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),

  ...alike('517 631 648', { means: 'RETURNING', says: 'Goes back, under a number of its own' }),
  ...alike('215 660', { means: 'RETURNED', says: 'Given back to the customer' }),

  ...alike('135 138 140 141 151 152 154 201 205 206 646 647 900', { means: 'INFORMATION' }),

  // Statuses of newer answers, for operations that are not in the appendix.
  { code: 'status-1', means: 'ACCEPTED' },
  { code: 'status-2', means: 'IN_TRANSIT' },
  { code: 'status-204', means: 'CUSTOMS_STARTED' },
  { code: 'status-205', means: 'CUSTOMS_CLEARED' },
  { code: 'status-3', means: 'OUT_FOR_DELIVERY' },
  { code: 'status-4', means: 'DELIVERED' },
  { code: 'status-11', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'status-13', means: 'ATTEMPT_FAILED' },

  ...wordings('zh', 'en'),
]);
