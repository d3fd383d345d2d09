import type { ClockStep } from '@whereabouts/model';
import type { StoredCase } from '@whereabouts/store';
import type { PlacedWrite } from './write-cases';

/** What is to be written of what time alone did to a case, in order. */
export const clockWrites = (before: StoredCase, steps: readonly ClockStep[]): PlacedWrite[] =>
  steps.map((step) => ({ write: { type: 'change', before, ...step }, facts: before.facts, actor: 'rule:sla' }));
