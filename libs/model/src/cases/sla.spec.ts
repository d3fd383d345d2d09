import { EXCEPTION_KINDS, type ExceptionKind } from '../vocabulary/exceptions';
import { DEFAULT_POLICY } from '../policy/policy';
import { hour } from '../shipment/history.fixture';
import { slaFor } from './sla';

it('a new case has its clocks by kind', () => {
  expect(slaFor('DAMAGE_REPORTED', hour(0), DEFAULT_POLICY)).toEqual({
    firstActionDueAt: hour(2),
    firstActionAt: null,
    warnAt: hour(1.6),
    warnedAt: null,
    breachedAt: null,
    pausedSince: null,
    resolutionDueAt: hour(72),
  });
});

it.each(Object.keys(EXCEPTION_KINDS) as ExceptionKind[])(
  '%s warns before it is due, and is due before its resolution',
  (kind) => {
    const { warnAt, firstActionDueAt, resolutionDueAt } = slaFor(kind, hour(0), DEFAULT_POLICY);
    expect(warnAt < firstActionDueAt && firstActionDueAt < resolutionDueAt!).toBe(true);
  },
);
