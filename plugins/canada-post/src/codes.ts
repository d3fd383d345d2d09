import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes.split(' ').map((code) => ({ code, ...row }));

/** Event identifiers, and the event types of summaries; descriptions are English or French by request. */
export const CODES = codeTable('Canada Post tracking service, event identifiers and event types', [
  ...alike('100 101 102 103 104 105 106 107 1400 1401 1402 1403 1404 1405', {
    means: 'ACCEPTED',
    says: 'Item accepted or picked up',
  }),
  ...alike('3000 3001 3002 4000 2300', { means: 'LABEL_CREATED', says: 'Electronic information submitted by shipper' }),
  ...alike('1408 1421 1422 1423 1424 1425 1426 1427 1428 1429 1430 1431 1432 1433 1434 1441 1442 1496 1497 1498 1499', {
    means: 'DELIVERED',
  }),
  { code: '1409', text: /community mailbox|mailbox/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: '1409', means: 'DELIVERED' },
  ...alike('174 500', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('118 156 1407 1410 1435 1436 1437 1438 1479 1488 1701 2410', {
    means: 'AVAILABLE_FOR_PICKUP',
    says: 'Item available for pickup, notice card left',
  }),
  ...alike('117 120 121', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('125 127 1494', { means: 'HELD', reasons: ['customs.duties_unpaid'] }),
  ...alike('810 1443 1484 1487', { means: 'HELD', reasons: ['customs.delay'] }),
  ...alike('119 142 143 144 145 146 147 148 149', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...alike('128 129 130 131 132 133', { means: 'EXCEPTION', reasons: ['carrier.missort'] }),
  ...alike('122 123 1413 1440 1485 1486 1489 1490', { means: 'EXCEPTION', reasons: ['address.not_found'] }),
  ...alike('124 126 151 152 153', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
  ...alike('155 157 158', { means: 'DELAYED', reasons: ['carrier.processing_delay'] }),
  ...alike('134 135 136 137 138', { means: 'DELAYED', reasons: ['carrier.vehicle'] }),
  ...alike('150 1415 1416', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('179 181 182', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  ...alike('167 168 169 183 184 190 1417 1418 1419 1420', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  }),
  ...alike('154 180 185 186 187 188 189', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  { code: '172', means: 'DELAYED', reasons: ['address.incorrect'] },
  { code: '173', means: 'DELAYED' },
  ...alike('1482 1483', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
  ...alike('159 160 161 162 163', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('164 165 166', { means: 'DELAYED', reasons: ['external.disaster'] }),
  ...alike('1411 1414 2411 2414 4700', { means: 'HELD' }),
  { code: '2412', means: 'DELAYED' },
  ...alike('1100 1481 1491 1492 1493 2600 2802 4650', { means: 'RETURNING' }),
  { code: '1450', means: 'ATTEMPT_FAILED' },
  ...alike('170', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Item processed at postal facility' }),
  ...alike('171 2000', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('175', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...alike('20 21', { means: 'INFORMATION', says: 'Signature image recorded' }),
  { code: '*', text: /signature|e-?notification|avis électronique/i, means: 'INFORMATION' },
  ...alike('INDUCTION', { means: 'ACCEPTED' }),
  ...alike('DELIVERED', { means: 'DELIVERED' }),
  ...alike('OUT', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('ATTEMPTED', { means: 'ATTEMPT_FAILED' }),
  ...alike('TO_RETAIL', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('INFO', { means: 'INFORMATION' }),
  ...alike('RTS', { means: 'RETURNING' }),
  ...wordings('en', 'fr'),
]);
