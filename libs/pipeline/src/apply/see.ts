import {
  RESTS_ON_SILENCE,
  silenceOf,
  type Instant,
  type PolicyOf,
  type Silence,
  type TicketSignal,
} from '@whereabouts/model';
import { ticketsAtShipments, together, voicesOf, type MerchantVoice, type Tx } from '@whereabouts/store';
import { mapBreathing } from './breathe';
import { repeatFlags, usualTimes } from './figures';
import { lookAt, type Findings, type Look } from './judge';
import { matchBefore, signalOf } from './ticket-match';

/** A look with all that was looked up for it, and what it finds. */
export interface Seen {
  readonly look: Look;
  readonly findings: Findings;
}

/** Parcels that are looked at without a breath. */
const SLICE = 64;

/** Looks at shipments, each with what is usual on its way and with its tickets. In the order given. */
export async function see(tx: Tx, looks: readonly Look[], policyOf: PolicyOf, now: Instant): Promise<Seen[]> {
  const [usual, tickets] = await together([usualTimes(tx, looks, policyOf, now), ticketsOf(tx, looks)]);
  return mapBreathing(looks, SLICE, (plain): Seen => {
    const look = { ...plain, usual: usual.get(plain), tickets: tickets.get(plain.shipment.id) };
    return { look, findings: lookAt(look, policyOf(plain.shipment.merchantId), now) };
  });
}

/** Adds to those in which something was found what it weighs: the flags of lane and carrier, and whose silence it rests on. */
export async function weigh(tx: Tx, seen: readonly Seen[], policyOf: PolicyOf, now: Instant): Promise<Seen[]> {
  const found = seen.flatMap(({ look, findings }) => (findings.findings.length ? [look] : []));
  const [repeats, silences] = await together([
    repeatFlags(tx, found, policyOf, now),
    silencesOf(tx, seen, policyOf, now),
  ]);
  return seen.map(({ look, findings }) => ({
    look: { ...look, repeats: repeats.get(look), silence: silences.get(look) },
    findings,
  }));
}

/** Whose silence the findings of shipments rest on: one statement for a batch, none where nothing rests on silence. */
async function silencesOf(
  tx: Tx,
  seen: readonly Seen[],
  policyOf: PolicyOf,
  now: Instant,
): Promise<ReadonlyMap<Look, Silence | null>> {
  const looks = seen.flatMap(({ look, findings }) =>
    findings.findings.some(({ rule }) => RESTS_ON_SILENCE.has(rule)) ? [look] : [],
  );
  if (looks.length === 0) return new Map();
  const carriers = new Map(
    looks.map(({ shipment: { merchantId, carrier } }) => [`${merchantId}|${carrier}`, { merchantId, carrier }]),
  );
  const voices = new Map<string, MerchantVoice[]>();
  for (const voice of await voicesOf(tx, [...carriers.values()]))
    voices.set(voice.merchantId, [...(voices.get(voice.merchantId) ?? []), voice]);
  return new Map(
    looks.map((look) => {
      const { merchantId, carrier } = look.shipment;
      const own = voices.get(merchantId) ?? [];
      return [look, silenceOf(carrier, look.summary, own, policyOf(merchantId).silence, now)];
    }),
  );
}

/** The tickets of those shipments that have any. No statement when none has. */
async function ticketsOf(tx: Tx, looks: readonly Look[]): Promise<ReadonlyMap<string, readonly TicketSignal[]>> {
  const ticketed = looks.flatMap(({ shipment }) => (shipment.hasTickets ? [shipment] : []));
  const tickets = new Map<string, TicketSignal[]>();
  for (const ticket of ticketed.length ? await ticketsAtShipments(tx, ticketed) : []) {
    const own = tickets.get(ticket.shipmentId!) ?? [];
    tickets.set(ticket.shipmentId!, [...own, signalOf(ticket, matchBefore(ticket))]);
  }
  return tickets;
}
