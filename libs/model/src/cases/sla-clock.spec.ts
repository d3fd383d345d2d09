import { MADRID_OFFICE } from '../calendar/office.fixture';
import { HOUR, instant } from '../time/instant';
import { thresholdsToRecord, readClock, type ClockEvent, type ClockTerms } from './sla-clock';

/** Eight hours are one working day: 9 to 14 and 15:30 to 18:30. */
const TERMS: ClockTerms = {
  policyVersion: 7,
  calendar: MADRID_OFFICE,
  allowedMs: 8 * HOUR,
  pauseCapMs: { CUSTOMER: 16 * HOUR, CARRIER: 8 * HOUR, WAREHOUSE: 4 * HOUR, THIRD_PARTY: 8 * HOUR, SNOOZED: 2 * HOUR },
  allPausesCapMs: 20 * HOUR,
};
/** A moment of May 2025 in Madrid; the 5th is a Monday. */
const at = (text: string) => instant(`2025-05-${text.replace(' ', 'T')}+02:00`);
const started: ClockEvent = { type: 'STARTED', at: at('05 09:00') };
const read = (history: readonly ClockEvent[], now: string) => readClock(history, TERMS, at(now))!;

describe('a clock', () => {
  it.each([
    ['05 12:59', 'RUNNING'],
    ['05 13:00', 'WARNED_50'],
    ['05 16:53', 'WARNED_50'],
    ['05 16:54', 'WARNED_80'],
    ['05 18:29', 'WARNED_80'],
    ['05 18:30', 'BREACHED'],
    ['06 18:29', 'BREACHED'],
    ['06 18:30', 'ESCALATED'],
  ])('at %s is %s', (now, state) => expect(read([started], now).state).toBe(state));

  it('says when it is due, how much is used, and when to look again', () => {
    expect(read([started], '05 13:30')).toMatchObject({
      policyVersion: 7,
      dueAt: at('05 18:30'),
      usedMs: 4.5 * HOUR,
      pausedMs: 0,
      nextThresholdAt: at('05 16:54'),
      breachedAt: null,
    });
  });

  it('names who is told at each threshold', () => {
    expect(
      read([started], '06 18:30').thresholds.map(({ threshold, reachedAt }) => [
        threshold.percent,
        threshold.tells,
        reachedAt,
      ]),
    ).toEqual([
      [50, 'OWNER', at('05 13:00')],
      [80, 'OWNER', at('05 16:54')],
      [100, 'LEAD', at('05 18:30')],
      [200, 'ADMIN', at('06 18:30')],
    ]);
  });

  it('has not started before its start', () => {
    expect(readClock([started], TERMS, at('05 08:59'))).toBeNull();
    expect(readClock([], TERMS, at('05 08:59'))).toBeNull();
  });

  it('is met when it stops in time, even at the last moment, and no threshold follows', () => {
    const history: ClockEvent[] = [started, { type: 'STOPPED', at: at('05 18:30') }];
    expect(read(history, '20 12:00')).toMatchObject({
      state: 'MET',
      usedMs: 8 * HOUR,
      breachedAt: null,
      nextThresholdAt: null,
    });
    expect(thresholdsToRecord(read(history, '20 12:00'), at('20 12:00')).map(({ percent }) => percent)).toEqual([
      50, 80,
    ]);
  });

  it('stays breached when it stops too late', () => {
    const history: ClockEvent[] = [started, { type: 'STOPPED', at: at('06 09:30') }];
    expect(read(history, '20 12:00')).toMatchObject({
      state: 'BREACHED',
      breachedAt: at('05 18:30'),
      usedMs: 8.5 * HOUR,
    });
  });
});

