import { codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';
import { ICE_RIC } from './tables/ice-ric-table';

/** Standard event codes: what holds for an event whose pair of ICE and RIC is not listed. */
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

/** What is delivered on the way back is back with its sender. */
const ended = (rows: readonly CodeRow[]): CodeRow[] =>
  rows
    .filter(({ means }) => means === 'DELIVERED')
    .map(({ deliveredTo: _deliveredTo, ...row }): CodeRow => ({ ...row, direction: 'RETURN', means: 'RETURNED' }));

const WORDINGS = wordings('de', 'en');

export const CODES = codeTable('DHL Paket tracking: ICE and RIC codes, standard event codes', [
  ...ICE_RIC,
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
