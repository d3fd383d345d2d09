import { at, type Segment } from './tokens';

/** A transaction set, and who sent it. */
export interface TransactionSet {
  /** Such as `214`. */
  readonly type: string;
  readonly control: string | null;
  /** From ST to SE. */
  readonly segments: readonly Segment[];
  readonly sender: string | null;
  /** The release that it is written in, such as `004010`. */
  readonly release: string | null;
  /** Date and time of the group. */
  readonly date: string | null;
  readonly time: string | null;
}

/** Something wrong with the envelope. `broken`: a set was lost by it. */
export interface Fault {
  readonly number: number;
  readonly problem: string;
  readonly broken?: true;
}

export interface Envelope {
  readonly sets: readonly TransactionSet[];
  readonly faults: readonly Fault[];
}

/** With which segments the sets begin that are read. Found where no set is open, they show that one was lost. */
const BEGINNINGS: ReadonlySet<string> = new Set(['B10', 'BSN', 'W06', 'AK1']);

const ENVELOPE: ReadonlySet<string> = new Set(['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA']);
/** Acknowledgements of interchanges, and others that stand between envelopes. */
const SERVICE: ReadonlySet<string> = new Set(['TA1', 'TA3', 'ISB', 'ISE']);

interface Level {
  readonly start: Segment;
  count: number;
}

/**
 * Takes interchanges, groups and sets apart. What an envelope says of itself is checked: how many segments, sets and groups
 * there are, and their control numbers. A set without its end is broken, and its neighbours go on.
 */
export function envelopeOf(segments: readonly Segment[]): Envelope {
  const sets: TransactionSet[] = [];
  const faults: Fault[] = [];
  let isa: Level | null = null;
  let gs: Level | null = null;
  let open: Segment[] | null = null;
  /** One fault for segments in a row that belong to nothing. */
  let isStray = false;

  const fault = (segment: Segment, problem: string, broken = false): void =>
    void faults.push({ number: segment.number, problem, ...(broken ? { broken: true as const } : {}) });

  const dropSet = (by: string): void => {
    if (open?.[0] !== undefined) fault(open[0], `${named(open[0])} is cut off by ${by}: it was set aside`, true);
    open = null;
  };
  const closeGroup = (by: string): void => {
    dropSet(by);
    if (gs !== null) fault(gs.start, `the group ${at(gs.start, 6) ?? ''} has no end (GE)`);
    gs = null;
  };
  const closeInterchange = (by: string): void => {
    closeGroup(by);
    if (isa !== null) fault(isa.start, `the interchange ${at(isa.start, 13) ?? ''} has no end (IEA)`);
    isa = null;
  };
  const check = (segment: Segment, what: string, says: string | null, is: number): void => {
    if (Number(says) !== is) fault(segment, `${segment.id} counts ${says ?? 'no'} ${what}, and there are ${is}`);
  };
  const match = (segment: Segment, start: Segment, opened: string | null): void => {
    const closed = at(segment, 2);
    if (closed !== opened)
      fault(segment, `${segment.id} ends ${closed ?? 'nothing'}, and ${start.id} began ${opened ?? 'nothing'}`);
  };

  for (const segment of segments) {
    const { id } = segment;
    if (id === 'ISA') {
      closeInterchange('the next interchange');
      isa = { start: segment, count: 0 };
    } else if (id === 'GS') {
      closeGroup('the next group');
      gs = { start: segment, count: 0 };
      if (isa !== null) isa.count += 1;
    } else if (id === 'ST') {
      dropSet('the next set');
      open = [segment];
    } else if (id === 'SE') {
      const [start] = open ?? [];
      if (open === null || start === undefined) {
        fault(segment, 'SE ends a set that has not begun');
        continue;
      }
      const whole: readonly Segment[] = [...open, segment];
      check(segment, 'segments', at(segment, 1), whole.length);
      match(segment, start, at(start, 2));
      if (gs !== null) gs.count += 1;
      sets.push(setOf(whole, start, gs?.start, isa?.start));
      open = null;
    } else if (id === 'GE') {
      dropSet('the end of its group');
      if (gs === null) fault(segment, 'GE ends a group that has not begun');
      else {
        check(segment, 'sets', at(segment, 1), gs.count);
        match(segment, gs.start, at(gs.start, 6));
      }
      gs = null;
    } else if (id === 'IEA') {
      closeGroup('the end of its interchange');
      if (isa === null) fault(segment, 'IEA ends an interchange that has not begun');
      else {
        check(segment, 'groups', at(segment, 1), isa.count);
        match(segment, isa.start, at(isa.start, 13));
      }
      isa = null;
    } else if (open !== null) {
      open.push(segment);
    } else if (BEGINNINGS.has(id)) {
      fault(segment, `${id} stands outside of any set: its set was lost`, true);
      isStray = true;
      continue;
    } else if (!SERVICE.has(id) && !isStray) {
      fault(segment, `segments from ${id.slice(0, 20)} on stand outside of any set`);
      isStray = true;
      continue;
    }
    if (open !== null || ENVELOPE.has(id)) isStray = false;
  }
  closeInterchange('the end of the file');
  return { sets, faults };
}

const named = (start: Segment): string => `the set ${at(start, 1) ?? 'of no type'} ${at(start, 2) ?? ''}`.trim();

function setOf(segments: readonly Segment[], start: Segment, gs?: Segment, isa?: Segment): TransactionSet {
  return {
    type: at(start, 1) ?? '',
    control: at(start, 2),
    segments,
    sender: at(gs, 2) ?? at(isa, 6),
    release: at(gs, 8),
    date: at(gs, 4),
    time: at(gs, 5),
  };
}
