import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

/** One identifier serves both ways: an item that goes back to its sender is out for delivery, and delivered, as well. */
const BACK = /renvoyé|retourné|renvoyer|return(ed|ing)?\b.*\bsender/i;
const backward = (codes: string, means: CodeRow['means']): CodeRow[] => alike(codes, { text: BACK, means });

const IDENTIFIERS: readonly CodeRow[] = [
  ...alike('3000', { means: 'LABEL_CREATED', says: 'Electronic information submitted by shipper' }),
  ...alike('3002', { means: 'LABEL_CREATED', to: 'RETURN', says: 'Return label created' }),
  ...alike('1300 1301 1302', { means: 'ACCEPTED', says: 'Accepted, at the Post Office' }),
  ...alike('1303', { means: 'ACCEPTED', to: 'RETURN', says: 'Return item accepted at the Post Office' }),
  ...alike('2300', { means: 'ACCEPTED', says: 'Picked up by Canada Post' }),
  ...alike('4000', { means: 'ACCEPTED', says: 'Mailed in the country of origin' }),
  ...alike('100 102 104 105 106 107 170 1240 1241 1244 2500 2501', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'Item processed',
  }),
  ...alike('4100', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Processed in the country of origin' }),
  ...alike('815', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Prepared for export' }),
  ...alike('175 804 1703 1705 4550', {
    means: 'IN_TRANSIT',
    says: 'In transit, or on the way to where it is collected',
  }),
  ...alike('400 405', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Item arrived' }),
  ...alike('410', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Item departed' }),
  ...alike('113', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At a partner facility' }),
  ...alike('114', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left a partner facility' }),
  ...alike('115 116', { means: 'PARTNER_HANDOFF', says: 'Transferred to a partner' }),
  ...alike('4202', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the country of origin for Canada' }),
  ...alike('4310 4311', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in a foreign country' }),
  ...alike('4900', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived where it changes on its way' }),
  ...alike('4950 8901', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Forwarded to its destination' }),
  ...alike('700 701', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in Canada' }),
  ...alike('4600', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the delivery office' }),
  ...alike('800 2601 4330 4400', { means: 'CUSTOMS_STARTED', says: 'Presented to customs, or on the way there' }),
  { code: '4450', text: /refus/i, means: 'RETURNING', reasons: ['customs.prohibited'], says: 'Import refused' },
  ...alike('130 900 910 4450 4500 5201', { means: 'CUSTOMS_CLEARED', says: 'Released from customs' }),
  ...alike('127 810', { means: 'HELD', reasons: ['customs.inspection'], says: 'Held by customs' }),
  ...alike('1487 1495', { means: 'HELD', reasons: ['customs.duties_unpaid'], says: 'Duties are appealed' }),
  ...backward('174 500', 'RETURNING'),
  ...alike('174 500', { means: 'OUT_FOR_DELIVERY' }),

  ...backward('1408 1409 1496 1497 1498 1499', 'RETURNED'),
  { code: '1409', text: /mailbox|boîte postale/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  ...alike('1408 1409 1476 1496 1497 1498 1499', { means: 'DELIVERED' }),
  ...alike('1421 1422 1423 1424 1427 1428 1429 1430 1431 1434', {
    means: 'DELIVERED',
    deliveredTo: 'SAFE_PLACE',
    says: 'At a door, in the garage, or in a safe place',
  }),
  ...alike('1426 1433', { means: 'DELIVERED', deliveredTo: 'MAILBOX', says: "In the recipient's parcel box" }),
  ...alike('1441 1442', {
    means: 'DELIVERED',
    deliveredTo: 'MAILBOX',
    says: 'In a community mailbox or parcel locker',
  }),
  ...alike('1425 1432 1461 1462', { means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'To a concierge' }),
  ...alike('1463 1465 1466 1467 1468 1469 1473 1475', {
    means: 'DELIVERED',
    deliveredTo: 'RECEPTION',
    says: 'To a mailroom',
  }),
  ...alike('1471 1472', { means: 'DELIVERED', deliveredTo: 'OTHER', says: "To the recipient's delivery partner" }),
  ...alike('1405', { means: 'AVAILABLE_FOR_PICKUP', deliveredTo: 'LOCKER', says: 'In an automated parcel locker' }),
  ...alike('1406', { means: 'DELIVERED', deliveredTo: 'LOCKER', says: 'Taken from an automated parcel locker' }),
  ...alike('1407 1701 1704 2407', { means: 'AVAILABLE_FOR_PICKUP', says: 'Available for pickup' }),
  ...alike('156', { means: 'AVAILABLE_FOR_PICKUP', reasons: ['recipient.not_collected'], says: 'Final notice' }),

  ...backward('1479 1703', 'RETURNING'),
  ...alike('1435 1436 1437 1438 1479 1488', {
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
    says: 'Notice card left: where and when to pick it up',
  }),
  ...alike('1443', { means: 'ATTEMPT_FAILED', says: 'Attempted, to be delivered next business day' }),
  ...alike('1411 2411', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
  ...alike('1414 1444 2414 621 622 623 624 625 626 627 628', {
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
    says: 'To be delivered next business day',
  }),
  ...alike('629', { means: 'DELAYED', reasons: ['recipient.not_collected'], says: 'Locker pickup expired' }),
  ...alike('630', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Could not be put into the locker' }),
  ...alike('172', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Re-routed after a processing error' }),
  ...backward('1412 2412 4700', 'RETURNING'),
  ...alike('171 173 1412 2412', { means: 'DELAYED', reasons: ['address.incorrect'], says: 'Address being verified' }),
  ...alike('159', { means: 'DELAYED', reasons: ['external.weather'] }),
  ...alike('160', { means: 'DELAYED', reasons: ['external.security'], says: 'Public authority or demonstration' }),
  ...alike('161', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Labour disruption' }),
  ...alike('162', { means: 'DELAYED', reasons: ['carrier.vehicle'], says: 'Transportation delay' }),
  ...alike('163', { means: 'DELAYED', reasons: ['external.disaster'], says: 'Power outage' }),
  ...alike('1480 1490', { means: 'IN_TRANSIT', reasons: ['recipient.moved'], says: 'Sent on to a new address' }),

  ...alike('1410 2410', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'At the recipient’s request' }),
  { code: '4700', text: /request|demande/i, means: 'HELD', reasons: ['recipient.requested_change'] },
  { code: '4700', text: /verif|vérif/i, means: 'DELAYED', reasons: ['address.incorrect'] },
  { code: '4700', text: /redirect|réexpédi/i, means: 'IN_TRANSIT', reasons: ['recipient.moved'] },
  ...alike('1484 1494 4700', { means: 'HELD', says: 'Item on hold' }),
  ...alike('1450', { means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'At a secure facility' }),
  ...alike('117', { means: 'HELD', reasons: ['customs.documents'], says: 'Documentation irregularity' }),
  ...alike('118', { means: 'HELD', reasons: ['carrier.held_at_facility'], says: 'Outside the partner’s service area' }),
  ...alike('120', { means: 'HELD', reasons: ['address.incorrect'] }),
  ...alike('121', { means: 'HELD', reasons: ['recipient.refused'], says: 'Refused or unclaimed' }),
  ...alike('710', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Arrived in Canada damaged' }),
  ...alike('179', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Cannot be delivered, details to follow' }),
  ...alike('1483 1493 4650', {
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
    says: 'Cannot be delivered as addressed',
  }),

  ...alike('1420 2600 2802 3001', { means: 'RETURNING' }),
  ...alike('1415', { means: 'RETURNING', reasons: ['address.incorrect'] }),
  ...alike('1416 1481 1491', { means: 'RETURNING', reasons: ['recipient.unknown'] }),
  ...alike('1417 1482 1492', { means: 'RETURNING', reasons: ['recipient.refused'] }),
  ...alike('1418', { means: 'RETURNING', reasons: ['recipient.verification_failed'], says: 'No valid proof of age' }),
  ...alike('1419', { means: 'RETURNING', reasons: ['recipient.not_collected'] }),
  ...alike('1100', { means: 'RETURNING', reasons: ['customs.documents'], says: 'Refused by customs' }),
  ...alike('167', { means: 'RETURNING', reasons: ['shipper.data_missing'], says: 'Insufficient postage' }),
  ...alike('168', { means: 'RETURNING', reasons: ['shipper.packaging'], says: 'Does not meet product requirements' }),
  ...alike('169 181', { means: 'RETURNING', reasons: ['shipper.label_unreadable'], says: 'Label wrong or missing' }),
  ...alike('182', { means: 'RETURNING', reasons: ['customs.documents'], says: 'Documentation incomplete' }),
  ...alike('183', { means: 'RETURNING', reasons: ['carrier.rejected'], says: 'Service to the country is suspended' }),
  ...alike('184', { means: 'RETURNING', reasons: ['shipper.prohibited'], says: 'Non-mailable matter' }),
  ...alike('150', {
    means: 'TERMINATED',
    reasons: ['carrier.destroyed', 'recipient.not_collected'],
    says: 'Hold period expired, disposed of',
  }),
  ...alike('190', { means: 'TERMINATED', reasons: ['shipper.cancelled'], says: 'Retail transaction voided' }),

  ...alike('20 21 2000 2001', { means: 'INFORMATION', says: 'Signature or photo' }),
  ...alike('152 2101', { means: 'INFORMATION', says: 'Payment of a collect on delivery' }),
  ...alike('1200 1203', { means: 'INFORMATION', says: 'Expected delivery date updated' }),
  ...alike('1210 1214 1215 1216', { means: 'INFORMATION', says: 'Duty and taxes paid, or refunded' }),
  ...alike('1220 1221 1223 1224 1225', { means: 'INFORMATION', says: 'Delivery preference' }),
  ...alike('1230 1232 1234 1245', { means: 'INFORMATION', says: 'Redirection asked for, cancelled, or not possible' }),
  ...alike('198', { means: 'INFORMATION', says: 'Label correction applied' }),
  ...alike('610 611 612 613 614 615 616 617 618 619 620', {
    means: 'INFORMATION',
    says: 'Where it lies at the address: the delivery has an event of its own',
  }),
];

/** States of items on the tracking page. Source: what public clients of it observed. */
const PAGE_STATES: readonly CodeRow[] = [
  { code: 'HalfAccepted', means: 'LABEL_CREATED' },
  { code: 'FullAccepted', means: 'ACCEPTED' },
  { code: 'InTransit', means: 'IN_TRANSIT' },
  { code: 'FullProgress', means: 'OUT_FOR_DELIVERY' },
  ...alike('InTransitAlert FullProgressAlert', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
  { code: 'HalfDelivered', means: 'ATTEMPT_FAILED' },
  ...alike('ReadyPickup Available_for_pickup_by', { means: 'AVAILABLE_FOR_PICKUP' }),
  { code: 'Delivered', means: 'DELIVERED' },
];

/** Event types of summaries. `INFO` stands for many things, which the description names. */
const SUMMARY_TYPES: readonly CodeRow[] = [
  ...backward('OUT', 'RETURNING'),
  ...backward('DELIVERED', 'RETURNED'),
  ...alike('OUT', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DELIVERED', { means: 'DELIVERED' }),
  // Also said of an item on its way there (1703).
  { code: 'TO_RETAIL', text: /^(item in transit|article en transit)/i, means: 'IN_TRANSIT' },
  ...alike('TO_RETAIL', { means: 'AVAILABLE_FOR_PICKUP' }),
  ...alike('TO_CUST', { means: 'CUSTOMS_STARTED' }),
  ...alike('FROM_CUST', { means: 'CUSTOMS_CLEARED' }),
  ...alike('ARRIVAL_IN_CANADA', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('RTS RTS_LABEL_PROC', { means: 'RETURNING' }),
  ...alike('SIGNATURE', { means: 'INFORMATION' }),
];
/** Types that say little by themselves, with what they mean when the description says nothing that is known either. */
const VAGUE_TYPES: readonly (readonly [code: string, means: CodeRow['means']])[] = [
  ['INDUCTION', 'ACCEPTED'],
  ['ATTEMPTED', 'ATTEMPT_FAILED'],
  ['INFO', 'INFORMATION'],
  ['INFO_TID', 'INFORMATION'],
  ['VEHICLE_INFO', 'IN_TRANSIT'],
];
const WORDINGS: readonly CodeRow[] = [
  // As 156: the return that it tells of is a condition.
  {
    code: '*',
    text: /^(final notice|dernier avis)/i,
    means: 'AVAILABLE_FOR_PICKUP',
    reasons: ['recipient.not_collected'],
  },
  { code: '*', text: /^(signature|photo)|e-?notification|avis électronique/i, means: 'INFORMATION' },
  {
    code: '*',
    text: /information submitted by shipper|order information|renseignements électroniques/i,
    means: 'LABEL_CREATED',
  },
  {
    code: '*',
    text: /notice card|attempted delivery|avis a été laissé|tentative de livraison/i,
    means: 'ATTEMPT_FAILED',
  },
  { code: '*', text: /^item processed|^article traité/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  ...wordings('en', 'fr'),
];

/** Event identifiers of details, and event types of summaries; descriptions are English or French by request. */
export const CODES = codeTable(
  'Canada Post developer program: messages and code tables, tracking scan events; Get Tracking Summary, event types',
  [
    ...IDENTIFIERS,
    ...SUMMARY_TYPES,
    ...PAGE_STATES,
    ...VAGUE_TYPES.flatMap(([code, means]) => [...WORDINGS.map((row) => ({ ...row, code })), { code, means }]),
    ...WORDINGS,
  ],
);
