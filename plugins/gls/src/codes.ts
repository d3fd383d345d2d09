import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';
import { STATUSES } from './my-gls-statuses';

/** Event codes `GROUP.DETAIL`, the states of a parcel, which are one word, and the numbers of MyGLS. */
export const CODES = codeTable('GLS Track and Trace API, event codes and parcel states; MyGLS API, parcel statuses', [
  ...alike('INTIAL.PREADVICE PREADVICE PLANNEDPICKUP', {
    means: 'LABEL_CREATED',
    says: 'The parcel data was entered into the GLS IT system',
  }),
  ...alike('INTIAL.NORMAL INPICKUP', { means: 'ACCEPTED', says: 'The parcel was handed over to GLS' }),
  ...alike('INTRANSIT INWAREHOUSE', { means: 'IN_TRANSIT' }),
  { code: 'INDELIVERY', means: 'OUT_FOR_DELIVERY' },
  ...alike('DELIVERED FINAL', { means: 'DELIVERED' }),
  { code: 'DELIVEREDPS', means: 'AVAILABLE_FOR_PICKUP', says: 'Delivered to a ParcelShop' },
  { code: 'NOTDELIVERED', means: 'ATTEMPT_FAILED' },
  { code: 'NOTPICKEDUP', means: 'EXCEPTION', reasons: ['unknown.unknown'] },
  { code: 'CANCELED', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  ...STATUSES,
  { code: '*', text: /im GLS PaketShop zugestellt|PaketShop eingetroffen/, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /Empfänger nicht angetroffen/, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: '*', text: /im Laufe des Tages zugestellt|in Zustellung/, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /Annahme verweigert/, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { code: '*', text: /erfolgreich zugestellt|wurde zugestellt/, means: 'DELIVERED' },
  { code: '*', text: /noch nicht an GLS übergeben|im GLS IT-System erfasst/, means: 'LABEL_CREATED' },
  { code: '*', text: /an GLS übergeben/, means: 'ACCEPTED' },
  { code: '*', text: /Ziel-Paketzentrum/, means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
  { code: '*', text: /im Paketzentrum eingetroffen/, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: '*', text: /Paketzentrum verlassen/, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: '*', text: /zurück an den Versender|Rücksendung/, means: 'RETURNING' },
  ...wordings('en', 'de'),
]);
