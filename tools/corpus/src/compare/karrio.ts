import type { MilestoneCode, MilestoneRecord } from '@whereabouts/plugin-sdk';
import { squeezed, type Compared, type Comparison, type Difference } from './comparison';
import { statedWallTime, timeDifference, wallTimeOf } from './wall-time';

interface Tracking {
  readonly tracking_number?: string | null;
  readonly delivered?: boolean | null;
  readonly estimated_delivery?: string | null;
  readonly events?: readonly Event[];
}
interface Event {
  readonly code?: string | null;
  readonly date?: string | null;
  readonly time?: string | null;
  readonly description?: string | null;
  readonly status?: string | null;
}
interface Message {
  readonly code?: string | number | null;
  readonly message?: string | null;
}

/**
 * What karrio's words for a single event leave open to us. `in_transit`, `on_hold`, `pending` and `unknown` are its
 * words for anything, so they are compared with nothing.
 */
const STRONG: Readonly<Record<string, readonly MilestoneCode[]>> = {
  delivered: ['DELIVERED', 'AVAILABLE_FOR_PICKUP', 'RETURNED', 'PARTNER_HANDOFF'],
  out_for_delivery: ['OUT_FOR_DELIVERY', 'AT_DELIVERY_DEPOT'],
  delivery_failed: ['ATTEMPT_FAILED', 'EXCEPTION', 'TERMINATED', 'RETURNING', 'HELD', 'DELAYED', 'PICKUP_FAILED'],
  ready_for_pickup: ['AVAILABLE_FOR_PICKUP'],
  return_to_sender: ['RETURNING', 'RETURNED'],
};

/** karrio's parsed result: `[[tracking, …], [message, …]]`. Its timestamps and its overall status are not compared. */
export function compareKarrio({ bytes, said, expected }: Compared): Comparison {
  const isSaid = wordsOf(bytes);
  const [trackings = [], messages = []] = (expected['parsed'] ?? []) as [Tracking[]?, Message[]?];
  const differences: Difference[] = [];
  let statements = 0;
  const add = (found: Difference | null): void => {
    statements += 1;
    if (found !== null) differences.push(found);
  };
  // One body may be read for several numbers by the origin's test: those that are not in it cannot be ours.
  const known = trackings.filter((tracking) => ownOf(said.milestones, said.shipments, tracking) !== null);
  if (trackings.length > 0 && known.length === 0) {
    const because = trackings.some((one) => isSaid(one.tracking_number))
      ? {}
      : { because: 'the body does not name it: the origin takes the number from its request' };
    add({ about: 'tracking number', theirs: numbersOf(trackings), ours: oursOf(said), ...because });
  } else if (trackings.length > 0) add(null);
  for (const tracking of known) {
    const ours = ownOf(said.milestones, said.shipments, tracking)!;
    for (const event of withOwnStatus(tracking.events ?? []))
      add(madeUp(eventDifference(event, ours), [event.code, event.description], isSaid));
    if (typeof tracking.delivered === 'boolean') add(deliveredDifference(tracking.delivered, ours, tracking));
    if (tracking.estimated_delivery && /^\d{4}-\d\d-\d\d/.test(tracking.estimated_delivery)) {
      const estimates = said.shipments.filter((one) => same(one.trackingNumber, tracking.tracking_number));
      add(
        estimateDifference(
          tracking.estimated_delivery,
          estimates.map((one) => one.carrierEstimate),
          ours,
        ),
      );
    }
  }
  for (const message of messages.filter(({ code }) => String(code) !== '200'))
    add(
      madeUp(
        messageDifference(
          message,
          said.issues.map(({ problem }) => problem),
        ),
        [message.code, message.message],
        isSaid,
      ),
    );
  return { statements, differences };
}

/** Whether a text stands in the body. A short one has to be a word of its own: digits are found in any number. */
function wordsOf(bytes: Uint8Array): (text: string | null | undefined) => boolean {
  const body = Buffer.from(bytes).toString('utf8');
  const all = squeezed(body);
  const words = new Set(body.split(/[^\p{L}\p{N}_.-]+/u));
  return (text) => squeezed(text) !== '' && (text!.length < 6 ? words.has(text!) : all.includes(squeezed(text)));
}

/** What stands nowhere in the body is the origin's own word. */
function madeUp(
  difference: Difference | null,
  texts: readonly (string | number | null | undefined)[],
  isSaid: (text: string) => boolean,
): Difference | null {
  if (difference === null || difference.because !== undefined || difference.about === 'time') return difference;
  return texts.some((text) => text != null && isSaid(String(text)))
    ? difference
    : { ...difference, because: 'the body says nothing of the kind: it is the word of the origin' };
}

/** Some of its connectors give every event the status of the parcel, which says nothing of the event. */
function withOwnStatus(events: readonly Event[]): readonly Event[] {
  const alike = events.length > 1 && events.every(({ status }) => status === events[0]?.status);
  return alike ? events.map((event) => ({ ...event, status: null })) : events;
}

const same = (a: string | null | undefined, b: string | null | undefined): boolean => squeezed(a) === squeezed(b);

