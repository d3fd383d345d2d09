import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/** Event codes of the group: where (`OR`igin, `HU`b, destination, `DE`livery, `DO` for a parcel shop), and what happened. */
export const GEO_EVENTS: readonly CodeRow[] = [
  { code: 'ENA', means: 'LABEL_CREATED', says: 'Data received and integrated' },
  { code: 'DOPKY', means: 'HANDED_OVER', says: 'Dropped off at a parcel shop' },
  ...alike('ORI HUI', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Inbound' }),
  ...alike('HUS SPS', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted' }),
  ...alike('HUZ SPL SPV SPZ', { means: 'IN_TRANSIT', says: 'Scanned' }),
  ...alike('DEHD DEHDY', { means: 'IN_TRANSIT', says: 'Handed to the parcel shop by the driver' }),
  ...alike('DLI DLR', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'At the destination depot' }),
  ...alike('DLS DLZ', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'PROCESSED', says: 'At the destination depot' }),
  { code: 'DLO', means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  ...alike('ORW HUW DLW', { means: 'HELD', reasons: ['carrier.held_at_facility'] }),
  { code: 'DEN', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  { code: 'DODEI', means: 'AVAILABLE_FOR_PICKUP', says: 'Received by the parcel shop' },
  { code: 'DEY', means: 'DELIVERED', says: 'Delivered' },
  { code: 'DODEY', means: 'DELIVERED', deliveredTo: 'SERVICE_POINT', says: 'Collected by the consignee' },
  { code: 'SPR', means: 'RETURNING', says: 'Return' },
  { code: 'DODEN', means: 'RETURNING', reasons: ['recipient.not_collected'] },
  { code: 'DODEH', means: 'RETURNING', says: 'Handed back by the parcel shop' },
  // Messages, and papers of a delivery that has an event of its own.
  ...alike('SPE SPW MSDLO DOMSDLO DEYY DODEYY', { means: 'INFORMATION' }),
];

/** Exceptions of which the wording tells more. */
export const GEO_EXCEPTIONS = 'ENX ORX HUX SPX DLX DODEX';
