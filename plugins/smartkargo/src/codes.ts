import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Status codes of air cargo (IATA Cargo-IMP FSU), and SmartKargo's own for the ends of the journey. */
export const CODES = codeTable('SmartKargo tracking API, event types; IATA Cargo-IMP status codes', [
  ...alike('BKD FOH FWB EDI', { means: 'LABEL_CREATED' }),
  ...alike('RCS PUP PKD', { means: 'ACCEPTED' }),
  ...alike('MAN PRE', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  { code: 'DEP', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  ...alike('ARR RCF RCT', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike('TFD TRM MDL', { means: 'IN_TRANSIT', says: 'Transferred' }),
  ...alike('NFD AWR AWD DOC INF', { means: 'INFORMATION' }),
  { code: 'CCD', means: 'CUSTOMS_CLEARED' },
  ...alike('CRC TGC', { means: 'CUSTOMS_STARTED', says: 'Reported, or transferred, to customs' }),
  { code: 'GDL', means: 'OUT_FOR_DELIVERY' },
  ...alike('OFD', { means: 'OUT_FOR_DELIVERY' }),
  ...alike('DDL DLD DLV', { means: 'DELIVERED' }),
  { code: 'ADL', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: 'RCU', means: 'HELD', says: 'Held' },
  { code: 'DIS', means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Discrepancy' },
  { code: 'CAN', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
  ...alike('RTS RTN', { means: 'RETURNING' }),
  ...wordings('en'),
]);
