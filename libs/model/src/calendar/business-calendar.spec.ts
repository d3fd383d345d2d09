import { ALWAYS_OPEN, calendarProblems } from './business-calendar';
import { MADRID_OFFICE } from './office.fixture';

const problems = (change: object) => calendarProblems({ ...MADRID_OFFICE, ...change });

describe('calendarProblems', () => {
  it('finds none in a good calendar', () => {
    expect(calendarProblems(MADRID_OFFICE)).toEqual([]);
    expect(calendarProblems(ALWAYS_OPEN)).toEqual([]);
  });

  it.each([
    [{ zone: 'Europe/Nowhere' }, 'Europe/Nowhere is not the name of a zone'],
    [{ week: { 8: [] } }, '8 is not a weekday from 1 to 7'],
    [{ week: { 1: [{ from: '9:00', to: '17:00' }] } }, 'weekday 1: 9:00 to 17:00 is not a time HH:mm'],
    [{ week: { 1: [{ from: '09:00', to: '24:01' }] } }, 'weekday 1: 09:00 to 24:01 is not a time HH:mm'],
    [
      { week: { 1: [{ from: '22:00', to: '06:00' }] } },
      'weekday 1: 22:00 to 06:00 ends before it begins; a shift over midnight is written as two parts',
    ],
    [
      {
        week: {
          2: [
            { from: '12:00', to: '18:00' },
            { from: '09:00', to: '12:30' },
          ],
        },
      },
      'weekday 2: 12:00 to 18:00 overlaps 09:00 to 12:30',
    ],
    [{ holidays: [{ date: '2025-02-30', name: '', country: 'ES' }] }, '2025-02-30 is not a date'],
    [
      {
        exceptions: [
          { date: '2025-05-05', hours: [], note: '' },
          { date: '2025-05-05', hours: [], note: '' },
        ],
      },
      '2025-05-05 has two exceptions',
    ],
  ])('%j', (change, problem) => expect(problems(change)).toEqual([problem]));
});
