import type { ExceptionKind } from '../vocabulary/exceptions';
import { compareCases, WHAT_IF_EFFECTS, type WhatIfDifference, type WhatIfEffect, type Window } from './compare';
import type { ReplayedCase } from './case-book';

/** What a case is about, as people find it: a parcel, else an order, else a ticket. */
export interface WhatIfSubject {
  readonly type: 'shipment' | 'order' | 'ticket';
  readonly id: string;
  /** Its tracking number, order number, or what the helpdesk calls it. */
  readonly number: string;
}

/** A difference with the subject that shows it. */
export interface WhatIfExample extends WhatIfDifference {
  readonly subject: WhatIfSubject;
}

export interface WhatIfKind {
  /** Cases that each policy opens in the window. */
  before: number;
  after: number;
  readonly effects: Record<WhatIfEffect, number>;
  /** The first few of each effect. */
  readonly examples: WhatIfExample[];
}

/** What a draft would have made of a stretch of the past. Plain data, so that parts of it can be joined. */
export interface WhatIfTally {
  shipments: number;
  orders: number;
  /** Tickets of which nobody knows the order or the parcel. The others belong to those. */
  tickets: number;
  /** Of shipments and orders. */
  milestones: number;
  readonly kinds: Partial<Record<ExceptionKind, WhatIfKind>>;
}

const EXAMPLES = 3;

export const whatIfTally = (): WhatIfTally => ({ shipments: 0, orders: 0, tickets: 0, milestones: 0, kinds: {} });

const EFFECTS = Object.keys(WHAT_IF_EFFECTS) as WhatIfEffect[];

function kindOf({ kinds }: WhatIfTally, kind: ExceptionKind): WhatIfKind {
  return (kinds[kind] ??= {
    before: 0,
    after: 0,
    effects: Object.fromEntries(EFFECTS.map((effect) => [effect, 0])) as Record<WhatIfEffect, number>,
    examples: [],
  });
}

function addExample({ examples }: WhatIfKind, example: WhatIfExample): void {
  if (examples.filter(({ effect }) => effect === example.effect).length < EXAMPLES) examples.push(example);
}

const COUNTED = { shipment: 'shipments', order: 'orders', ticket: 'tickets' } as const;

/** Adds one subject. */
export function addSubject(
  tally: WhatIfTally,
  { subject, milestones }: { readonly subject: WhatIfSubject; readonly milestones: number },
  cases: { readonly before: readonly ReplayedCase[]; readonly after: readonly ReplayedCase[] },
  window: Window,
): void {
  tally[COUNTED[subject.type]] += 1;
  tally.milestones += milestones;
  for (const side of ['before', 'after'] as const)
    for (const { kind, openedAt } of cases[side])
      if (openedAt >= window.from && openedAt <= window.to) kindOf(tally, kind)[side] += 1;
  for (const difference of compareCases(cases.before, cases.after, window)) {
    const kind = kindOf(tally, difference.kind);
    kind.effects[difference.effect] += 1;
    addExample(kind, { ...difference, subject });
  }
}

/** Adds another part of the same question, in the order of its subjects. */
export function joinTally(tally: WhatIfTally, part: WhatIfTally): void {
  for (const counted of ['shipments', 'orders', 'tickets', 'milestones'] as const) tally[counted] += part[counted];
  for (const [name, other] of Object.entries(part.kinds) as [ExceptionKind, WhatIfKind][]) {
    const kind = kindOf(tally, name);
    kind.before += other.before;
    kind.after += other.after;
    for (const effect of EFFECTS) kind.effects[effect] += other.effects[effect];
    for (const example of other.examples) addExample(kind, example);
  }
}
