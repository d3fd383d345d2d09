import type { Reading } from '@whereabouts/plugin-sdk';
import type { TransactionSet } from './envelope';
import { at, type Segment } from './tokens';

const ACCEPTED: ReadonlySet<string> = new Set(['A', 'E']);
const ANSWERS: Readonly<Record<string, string>> = {
  A: 'accepted',
  E: 'accepted in spite of errors',
  M: 'rejected: the message authentication code failed',
  P: 'accepted in part',
  R: 'rejected',
  W: 'rejected: the assurance failed its tests',
  X: 'rejected: its content could not be analysed',
};

/** 997 and 999: how a partner took what we sent. Nothing of parcels, but who sent it wants to know what was rejected. */
export function readAcknowledgement({ segments }: TransactionSet, reading: Reading): void {
  const ak1 = segments.find(({ id }) => id === 'AK1');
  const group = `group ${[at(ak1, 1), at(ak1, 2)].filter(Boolean).join(' ')}`;
  let set: Segment | null = null;
  let wrong: string[] = [];
  const tell = (segment: Segment, what: string) => {
    const code = at(segment, 1) ?? '';
    const errors = segment.id === 'AK9' ? segment.elements.slice(5) : segment.elements.slice(2);
    const detail = [...wrong, ...errors.filter((one) => one.trim() !== '').map((one) => `error ${one.trim()}`)];
    const text = [`${what}: ${ANSWERS[code] ?? code}`, ...detail].join('; ');
    if (ACCEPTED.has(code)) reading.note(`/${segment.number}`, text);
    else reading.sourceError(`/${segment.number}`, text);
    wrong = [];
  };
  for (const segment of segments) {
    if (segment.id === 'AK2') set = segment;
    if (/^(AK3|IK3)$/.test(segment.id)) wrong.push(`segment ${at(segment, 1) ?? '?'} at ${at(segment, 2) ?? '?'}`);
    if (/^(AK4|IK4)$/.test(segment.id)) wrong.push(`element ${at(segment, 1) ?? '?'} (error ${at(segment, 3) ?? '?'})`);
    if (/^(AK5|IK5)$/.test(segment.id))
      tell(segment, `set ${at(set ?? undefined, 1) ?? '?'} ${at(set ?? undefined, 2) ?? '?'}`);
    if (segment.id === 'AK9') tell(segment, group);
  }
}

/** TA1: how a partner took an interchange as a whole, before anything that is in it. */
export function readInterchange(segments: readonly Segment[], reading: Reading): void {
  for (const ta1 of segments.filter(({ id }) => id === 'TA1')) {
    const code = at(ta1, 4) ?? '';
    const text = `interchange ${at(ta1, 1) ?? '?'}: ${ANSWERS[code] ?? code}`;
    if (ACCEPTED.has(code)) reading.note(`/${ta1.number}`, text);
    else reading.sourceError(`/${ta1.number}`, `${text}; error ${at(ta1, 5) ?? '?'}`);
  }
}

/** Data element 110 begins with what was taken or not, and ends with how: accepted, with changes, with errors, rejected. */
const TAKEN: Readonly<Record<string, string>> = {
  A: 'accepted',
  B: 'not processed',
  C: 'accepted with changes',
  E: 'accepted in spite of errors',
  P: 'accepted in part',
  R: 'rejected',
};

/** 824: what a partner's system made of what we sent, and what is wrong with it in words. */
export function readAdvice({ segments }: TransactionSet, reading: Reading): void {
  if (!segments.some(({ id }) => id === 'OTI'))
    return reading.note(`/${segments[0]?.number ?? 0}`, 'an 824 without a verdict');
  let told: { readonly oti: Segment; readonly wrong: string[] } | null = null;
  const tell = () => {
    if (told === null) return;
    const { oti, wrong } = told;
    const how = at(oti, 1)?.at(-1)?.toUpperCase() ?? '';
    const text = [`set ${at(oti, 10) ?? '?'} ${at(oti, 3) ?? '?'}: ${TAKEN[how] ?? at(oti, 1) ?? '?'}`, ...wrong].join(
      '; ',
    );
    if (/^[ACE]$/.test(how)) reading.note(`/${oti.number}`, text);
    else reading.sourceError(`/${oti.number}`, text);
  };
  for (const segment of segments) {
    if (segment.id === 'OTI') {
      tell();
      told = { oti: segment, wrong: [] };
    }
    if (segment.id === 'TED') told?.wrong.push(at(segment, 2) ?? `error ${at(segment, 1) ?? '?'}`);
  }
  tell();
}
