import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';
import { ICE_RIC } from './tables/ice-ric-table';

/** Standard event codes, for events whose ICE and RIC are missing or not known. */
const STANDARD: readonly CodeRow[] = [
  { code: 'AA', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: 'AE', means: 'ACCEPTED' },
  { code: 'AN', means: 'PICKUP_FAILED' },
  { code: 'BV', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'DD', means: 'INFORMATION' },
  { code: 'EE', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: 'ES', means: 'ACCEPTED' },
  { code: 'GT', means: 'INFORMATION' },
  { code: 'LA', means: 'HELD' },
  { code: 'NB', means: 'IN_TRANSIT' },
  { code: 'PO', means: 'OUT_FOR_DELIVERY' },
  { code: 'VA', means: 'LABEL_CREATED' },
  { code: 'ZF', means: 'AVAILABLE_FOR_PICKUP' },
  { code: 'ZN', means: 'ATTEMPT_FAILED' },
  { code: 'ZO', means: 'CUSTOMS_STARTED' },
  { code: 'ZU', means: 'DELIVERED' },
];

/** ICE codes whose details do not change what happened; ahead of their standard event codes, which for some say otherwise. */
const BY_ICE: readonly CodeRow[] = [
  { code: 'DSPSD', means: 'TERMINATED', reasons: ['carrier.destroyed'], says: 'Disposed of: its standard code is ZU' },
  { code: 'RETRN', means: 'RETURNING', says: 'Sent back: its standard code is ZN or BV' },
  { code: 'DMGDS', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { code: 'NTDEL', means: 'ATTEMPT_FAILED' },
  { code: 'HLDCC', means: 'AVAILABLE_FOR_PICKUP' },
];
/** What is delivered on the way back is back with its sender. */
const ended = (rows: readonly CodeRow[]): CodeRow[] =>
  rows
    .filter(({ means }) => means === 'DELIVERED')
    .map(({ deliveredTo: _deliveredTo, ...row }): CodeRow => ({ ...row, direction: 'RETURN', means: 'RETURNED' }));

/**
 * Wordings of the pages that sound like something else: what is announced, refused or begun. Sources: status list of
 * paketda.de, and public clients of the page (universal-parcel-scraper, `carriers/dhl`).
 */
const MISTAKABLE: readonly CodeRow[] = [
  { code: '*', text: /^being delivered\b/iu, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /nicht erfolgreich (zugestellt|ausgeliefert)/iu, means: 'ATTEMPT_FAILED' },
  {
    code: '*',
    text: /absender wurde nicht angetroffen|konnte nicht( beim absender)? abgeholt werden/iu,
    means: 'PICKUP_FAILED',
  },
  { code: '*', text: /^(?!.*nicht).*\bkann\b.*abgeholt werden/iu, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /^(?!.*\bnot\b).*\bcan be (picked up|collected)/iu, means: 'AVAILABLE_FOR_PICKUP' },
  {
    code: '*',
    text: /für die verladung.*vorbereitet|prepared for (loading|delivery in the delivery (depot|base))/iu,
    means: 'AT_DELIVERY_DEPOT',
    facilityAction: 'PROCESSED',
  },
  { code: '*', text: /customs clearance process\b.*\bcompleted/iu, means: 'CUSTOMS_CLEARED' },
  { code: '*', text: /processed by customs/iu, means: 'CUSTOMS_STARTED' },
  { code: '*', text: /exceeded the storage period|^import return\b/iu, means: 'RETURNING' },
  {
    code: '*',
    text: /(held|storage) at (the )?delivery (depot|base)/iu,
    means: 'HELD',
    reasons: ['carrier.held_at_facility'],
  },
  {
    code: '*',
    text: /^(?!.*\b(noch|nicht|sobald|wird|not|yet|once|when|will)\b).*(pick-?up was successful|abholung war erfolgreich|handed over to dhl\b|an dhl übergeben)/iu,
    means: 'ACCEPTED',
  },
];
const WORDINGS = wordings('de', 'en');

export const CODES = codeTable('DHL Paket tracking: ICE and RIC codes, standard event codes', [
  ...ICE_RIC,
  ...BY_ICE,
  ...STANDARD,
  ...MISTAKABLE,
  ...ended([...ICE_RIC, ...STANDARD, ...WORDINGS]),
  { code: '*', text: /dem absender zugestellt|successfully returned to the sender/iu, means: 'RETURNED' },
  {
    code: '*',
    text: /delivered to (the |a )?(dhl )?(packstation|locker|retail outlet|post office)|in (die|eine) packstation (eingestellt|zugestellt)/iu,
    means: 'AVAILABLE_FOR_PICKUP',
  },
  { code: '*', text: /vom zoll (einbehalten|beschlagnahmt)/iu, means: 'HELD', reasons: ['customs.inspection'] },
  { code: '*', text: /rücksendung|zurückgesandt|returned to the sender|return shipment/iu, means: 'RETURNING' },
  { code: '*', text: /ziel-paketzentrum|destination parcel cent/iu, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /elektronisch (an dhl )?übermittelt|instruction data.*electronically/iu, means: 'LABEL_CREATED' },
  { code: '*', text: /zustellfahrzeug|delivery vehicle/iu, means: 'OUT_FOR_DELIVERY' },
  ...WORDINGS,
]);
