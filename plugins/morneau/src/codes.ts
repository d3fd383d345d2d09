import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes of freight bills; their texts are French and English in one. */
export const CODES = codeTable('Groupe Morneau tracking API, status codes', [
  ...alike('ENTRY AVAIL ASSGN DISP', { means: 'LABEL_CREATED' }),
  ...alike('PICKD', { means: 'ACCEPTED' }),
  ...alike('DOCKD ARRTM ARVTERM ARRTERM', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('DEPTM DEPART DEPTERM', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike('INTRAN TRANS LINEHAUL', { means: 'IN_TRANSIT' }),
  ...alike('OFD OUTDEL DELRT', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('ARRCONS ARRCN', { means: 'OUT_FOR_DELIVERY', says: 'At the consignee' }),
  ...alike('DELVD COMPLETE DELIV', { means: 'DELIVERED' }),
  ...alike('REFUS', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...alike('APPT RDV', { means: 'INFORMATION', says: 'Appointment' }),
  ...alike('CANCL', { means: 'TERMINATED', reasons: ['shipper.cancelled'] }),
  ...alike('DAMAG', { means: 'EXCEPTION', reasons: ['carrier.damage'] }),
  ...wordings('en', 'fr'),
]);
