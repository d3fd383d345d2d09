import { incidentRef, type Incident, type Role } from '@whereabouts/model';
import {
  caseIdsOfIncident,
  decideIncident,
  incidentsById,
  inTransactionOf,
  lockIncident,
  muteVoice,
  ofMerchant,
  type Tx,
} from '@whereabouts/store';
import { writeCases, type PlacedWrite } from '../apply/write-cases';
import type { CaseRequest, CommandReply, Refusal } from '../pipeline';
import { BULK_LIMIT, commandCases, type CommandNeeds } from '../work/commands';
import { shareDoor } from '../work/door-lock';
import { holdCases } from '../work/hold-cases';
import { movedTo } from './link-cases';
import { isLive } from './shared-groups';

export interface IncidentOrder {
  readonly merchantId: string;
  readonly incidentId: string;
  /** Who acts: a user's id. */
  readonly actor: string;
}

export interface LinkOrder extends Omit<IncidentOrder, 'incidentId'> {
  /** Null: out of the incident that each is in. */
  readonly incidentId: string | null;
  /** At most 200. */
  readonly caseIds: readonly string[];
}

export interface IncidentWork extends IncidentOrder {
  readonly role?: Role;
  readonly commands: readonly CaseRequest[];
}

/** A refusal brings the incident as it stands. */
export type IncidentReply =
  | { readonly ok: true; readonly incident: Incident }
  | ({ readonly ok: false; readonly incident: Incident | null } & Refusal);

/** What came of work on all open cases of an incident: each is done, or refused by itself. */
export type IncidentWorkReply =
  | { readonly ok: true; readonly incident: Incident; readonly replies: readonly CommandReply[] }
  | Extract<IncidentReply, { readonly ok: false }>;

/** Where people decide about incidents and work them. */
export interface IncidentDesk {
  accept(order: IncidentOrder): Promise<IncidentReply>;
  /** Its cases are let go within seconds, and the same is not offered again for a while. */
  dismiss(order: IncidentOrder): Promise<IncidentReply>;
  /** Puts cases into an incident, or takes them out. Replies come in the order of the ids. */
  link(order: LinkOrder): Promise<readonly CommandReply[]>;
  /** The same commands for all its open cases. */
  work(order: IncidentWork): Promise<IncidentWorkReply>;
}

const NOT_FOUND: Refusal = {
  refused: 'NOT_FOUND',
  message: 'There is no such incident. Choose one from `incidents`.',
  field: ['id'],
};

const FIRST = '00000000-0000-0000-0000-000000000000';

/** What a person may make of an incident, and from where. */
const DECISIONS = {
  ACCEPTED: { from: ['OFFERED'], word: 'accepted' },
  DISMISSED: { from: ['OFFERED', 'ACCEPTED'], word: 'dismissed' },
} as const;

const statusRefusal = ({ number, status }: Incident, word: string): Refusal => ({
  refused: 'ILLEGAL_TRANSITION',
  message: `${incidentRef(number)} is ${status}: it cannot be ${word}. Look at \`incidents\` for those that are live.`,
});

async function decided(
  tx: Tx,
  { clock }: CommandNeeds,
  { merchantId, incidentId, actor }: IncidentOrder,
  to: keyof typeof DECISIONS,
): Promise<IncidentReply> {
  await shareDoor(tx);
  const incident = await lockIncident(tx, merchantId, incidentId);
  if (!incident) return { ok: false, incident: null, ...NOT_FOUND };
  const { from, word } = DECISIONS[to];
  if (!(from as readonly string[]).includes(incident.status))
    return { ok: false, incident, ...statusRefusal(incident, word) };
  const decidedAt = clock();
  await decideIncident(tx, incident, to, actor, decidedAt);
  const carrier = incident.key.split('|').slice(2).join('|');
  if (to === 'DISMISSED' && incident.sourceId !== null)
    await muteVoice(tx, { merchantId, sourceId: incident.sourceId, carrier });
  return { ok: true, incident: { ...incident, status: to, decidedBy: actor, decidedAt } };
}

