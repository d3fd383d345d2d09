import type { Direction } from '@whereabouts/model';
import type { CodeRow } from './code-table';

/** What is known of an event, its text shortened. */
export interface Asked {
  readonly text: string | null;
  /** As the source writes it. */
  readonly service: string | null;
  readonly direction: Direction | null;
}

/** Rows that are tried for the same code and sub-code. The first that fits is the answer. */
export interface RowFinder {
  /** Null when none fits. */
  first(asked: Asked): CodeRow | null;
}

/** Texts whose row is known already, of all finders of a table together. Carriers say the same over and over. */
export class WordingMemory {
  readonly #maps: Map<string, CodeRow | null>[] = [];
  #size = 0;

  newMap(): Map<string, CodeRow | null> {
    const map = new Map<string, CodeRow | null>();
    this.#maps.push(map);
    return map;
  }

  remember(map: Map<string, CodeRow | null>, key: string, row: CodeRow | null): void {
    if (this.#size >= MOST_REMEMBERED) {
      for (const one of this.#maps) one.clear();
      this.#size = 0;
    }
    map.set(key, row);
    this.#size += 1;
  }
}

const MOST_REMEMBERED = 1_000;
/** Fewer patterns are tried as quickly as a text is looked up. */
const WORTH_REMEMBERING = 3;

/** The most specific rows first: the sort is stable, so rows of equal weight keep the order in which they were written. */
export function rowFinder(rows: readonly CodeRow[], fold: (text: string) => string, memory: WordingMemory): RowFinder {
  const candidates = [...rows]
    .sort((a, b) => weight(b) - weight(a))
    .map((row): Candidate => {
      const { text = null, service, direction = null } = row;
      return { row, text, service: service === undefined ? null : fold(service), direction };
    });
  const readsService = rows.some(({ service }) => service !== undefined);
  const readsMore = readsService || rows.some(({ direction }) => direction !== undefined);
  const plain = candidates.filter(({ row }) => row.text === undefined);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1 && !readsMore && plain.length === 1)
    return { first: () => only.row };
  const known = candidates.length - plain.length >= WORTH_REMEMBERING ? memory.newMap() : null;
  return {
    first(said) {
      const asked = readsService && said.service !== null ? withService(said, fold(said.service)) : said;
      if (asked.text === null) return firstFit(plain, asked);
      if (known === null) return firstFit(candidates, asked);
      const key = readsMore ? wholeKey(asked) : asked.text;
      const before = known.get(key);
      if (before !== undefined) return before;
      const row = firstFit(candidates, asked);
      memory.remember(known, key, row);
      return row;
    },
  };
}

const withService = ({ text, direction }: Asked, service: string): Asked => ({ text, service, direction });

/** A row and its conditions: all in one shape, while rows have only what they say. */
interface Candidate {
  readonly row: CodeRow;
  readonly text: RegExp | null;
  /** Folded. */
  readonly service: string | null;
  readonly direction: Direction | null;
}

function firstFit(candidates: readonly Candidate[], { text, service, direction }: Asked): CodeRow | null {
  for (let index = 0; index < candidates.length; index += 1) {
    const one = candidates[index]!;
    if (one.direction !== null && one.direction !== direction) continue;
    if (one.service !== null && one.service !== service) continue;
    if (one.text === null || (text !== null && one.text.test(text))) return one.row;
  }
  return null;
}

/** The length tells where the service ends. */
const wholeKey = ({ direction, service, text }: Asked): string =>
  `${direction} ${service === null ? '-' : service.length} ${service}${text}`;

const weight = (row: CodeRow): number =>
  (row.text === undefined ? 0 : 4) + (row.service === undefined ? 0 : 2) + (row.direction === undefined ? 0 : 1);
