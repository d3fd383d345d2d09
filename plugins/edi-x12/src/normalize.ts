import {
  newReading,
  normalizedOf,
  unreadable,
  type Normalized,
  type RawInput,
  type Reading,
} from '@whereabouts/plugin-sdk';
import { readAcknowledgement, readAdvice, readInterchange } from './acknowledgement';
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
  ['824', readAdvice],
  ['997', readAcknowledgement],
  ['999', readAcknowledgement],
]);

/** Sets that partners send as well, and that say nothing of what became of a parcel. */
const OTHERS: Readonly<Record<string, string>> = {
  '110': 'air freight invoice',
  '180': 'return authorization',
  '204': 'load tender',
  '210': 'freight invoice',
  '211': 'bill of lading',
  '212': 'delivery trailer manifest',
  '213': 'shipment status inquiry',
  '310': 'ocean freight receipt and invoice',
  '315': 'ocean status',
  '753': 'request for routing',
  '754': 'routing instructions',
  '810': 'invoice',
  '820': 'payment',
  '846': 'inventory advice',
  '850': 'purchase order',
  '855': 'purchase order acknowledgement',
  '857': 'shipment and billing notice',
  '860': 'purchase order change',
  '861': 'receiving advice',
  '864': 'text message',
  '865': 'purchase order change acknowledgement',
  '940': 'warehouse shipping order',
  '943': 'stock transfer shipment advice',
  '944': 'stock transfer receipt advice',
  '947': 'inventory adjustment advice',
  '990': 'response to a load tender',
};

/** Reads a file of X12. Paths of issues are numbers of segments in the file, counted from 1. */
export function normalize(input: RawInput, { timeZone }: { readonly timeZone?: string } = {}): Normalized {
  const text = textOf(input.body);
  const start = text.replace(/^[\s\uFEFF]+/, '');
  if (start === '') return unreadable('there is nothing in it');
  if (!/^(ISA|GS|ST|TA1)([^\w\s]|\t)/.test(start)) return unreadable('not X12: it begins with neither ISA, GS nor ST');
  const segments = segmentsOf(text);
  const { sets, faults } = envelopeOf(segments);
  const reading = newReading(input);
  readInterchange(segments, reading);
  for (const { number, problem, broken } of faults)
    reading.issues.push({ path: `/${number}`, problem, kind: broken ? 'record' : 'note' });
  reading.each(
    sets.map(({ segments }) => ({ value: null, path: `/${segments[0]?.number ?? 0}` })),
    (_value, path, index) => {
      const set = sets[index]!;
      const read = READERS.get(set.type);
      if (read === undefined) reading.note(path, `transaction set ${nameOf(set.type)} is not read`);
      else read(set, reading, timeZone);
    },
  );
  if (sets.length === 0 && reading.issues.length === 0) reading.note('', 'no transaction set in it');
  return normalizedOf(reading);
}

const nameOf = (type: string): string => {
  const name = Object.hasOwn(OTHERS, type) ? OTHERS[type] : undefined;
  return name === undefined ? type.slice(0, 20) || 'of no type' : `${type} (${name})`;
};