async function linkAll(tx: Tx, { clock, policyOf }: CommandNeeds, order: LinkOrder): Promise<readonly CommandReply[]> {
  const { merchantId, incidentId, actor, caseIds } = order;
  await shareDoor(tx);
  // Cases before incidents: whoever writes cases counts them in their incidents afterwards.
  const held = await holdCases(tx, merchantId, [...new Set(caseIds)]);
  const incident = incidentId === null ? null : await lockIncident(tx, merchantId, incidentId);
  const refusal = linkRefusal(incidentId, incident);
  const now = clock();
  const placed: PlacedWrite[] = [];
  const decide = (id: string): CommandReply => {
    const before = held.get(id) ?? null;
    if (refusal !== null) return { ok: false, exceptionCase: before, ...refusal };
    if (before === null)
      return {
        ok: false,
        exceptionCase: null,
        ...NOT_FOUND,
        message: 'There is no such case. Look at the queue again.',
      };
    if (before.incidentId === incidentId) return { ok: true, exceptionCase: before };
    const { write, ...rest } = movedTo(before, incident, actor, now);
    placed.push({ write, ...rest });
    return { ok: true, exceptionCase: write.type === 'change' ? write.case : before };
  };
  // A case that is named twice is moved once.
  const replies = new Map([...new Set(caseIds)].map((id) => [id, decide(id)]));
  await writeCases(tx, placed, policyOf, now);
  return caseIds.map((id) => replies.get(id)!);
}

function linkRefusal(wanted: string | null, incident: Incident | null): Refusal | null {
  if (wanted === null) return null;
  if (incident === null) return { ...NOT_FOUND, field: ['incidentId'] };
  if (!isLive(incident)) return statusRefusal(incident, 'given more cases');
  return incident.type === 'SOURCE_SILENT'
    ? {
        refused: 'INVALID',
        message: `${incidentRef(incident.number)} is about a source and takes no cases.`,
        field: ['incidentId'],
      }
    : null;
}

export function incidentDesk(needs: CommandNeeds): IncidentDesk {
  const { pool, onCommitted } = needs;
  const runCommands = commandCases(needs);
  const decideTo =
    (to: keyof typeof DECISIONS) =>
    (order: IncidentOrder): Promise<IncidentReply> =>
      inTransactionOf(pool, order.merchantId, (tx) => decided(tx, needs, order, to));
  return {
    accept: decideTo('ACCEPTED'),
    dismiss: decideTo('DISMISSED'),
    async link(order) {
      if (order.caseIds.length > BULK_LIMIT)
        throw new RangeError(`${order.caseIds.length} cases at once; at most ${BULK_LIMIT} are possible`);
      const replies = await inTransactionOf(pool, order.merchantId, (tx) => linkAll(tx, needs, order));
      onCommitted();
      return replies;
    },
    async work({ merchantId, incidentId, actor, role, commands }) {
      const db = ofMerchant(pool, merchantId);
      const found = (): Promise<Incident | undefined> =>
        incidentsById(db, merchantId, [incidentId]).then((all) => all.get(incidentId));
      const incident = await found();
      if (!incident) return { ok: false, incident: null, ...NOT_FOUND };
      if (!isLive(incident)) return { ok: false, incident, ...statusRefusal(incident, 'worked') };
      const replies: CommandReply[] = [];
      let after = FIRST;
      for (;;) {
        const caseIds = await caseIdsOfIncident(db, incident, 'open', after, BULK_LIMIT);
        if (caseIds.length === 0) break;
        replies.push(...(await runCommands({ merchantId, actor, role, caseIds, commands })));
        after = caseIds.at(-1)!;
      }
      return { ok: true, incident: (await found()) ?? incident, replies };
    },
  };
}
