import {
  newReading,
  normalizedOf,
  unreadable,
  type Normalized,
  type RawInput,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { readAcknowledgement } from './acknowledgement';
import { envelopeOf, type TransactionSet } from './envelope';
import { readShipNotice } from './ship-notice';
import { readShippingAdvice } from './shipping-advice';
import { readStatusMessage } from './status-message';
import { segmentsOf, textOf } from './tokens';

type Read = (set: TransactionSet, reading: Reading, zone: string | undefined) => void;

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['214', readStatusMessage],
  ['856', readShipNotice],
  ['945', readShippingAdvice],
  ['997', readAcknowledgement],
  ['999', readAcknowledgement],
]);

/** Reads a file of X12. Paths of issues are numbers of segments in the file, counted from 1. */
export function normalize(input: RawInput, { timeZone }: { readonly timeZone?: string } = {}): Normalized {
  const text = textOf(input.body);
  const start = text.replace(/^[\s\uFEFF]+/, '');
  if (start === '') return unreadable('there is nothing in it');
  if (!/^(ISA|GS|ST|TA1)[^\w\s]/.test(start)) return unreadable('not X12: it begins with neither ISA, GS nor ST');
  const { sets, faults } = envelopeOf(segmentsOf(text));
  const reading = newReading(input);
  for (const { number, problem, broken } of faults)
    reading.issues.push({ path: `/${number}`, problem, kind: broken ? 'record' : 'note' });
  reading.each(
    sets.map(({ segments }) => ({ value: null, path: `/${segments[0]?.number ?? 0}` })),
    (_value, path, index) => {
      const set = sets[index]!;
      const read = READERS.get(set.type);
      if (read === undefined)
        reading.note(path, `transaction set ${set.type.slice(0, 20) || 'of no type'} is not read`);
      else read(set, reading, timeZone);
    },
  );
  if (sets.length === 0 && faults.length === 0) reading.note('', 'no transaction set in it');
  return normalizedOf(reading);
}
