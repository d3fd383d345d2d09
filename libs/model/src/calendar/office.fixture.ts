import type { BusinessCalendar, OpenHours } from './business-calendar';

const LONG: readonly OpenHours[] = [
  { from: '09:00', to: '14:00' },
  { from: '15:30', to: '18:30' },
];

/** Eight hours in two parts from Monday to Thursday, a short Friday, two holidays, two exceptions. */
export const MADRID_OFFICE: BusinessCalendar = {
  zone: 'Europe/Madrid',
  week: { 1: LONG, 2: LONG, 3: LONG, 4: LONG, 5: [{ from: '08:00', to: '14:00' }] },
  holidays: [
    { date: '2025-05-01', name: 'Fiesta del Trabajo', country: 'ES' },
    { date: '2025-05-02', name: 'Fiesta de la Comunidad de Madrid', country: 'ES-MD' },
  ],
  exceptions: [
    { date: '2025-05-02', hours: [{ from: '10:00', to: '12:00' }], note: 'Skeleton staff' },
    { date: '2025-12-24', hours: [], note: 'Closed early' },
  ],
};
