import type { CommandReply, Refusal } from '@whereabouts/pipeline';
import { incidentsById, type Queryable } from '@whereabouts/store';
import type { Instant } from '@whereabouts/model';
import type { ApiParts } from '../api-parts';

type Decisions = Omit<ApiParts['pipeline'], 'feed' | 'shipmentFeed'>;

export interface UnmovedPipeline extends Decisions {
  /** Whether it refuses all from now on. */
  refuses: boolean;
}

interface Needs {
  readonly pool: Queryable;
  readonly now: Instant;
}

const REFUSAL: Refusal = { refused: 'CONFLICT', message: 'It has changed.', field: ['expectedVersion'] };
const PROBLEM = { line: 1, column: 1, path: 'held', message: 'is too much' };

/**
 * Says that all was done, or refuses all, and changes nothing: who asks twice is answered the same twice. What the API
 * reads besides is its own.
 */
export function unmovedPipeline({ pool, now }: Needs): UnmovedPipeline {
  const state = { refuses: false };
  const caseReply = (caseId: string): CommandReply => {
    const exceptionCase = { id: caseId, number: 7 } as never;
    return state.refuses ? { ok: false, exceptionCase, ...REFUSAL } : { ok: true, exceptionCase };
  };
  const caseIds = async (merchantId: string): Promise<readonly string[]> => {
    const text = 'select id from exception_case where merchant_id = $1 order by id';
    return (await pool.query<{ id: string }>(text, [merchantId])).rows.map(({ id }) => id);
  };
  const anIncident = async ({ merchantId, incidentId }: { merchantId: string; incidentId: string }) => {
    const incident = (await incidentsById(pool, merchantId, [incidentId])).get(incidentId)!;
    return state.refuses ? ({ ok: false, incident, ...REFUSAL } as const) : ({ ok: true, incident } as const);
  };
  const or = <T>(done: T): T | Refusal => (state.refuses ? REFUSAL : done);
  const version = {
    version: 2,
    effectiveFrom: now,
    document: 'held: { heldHours: 50 }',
    compiled: { settings: {}, surges: { peak: {} } },
    appliedBy: 'rule:setup',
    appliedAt: now,
    note: 'Why',
    hash: 'h',
  };
  const differences = [{ path: 'held.heldHours', before: 48, after: 50 }];
  const checked = { against: 1, differences, compiled: version.compiled };
  const problems = { ok: false, problems: [PROBLEM, PROBLEM] } as const;
  return {
    get refuses() {
      return state.refuses;
    },
    set refuses(refuses) {
      state.refuses = refuses;
    },
    trackShipment: async ({ merchantId }) => {
      const text = 'select id from shipment where merchant_id = $1 order by id limit 1';
      const { rows } = await pool.query<{ id: string }>(text, [merchantId]);
      return or({ shipmentId: rows[0]!.id });
    },
    recordShipEvidence: async ({ shipmentId }) => or({ shipmentId }),
    openCase: async ({ merchantId }) => {
      const reply = caseReply((await caseIds(merchantId))[0]!);
      return reply.ok ? { ...reply, joined: true } : reply;
    },
    commandCase: async ({ caseId }) => caseReply(caseId),
    commandCases: async (order) => order.caseIds.map(caseReply),
    incidents: {
      accept: anIncident,
      dismiss: anIncident,
      link: async (order) => order.caseIds.map(caseReply),
      work: async (order) => {
        const reply = await anIncident(order);
        return reply.ok ? { ...reply, replies: (await caseIds(order.merchantId)).map(caseReply) } : reply;
      },
    },
    correctTopic: async ({ ticketId }) => or({ ticketId }),
    matchTicket: async ({ ticketId }) => or({ ticketId }),
    replayDeadLetters: async () => ({ replayed: 2, stillFailing: 1 }),
    policies: {
      check: async () => (state.refuses ? problems : { ok: true, ...checked }) as never,
      apply: async () => (state.refuses ? problems : { ok: true, ...checked, version }) as never,
      switchSurge: async ({ surge, isOn, actor, merchantId }) =>
        state.refuses
          ? { ok: false, ...REFUSAL }
          : {
              ok: true,
              switched: { merchantId, number: 1, surge, isOn, from: now, to: now, by: actor, at: now, note: null },
            },
      ...drafts(now),
    },
  };
}

/** What the pipeline says of drafts: it works that out over connections of its own. */
function drafts(now: string): Pick<ApiParts['pipeline']['policies'], 'whatIf' | 'previewSla'> {
  const subject = { type: 'shipment', id: '00000000-0000-7000-8000-000000000001', number: 'TN1' };
  const state = { openedAt: now, dueAt: now };
  const example = { effect: 'OPENED', subject, before: state, after: state };
  const kind = {
    before: 1,
    after: 2,
    effects: { OPENED: 1, MISSED: 0, EARLIER: 0, LATER: 0 },
    examples: [example, example],
  };
  const move = { caseId: subject.id, ref: 'EX-7', kind: 'DAMAGE_REPORTED', dueBefore: now, dueAfter: now };
  const moves = { cases: 2, examples: [move, move] };
  return {
    whatIf: async () =>
      ({
        ok: true,
        against: 1,
        window: { from: now, to: now },
        tally: {
          shipments: 1,
          orders: 1,
          tickets: 1,
          milestones: 1,
          kinds: { STALLED_IN_TRANSIT: kind, DAMAGE_REPORTED: kind },
        },
      }) as never,
    previewSla: async () =>
      ({
        ok: true,
        against: 1,
        sla: { openCases: 2, breached: moves, relieved: moves, sooner: moves, later: moves },
      }) as never,
  };
}
