import type { Reason } from '@whereabouts/plugin-sdk';

/** The same reasons for many codes, separated by blanks. */
const all = (codes: string, ...reasons: readonly Reason[]): readonly (readonly [string, readonly Reason[]])[] =>
  codes.split(' ').map((code) => [code, reasons]);

/**
 * Why a status was sent: data element 1651, all codes up to release 8050. Those that say nothing have no reasons: normal
 * status and appointment (NS, NA), and how a delivery went (A3, AZ, BK).
 */
export const REASONS: ReadonlyMap<string, readonly Reason[]> = new Map([
  ...all('NS NA A3 AZ BK BT'),
  // Missed delivery, driver, other carrier, previous stop, missed pickup, keying error, cartage agent, railroad late, dispatch.
  ...all('A1 AH AJ AL AY BF BI BO BP D1 P1', 'carrier.processing_delay'),
  ...all('AF AI BR T4', 'carrier.vehicle'),
  ...all('BH BM D2 P4 T1 T2 T3 T5 T6 T7', 'carrier.capacity'),
  ...all('AA', 'carrier.missort'),
  ...all('AK', 'carrier.damage'),
  ...all('B2 BL HB', 'carrier.held_at_facility'),
  ...all('A2', 'address.incorrect'),
  ...all('A5', 'address.not_found'),
  ...all('A6', 'address.corrected'),
  // Unloading facility or equipment, hours of receiving.
  ...all('B8 B9', 'address.access_restricted'),
  ...all('AD B5 BJ C3 RC', 'recipient.requested_change'),
  ...all('AG', 'recipient.unknown'),
  ...all('AQ C4', 'recipient.not_available'),
  ...all('B1 C5', 'recipient.business_closed'),
  ...all('B4 C2 C8 C9', 'recipient.payment_due'),
  ...all('BS', 'recipient.refused'),
  ...all('C1', 'recipient.not_collected'),
  ...all('AE', 'shipper.prohibited'),
  // Shipper, pick-up too late or too short, held per shipper, production.
  ...all('AM AW AX BB P3', 'shipper.not_ready'),
  ...all('AV BQ', 'shipper.weight_or_dimensions'),
  ...all('BC BN C6 C7 CB CC', 'shipper.data_missing'),
  ...all('AP BD CA F1', 'customs.delay'),
  ...all('AR AS AT', 'customs.documents'),
  ...all('P2', 'customs.inspection'),
  ...all('AN', 'external.non_service_day'),
  ...all('AO BE', 'external.weather'),
  ...all('AU', 'external.security'),
  ...all('S1', 'delivery.partial'),
  ...all('BG F2', 'unknown.unknown'),
]);
