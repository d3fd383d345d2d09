import type { Queryable } from '../db';
import { readCounters, TICKET_MATCH_COUNTS, TICKET_TOPIC_COUNTS } from '../counters';

/** How often rules found something in tickets, and how often a person said that it is something else. */
export interface FoundAndCorrected {
  /** A topic, or what told whose a ticket is; `NONE` where nothing did. */
  readonly what: string;
  readonly found: number;
  readonly corrected: number;
}

export interface TicketCorrections {
  readonly topics: readonly FoundAndCorrected[];
  readonly matches: readonly FoundAndCorrected[];
}

/** Sums counters such as `found|WISMO` and `corrected|WISMO|DAMAGE`; a handful of rows whatever the number of tickets. */
function tally(counters: ReadonlyMap<string, number>): FoundAndCorrected[] {
  const sums = new Map<string, FoundAndCorrected>();
  for (const [key, value] of counters) {
    const [side, what = ''] = key.split('|');
    const { found, corrected } = sums.get(what) ?? { found: 0, corrected: 0 };
    sums.set(what, {
      what,
      found: found + (side === 'found' ? value : 0),
      corrected: corrected + (side === 'corrected' ? value : 0),
    });
  }
  return [...sums.values()]
    .filter(({ found, corrected }) => found + corrected > 0)
    .sort((a, b) => (a.what < b.what ? -1 : 1));
}

/** What people corrected of tickets, against what rules found. */
export async function ticketCorrections(db: Queryable, merchantId: string): Promise<TicketCorrections> {
  const topics = await readCounters(db, merchantId, TICKET_TOPIC_COUNTS);
  const matches = await readCounters(db, merchantId, TICKET_MATCH_COUNTS);
  return { topics: tally(topics), matches: tally(matches) };
}
