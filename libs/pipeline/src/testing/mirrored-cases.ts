import {
  clockSteps,
  decideInTime,
  DEFAULT_POLICY,
  type CaseCommand,
  type CommandContext,
  type ExceptionCase,
  type Instant,
  type PastStep,
} from '@whereabouts/model';
import type { CaseRequest } from '../pipeline';

/** A case in memory, with the steps of people that its history should hold. */
interface Mirrored {
  current: ExceptionCase;
  readonly steps: (Omit<PastStep, 'id'> & { id: string | null })[];
}

/** Cases as they should be in the database: changed in memory only, by the pure decisions, and never read again. */
export interface MirroredCases {
  readonly ids: readonly string[];
  get(id: string): ExceptionCase;
  add(opened: ExceptionCase): void;
  /** What should become of it: the refusal's code, or null. Changes the mirror. */
  command(id: string, request: CaseRequest, context: Omit<CommandContext, 'policy' | 'facts'>): string | null;
  /** What time should do. */
  fire(now: Instant): void;
  /** A step that may be asked back, and where its id in the database is to be noted. */
  lastStep(id: string): { id: string | null } | undefined;
}

export function mirroredCases(): MirroredCases {
  const cases = new Map<string, Mirrored>();

  const twinOf = (one: ExceptionCase): number | null =>
    [...cases.values()].find(
      ({ current }) =>
        current.id !== one.id &&
        current.kind === one.kind &&
        current.shipmentId === one.shipmentId &&
        current.status !== 'CLOSED',
    )?.current.number ?? null;

  const commandOf = ({ steps }: Mirrored, request: CaseRequest): CaseCommand | null => {
    if (request.type !== 'undo') return request;
    const step = steps.find(({ id }) => id === request.activityId);
    return step ? { type: 'undo', step: { ...step, id: request.activityId } } : null;
  };

  return {
    get ids() {
      return [...cases.keys()];
    },
    get: (id) => cases.get(id)!.current,
    add: (opened) => void cases.set(opened.id, { current: opened, steps: [] }),
    command(id, request, context) {
      const mirrored = cases.get(id)!;
      const command = commandOf(mirrored, request);
      if (command === null) return 'NOT_FOUND';
      const facts = { promisedBy: null, orderValue: null, openTwin: twinOf(mirrored.current) };
      const { decision } = decideInTime(mirrored.current, command, { ...context, policy: DEFAULT_POLICY, facts });
      if (!decision.ok) return decision.code;
      if (decision.case === mirrored.current) return null;
      mirrored.current = decision.case;
      const { action, detail } = decision;
      mirrored.steps.push({ id: null, at: context.now, actor: context.actor, action, detail });
      return null;
    },
    fire(now) {
      for (const mirrored of cases.values())
        for (const step of clockSteps(mirrored.current, DEFAULT_POLICY, now)) mirrored.current = step.case;
    },
    lastStep: (id) => cases.get(id)!.steps.at(-1),
  };
}
