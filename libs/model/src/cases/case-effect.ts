import type { ChangeType } from '../vocabulary/exceptions';
import type { ExceptionCase } from './case';
import type { ClockStep } from './clock-steps';
import type { NewCase } from './new-case';

/** What is to be written: the case as it is from now on, what changed, and what the activity log says. */
export type CaseEffect =
  /** What time did to the case while no timer looked: before the effect of its own. */
  | ({ readonly type: 'clock' } & ClockStep)
  | {
      readonly type: 'open';
      readonly case: NewCase;
      readonly action: 'opened';
      readonly detail: EffectDetail;
      readonly changeType: Extract<ChangeType, 'OPENED'>;
    }
  | {
      readonly type: 'update';
      readonly case: ExceptionCase;
      readonly changed: readonly string[];
      readonly action: 'evidence-joined' | 'healed-left-open';
      readonly detail: EffectDetail;
      readonly changeType: Extract<ChangeType, 'UPDATED'>;
    }
  | {
      readonly type: 'close';
      readonly case: ExceptionCase;
      readonly changed: readonly string[];
      readonly action: 'healed' | 'absorbed';
      readonly detail: EffectDetail;
      readonly changeType: Extract<ChangeType, 'CLOSED'>;
    };

export type EffectDetail = Readonly<Record<string, string | number>>;
