import { at, segmentsOf, separatorsOf, textOf, type Segment } from './tokens';

/** A set as it is acknowledged. `error` is data element 718: 2 trailer missing, 3 control numbers differ, 4 counts differ. */
interface ReceivedSet {
  readonly type: string;
  readonly control: string;
  readonly error: '2' | '3' | '4' | null;
}

interface ReceivedGroup {
  readonly isa: Segment | undefined;
  readonly gs: Segment;
  readonly sets: ReceivedSet[];
  /** How many sets its trailer says there are. */
  said: number | null;
}

/** Acknowledgements are not acknowledged: `FA` groups hold 997 and 999. */
const ACKNOWLEDGEMENT = 'FA';

function groupsOf(segments: readonly Segment[]): ReceivedGroup[] {
  const groups: ReceivedGroup[] = [];
  let isa: Segment | undefined;
  let group: ReceivedGroup | null = null;
  let open: { readonly start: Segment; readonly since: number } | null = null;
  const cutOff = (): void => {
    if (open !== null) group?.sets.push({ ...named(open.start), error: '2' });
    open = null;
  };
  segments.forEach((segment, index) => {
    if (segment.id === 'ISA') [isa, group] = [segment, (cutOff(), null)];
    else if (segment.id === 'GS') {
      cutOff();
      group = { isa, gs: segment, sets: [], said: null };
      groups.push(group);
    } else if (segment.id === 'ST') {
      cutOff();
      open = { start: segment, since: index };
    } else if (segment.id === 'SE' && open !== null) {
      const isCounted = Number(at(segment, 1)) === index - open.since + 1;
      const isSame = at(segment, 2) === at(open.start, 2);
      group?.sets.push({ ...named(open.start), error: isSame ? (isCounted ? null : '4') : '3' });
      open = null;
    } else if (segment.id === 'GE' && group !== null) {
      cutOff();
      group.said = Number(at(segment, 1));
      group = null;
    }
  });
  cutOff();
  return groups;
}

const named = (start: Segment): Pick<ReceivedSet, 'type' | 'control'> => ({
  type: at(start, 1) ?? '',
  control: at(start, 2) ?? '',
});

/** What was taken: wrong counts and control numbers are noted, a set without its end is refused. */
const verdictOf = ({ error }: ReceivedSet): 'A' | 'E' | 'R' => (error === null ? 'A' : error === '2' ? 'R' : 'E');

function groupVerdict(verdicts: readonly string[]): string {
  const taken = verdicts.filter((verdict) => verdict !== 'R').length;
  if (taken < verdicts.length) return taken === 0 ? 'R' : 'P';
  return verdicts.includes('E') ? 'E' : 'A';
}

/**
 * The 997 for a file: one interchange back for each group of the partner that is no acknowledgement itself. Null when there
 * is nothing to acknowledge. Control numbers are those of what is acknowledged, so that a file sent again is answered with
 * the same words. `now`: an instant as ISO text.
 */
export function acknowledge(body: Uint8Array, now: string): string | null {
  const text = textOf(body);
  const groups = groupsOf(segmentsOf(text)).filter(({ gs }) => at(gs, 1) !== ACKNOWLEDGEMENT);
  if (groups.length === 0) return null;
  const { element, segment } = separatorsOf(text);
  const end = segment === '\n' ? '\n' : `${segment}\n`;
  return groups
    .flatMap((group) => answerTo(group, now))
    .map((elements) => elements.join(element) + end)
    .join('');
}

function answerTo({ isa, gs, sets, said }: ReceivedGroup, now: string): string[][] {
  const [date, time] = [now.slice(0, 10).replaceAll('-', ''), now.slice(11, 16).replace(':', '')];
  const [sender, receiver] = [at(gs, 2) ?? '', at(gs, 3) ?? ''];
  const control = at(gs, 6) ?? '1';
  const verdicts = sets.map(verdictOf);
  const taken = verdicts.filter((verdict) => verdict !== 'R').length;
  const answer = [
    ['ST', '997', '0001'],
    ['AK1', at(gs, 1) ?? '', control],
    ...sets.flatMap((set, index) => [
      ['AK2', set.type, set.control],
      ['AK5', verdicts[index]!, ...(set.error === null ? [] : [set.error])],
    ]),
    ['AK9', groupVerdict(verdicts), String(said ?? sets.length), String(sets.length), String(taken)],
  ];
  return [
    ...(isa === undefined ? [] : [interchangeBack(isa, date, time)]),
    ['GS', ACKNOWLEDGEMENT, receiver, sender, date, time, control, 'X', at(gs, 8) ?? '004010'],
    ...answer,
    ['SE', String(answer.length + 1), '0001'],
    ['GE', '1', control],
    ...(isa === undefined ? [] : [['IEA', '1', at(isa, 13) ?? '']]),
  ];
}

/** The interchange header with sender and receiver changed over; what is asked for in return is nothing. */
function interchangeBack({ elements }: Segment, date: string, time: string): string[] {
  const [from, to] = [elements.slice(5, 7), elements.slice(7, 9)];
  return [
    ...elements.slice(0, 5),
    ...to,
    ...from,
    date.slice(2),
    time,
    ...elements.slice(11, 14),
    '0',
    ...elements.slice(15, 17),
  ];
}