function ownOf(
  milestones: readonly MilestoneRecord[],
  shipments: readonly { readonly trackingNumber: string }[],
  { tracking_number: number }: Tracking,
): readonly MilestoneRecord[] | null {
  const own = milestones.filter((one) => same(one.trackingNumber, number) || same(one.piece, number));
  if (own.length > 0) return own;
  return shipments.some((one) => same(one.trackingNumber, number)) ? [] : null;
}

const numbersOf = (trackings: readonly Tracking[]): string => trackings.map((one) => one.tracking_number).join(', ');
const oursOf = (said: Compared['said']): string =>
  [...new Set([...said.milestones, ...said.shipments].map(({ trackingNumber }) => trackingNumber))].join(', ') ||
  'none';

function eventDifference(event: Event, ours: readonly MilestoneRecord[]): Difference | null {
  const theirs = `${event.date ?? ''} ${event.time ?? ''} ${event.code ?? ''} ${event.description ?? ''}`.trim();
  const fitting = ours.filter((one) => says(one, event));
  if (fitting.length === 0) return { about: 'event', theirs, ours: 'no such event' };
  const stated = statedWallTime(event.date, event.time);
  const verdicts = fitting.map((one) => {
    const wall = wallTimeOf(one);
    if (stated === null) return { one, verdict: null };
    if (event.date?.startsWith('1900'))
      return { one, verdict: 'the origin could not read the date and took a default' };
    if (wall === null)
      return { one, verdict: one.timeCertainty === 'UNKNOWN' ? 'a time that cannot be was taken' : '' };
    return { one, verdict: timeDifference(stated, wall) };
  });
  const agreed = verdicts.filter(({ verdict }) => verdict === null);
  if (agreed.length === 0) {
    const { one, verdict } = verdicts.find((each) => each.verdict !== '') ?? verdicts[0]!;
    return { about: 'time', theirs, ours: `${one.occurredLocal ?? 'none'}`, ...(verdict ? { because: verdict } : {}) };
  }
  const wanted = STRONG[event.status ?? ''];
  if (wanted === undefined || agreed.some(({ one }) => wanted.includes(one.code))) return null;
  const { one } = agreed[0]!;
  return {
    about: 'meaning',
    theirs: `${event.status} for ${event.code ?? ''} ${event.description ?? ''}`,
    ours: one.code,
  };
}

/** The same code, or the same words: origins put either into either field. */
function says(one: MilestoneRecord, { code, description }: Event): boolean {
  const words = [one.sourceCode, one.sourceSubCode, one.sourceText, one.piece]
    .map(squeezed)
    .filter((text) => text !== '');
  const joined = squeezed(`${one.sourceCode ?? ''}${one.sourceSubCode ?? ''}`);
  const [theirCode, theirText] = [squeezed(code), squeezed(description)];
  if (
    theirText !== '' &&
    words.some((text) => text === theirText || text.includes(theirText) || theirText.includes(text))
  )
    return true;
  return theirCode !== '' && (words.includes(theirCode) || joined === theirCode);
}

function deliveredDifference(theirs: boolean, ours: readonly MilestoneRecord[], tracking: Tracking): Difference | null {
  const delivered = ours.find(({ code }) => code === 'DELIVERED' || code === 'RETURNED');
  if (theirs === (delivered !== undefined)) return null;
  const words = `${String(theirs)}`;
  if (!theirs)
    return {
      about: 'delivered',
      theirs: words,
      ours: `"${delivered!.sourceText ?? delivered!.sourceCode}"`,
      because: 'an event says that it was delivered',
    };
  const waiting = ours.find(({ code }) => code === 'AVAILABLE_FOR_PICKUP');
  if (waiting)
    return { about: 'delivered', theirs: words, ours: waiting.code, because: 'to a counter is not to the customer' };
  return {
    about: 'delivered',
    theirs: words,
    ours: `no delivery among ${ours.length} of ${tracking.events?.length ?? 0} events`,
  };
}

const DAY = 24 * 3_600_000;

/** Ours may be an instant of the day after, in UTC: the end of a day west of Greenwich. */
function estimateDifference(
  theirs: string,
  estimates: readonly (string | undefined)[],
  milestones: readonly MilestoneRecord[],
): Difference | null {
  const wanted = Date.parse(theirs.slice(0, 10));
  const stated = estimates.filter((one) => one !== undefined);
  if (stated.some((one) => Math.abs(Date.parse(one.slice(0, 10)) - wanted) <= DAY)) return null;
  const ours = stated.join(', ') || 'none';
  const delivery = milestones.find(({ code }) => code === 'DELIVERED')?.occurredAt;
  const isDelivery = delivery != null && Math.abs(Date.parse(delivery.slice(0, 10)) - wanted) <= DAY;
  return { about: 'estimate', theirs, ours, ...(isDelivery ? { because: 'it is the date of the delivery' } : {}) };
}

function messageDifference({ code, message }: Message, problems: readonly string[]): Difference | null {
  const said = problems.map(squeezed);
  const wanted = [squeezed(message), squeezed(code == null ? '' : String(code))].filter((text) => text !== '');
  if (wanted.length === 0 || wanted.some((text) => said.some((one) => one.includes(text) || text.includes(one))))
    return null;
  return { about: 'message', theirs: `${code ?? ''} ${message ?? ''}`.trim(), ours: problems.join('; ') || 'none' };
}