describe('a pause', () => {
  const asked: ClockEvent = { type: 'PAUSED', at: at('05 11:00'), reason: 'CUSTOMER' };
  const answered: ClockEvent = { type: 'RESUMED', at: at('06 11:00') };

  it('stops the clock and moves the due time', () => {
    expect(read([started, asked], '06 10:00')).toMatchObject({
      state: 'PAUSED',
      pausedFor: 'CUSTOMER',
      pauseEndsAt: at('07 11:00'),
      dueAt: at('07 18:30'),
      usedMs: 2 * HOUR,
      pausedMs: 7 * HOUR,
    });
    expect(read([started, asked, answered], '06 11:00')).toMatchObject({
      state: 'RUNNING',
      pausedFor: null,
      pauseEndsAt: null,
      dueAt: at('06 18:30'),
      pausedMs: 8 * HOUR,
    });
  });

  it('ends by itself at its cap', () => {
    const snoozed: ClockEvent = { type: 'PAUSED', at: at('05 11:00'), reason: 'SNOOZED' };
    expect(read([started, snoozed], '05 12:59').state).toBe('PAUSED');
    expect(read([started, snoozed], '05 13:00')).toMatchObject({ state: 'RUNNING', dueAt: at('06 11:00') });
    expect(read([started, snoozed, answered], '06 12:00').pausedMs).toBe(2 * HOUR);
  });

  it('gives way to the next, and all together have a cap', () => {
    const history: ClockEvent[] = [
      started,
      { type: 'PAUSED', at: at('05 09:00'), reason: 'CUSTOMER' },
      { type: 'PAUSED', at: at('06 18:30'), reason: 'CARRIER' },
    ];
    expect(read(history, '07 09:30')).toMatchObject({
      state: 'PAUSED',
      pausedFor: 'CARRIER',
      pauseEndsAt: at('07 13:00'),
      pausedMs: 16.5 * HOUR,
    });
    expect(read(history, '07 14:00')).toMatchObject({ state: 'RUNNING', pausedMs: 20 * HOUR, usedMs: 1 * HOUR });
  });

  it('does not hide a breach, and is told in any order', () => {
    const history: ClockEvent[] = [{ type: 'PAUSED', at: at('05 18:30'), reason: 'CARRIER' }, started];
    expect(read(history, '06 10:00')).toMatchObject({ state: 'BREACHED', pausedFor: 'CARRIER' });
  });

  it('before the start counts from the start, and after the stop not at all', () => {
    const early: ClockEvent = { type: 'PAUSED', at: at('04 12:00'), reason: 'SNOOZED' };
    expect(read([early, started], '05 12:00')).toMatchObject({ usedMs: HOUR, pausedMs: 2 * HOUR });
    const stopped: ClockEvent = { type: 'STOPPED', at: at('05 10:00') };
    expect(read([started, stopped, asked], '05 12:00')).toMatchObject({ state: 'MET', usedMs: HOUR, pausedMs: 0 });
  });
});

describe('a threshold', () => {
  it('is recorded once', () => {
    const now = at('06 10:00');
    const facts = thresholdsToRecord(read([started], '06 10:00'), now);
    expect(facts.map(({ percent, reachedAt }) => [percent, reachedAt])).toEqual([
      [50, at('05 13:00')],
      [80, at('05 16:54')],
      [100, at('05 18:30')],
    ]);
    expect(thresholdsToRecord(read([started, ...facts], '06 10:00'), now)).toEqual([]);
    expect(thresholdsToRecord(read([started, ...facts], '06 18:30'), now).map(({ percent }) => percent)).toEqual([200]);
  });

  it('stays, whatever is learnt later', () => {
    const facts = thresholdsToRecord(read([started], '06 10:00'), at('06 10:00'));
    const late: ClockEvent[] = [
      { type: 'PAUSED', at: at('05 10:00'), reason: 'CUSTOMER' },
      { type: 'STOPPED', at: at('05 11:00') },
    ];
    const reading = read([started, ...facts, ...late], '09 12:00');
    expect(reading).toMatchObject({ state: 'BREACHED', breachedAt: at('05 18:30'), usedMs: HOUR });
    expect(thresholdsToRecord(reading, at('09 12:00'))).toEqual([]);
  });

  it('is never reached in a calendar without hours', () => {
    const reading = readClock(
      [started],
      { ...TERMS, calendar: { ...MADRID_OFFICE, week: {}, exceptions: [] } },
      at('20 12:00'),
    );
    expect(reading).toMatchObject({ state: 'RUNNING', dueAt: null, nextThresholdAt: null, usedMs: 0 });
  });
});
