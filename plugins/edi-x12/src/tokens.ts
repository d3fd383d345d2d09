import { windows1252Text } from '@whereabouts/plugin-sdk';

/** One segment: its name and its elements as they stand, the name being the first. */
export interface Segment {
  readonly id: string;
  readonly elements: readonly string[];
  /** Which segment of the file it is, counted from 1. */
  readonly number: number;
}

/** Separators belong to an interchange: its ISA segment states them. */
export interface Separators {
  readonly element: string;
  readonly segment: string;
}

/** The text of an element; null where it is empty or not there. */
export const at = (segment: Segment | undefined, index: number): string | null =>
  segment?.elements[index]?.trim() || null;

/** UTF-8, or what older translators write: Windows-1252. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252Text(bytes);
  }
}

/**
 * The segments of a file of any number of interchanges. An interchange begins afresh where an ISA segment stands, with the
 * separators that it states, so that one which was cut off does not take the next one with it.
 */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (const part of interchangesOf(text)) {
    const { element, segment } = separatorsOf(part);
    for (const written of part.split(segment)) {
      const line = written.replace(/^[\s\uFEFF]+|[\r\n]+$/g, '');
      if (line === '') continue;
      const elements = line.split(element);
      segments.push({ id: (elements[0] ?? '').trim().toUpperCase(), elements, number: segments.length + 1 });
    }
  }
  return segments;
}

/** An ISA segment has sixteen elements. The last one is a single character, and the one after it ends the segment. */
const ISA_ELEMENTS = 16;

/** Without an ISA segment the separators are those that nearly everybody uses. */
export function separatorsOf(text: string): Separators {
  const start = text.replace(/^[\s\uFEFF]+/, '');
  const [, element = '*'] = /^(?:ISA|GS|ST)([^\w\s]|\t)/.exec(start) ?? [];
  const usual = { element, segment: start.includes('~') ? '~' : '\n' };
  if (!start.startsWith('ISA')) return usual;
  let place = -1;
  for (let count = 0; count < ISA_ELEMENTS; count += 1) {
    place = start.indexOf(element, place + 1);
    if (place < 0) return usual;
  }
  const segment = [...start.slice(place + 2, place + 4)][0] ?? '\n';
  // Lines end a segment: in the old way of one computer, or with a feed.
  if (segment === '\r') return { element, segment: start.includes('\n') ? '\n' : '\r' };
  return { element, segment: /[\w ]/.test(segment) || segment === element ? usualEnd(start) : segment };
}

const usualEnd = (text: string): string => (text.includes('~') ? '~' : '\n');

/** Beginnings of interchanges: at the start, after a blank, or right behind what ended the segment before. */
const ISA = /ISA([^\w\s]|\t)[^]{0,2}\1/g;

function interchangesOf(text: string): readonly string[] {
  const starts: number[] = [0];
  let ends: string | null = null;
  for (const { index, 1: element } of text.matchAll(ISA)) {
    const before = text[index - 1];
    const isStart = before === undefined || /[\s\uFEFF]/.test(before) || (before === ends && before !== element);
    if (!isStart) continue;
    if (index > 0) starts.push(index);
    ends = separatorsOf(text.slice(index, index + 300)).segment;
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1])).filter((part) => part.trim() !== '');
}
