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

const WORDINGS = wordings('de', 'en');

export const CODES = codeTable('DHL Paket tracking: ICE and RIC codes, standard event codes', [
  ...ICE_RIC,
  ...BY_ICE,
  ...STANDARD,
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
