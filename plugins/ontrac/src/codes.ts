import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const alike = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  codes.split(' ').map((code) => ({ code, ...row }));

/** OnTrac's event codes and LaserShip's event types: one company, two sets of words. */
export const CODES = codeTable(
  'OnTrac tracking API v7 event codes, OnTrac web services v4 status codes, LaserShip tracking event types',
  [
    ...alike('OrderCreated OrderReceived ORDR XX OD_DATA', { means: 'LABEL_CREATED' }),
    ...alike('PU PCKP PickedUp', { means: 'ACCEPTED' }),
    ...alike('Origin ORGN OriginScan', { means: 'ACCEPTED', says: 'Origin scan' }),
    { code: 'Received', text: /origin/i, means: 'ACCEPTED' },
    ...alike('Received RCVD RECV', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
    ...alike('Arrived ARRV OS', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
    ...alike('Departed DPRT DEPT', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
    ...alike('SORT Sorted PROC LOAD', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
    ...alike('RD', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the facility that delivers' }),
    ...alike('OFDL OutForDelivery OD', { means: 'OUT_FOR_DELIVERY' }),
    ...alike('DLVD Delivered DL DELV', { means: 'DELIVERED' }),
    { code: 'Released', text: /door|porch|garage/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
    ...alike('Released RLSD', { means: 'DELIVERED', deliveredTo: 'SAFE_PLACE', says: 'Left without a signature' }),
    ...alike('AttemptedDelivery ATTM NotDelivered NDLV NH', { means: 'ATTEMPT_FAILED' }),
    ...alike('Refused REFU RF', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
    ...alike('BC', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }),
    ...alike('CA BA AddressIncorrect', { means: 'EXCEPTION', reasons: ['address.incorrect'] }),
    ...alike('CM', { means: 'EXCEPTION', reasons: ['recipient.moved'] }),
    ...alike('CR CO', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
    ...alike('DG Damaged DMGD DN', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
    ...alike('Lost LOST MS', { means: 'TERMINATED', reasons: ['carrier.lost'] }),
    ...alike('HW WD Weather', { means: 'DELAYED', reasons: ['external.weather'] }),
    ...alike('Delayed DLAY DS', { means: 'DELAYED' }),
    ...alike('OE Exception EXCP', { means: 'EXCEPTION', reasons: ['unknown.unknown'] }),
    ...alike('RET Returned RTRN RS', { means: 'RETURNING' }),
    ...alike('TR TransferredToUSPS', { means: 'PARTNER_HANDOFF' }),
    ...alike('Cancelled CNCL', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
    { code: '*', text: /data entry|order received|ship request received/i, means: 'LABEL_CREATED' },
    ...wordings('en'),
  ],
);
