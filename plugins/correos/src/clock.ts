import { textAt, type EventTimeInput, type JsonValue } from '@whereabouts/plugin-sdk';

/** Correos writes the clock of Spain, day first, in two fields. */
export const clockOf = (scan: JsonValue, date: string, time: string): EventTimeInput => ({
  date: textAt(scan, date),
  time: textAt(scan, time),
  format: 'dd/mm/yyyy',
  zone: 'Europe/Madrid',
});
