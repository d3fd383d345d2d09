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

export const CODES = codeTable('DHL Paket tracking: ICE and RIC codes, standard event codes', [
  ...ICE_RIC,
  ...STANDARD,
  { code: '*', text: /rücksendung|zurückgesandt|returned to the sender|return shipment/iu, means: 'RETURNING' },
  { code: '*', text: /ziel-paketzentrum|destination parcel cent/iu, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /elektronisch (an dhl )?übermittelt|instruction data.*electronically/iu, means: 'LABEL_CREATED' },
  { code: '*', text: /zustellfahrzeug|delivery vehicle/iu, means: 'OUT_FOR_DELIVERY' },
  ...wordings('de', 'en'),
]);
