import type { ChangeType } from '../vocabulary/exceptions';
import type { ExceptionCase } from './case';
import type { NewCase } from './new-case';

/** What is to be written: the case as it is from now on, what changed, and what the activity log says. */
export type CaseEffect =
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
