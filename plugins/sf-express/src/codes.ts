import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Operation codes of routes. Remarks are Chinese. */
export const CODES = codeTable('SF Express open platform, route operation codes (opCode)', [
  ...alike('50 54 43', { means: 'ACCEPTED', says: 'Picked up' }),
  { code: '50', text: /派件|派送/, means: 'OUT_FOR_DELIVERY', says: 'On its way to the recipient' },
  ...alike('30 36 105 106 10 11 12 13 31', { means: 'IN_TRANSIT', says: 'At or between facilities' }),
  ...alike('44 204 634', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('125 657 658 128', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('80 8000', { means: 'DELIVERED' }),
  ...alike('70 33', { means: 'ATTEMPT_FAILED' }),
  ...alike('99 648', { means: 'RETURNING' }),
  { code: '517', means: 'RETURNING' },
  { code: '631', means: 'INFORMATION' },
  { code: '607', means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /已签收|签收成功/, means: 'DELIVERED' },
  { code: '*', text: /派件|派送/, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /已收取|已揽收|收件/, means: 'ACCEPTED' },
  { code: '*', text: /退回|退件/, means: 'RETURNING' },
  { code: '*', text: /清关|海关|报关/, means: 'CUSTOMS_STARTED' },
  { code: '*', text: /到达|已抵达/, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: '*', text: /离开|发往|已发车|运输|在途/, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: '*', text: /自取|取件码|代收点|丰巢/, means: 'AVAILABLE_FOR_PICKUP' },
  ...wordings('en'),
]);
