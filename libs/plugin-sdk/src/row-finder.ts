import type { Direction } from '@whereabouts/model';
import type { CodeRow } from './code-table';

/** What is known of an event, its text shortened. */
export interface Asked {
  readonly text: string | null;
  /** As the source writes it. */
  readonly service: string | null;
  readonly direction: Direction | null;
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

/** Rows that are tried for the same code and sub-code. The first that fits is the answer. */
export class RowFinder {
  /** The only row, where nothing else than its code decides. */
  readonly #only: CodeRow | null;
  readonly #candidates: readonly Candidate[];
  /** Those that hold whatever the text. */
  readonly #plain: readonly Candidate[];
  readonly #known: Map<string, CodeRow | null> | null;
  readonly #readsService: boolean;
  readonly #readsMore: boolean;
  readonly #fold: (text: string) => string;
  readonly #memory: WordingMemory;

  constructor(rows: readonly CodeRow[], fold: (text: string) => string, memory: WordingMemory) {
    // The most specific rows first: the sort is stable, so rows of equal weight keep the order in which they were written.
    this.#candidates = [...rows]
      .sort((a, b) => weight(b) - weight(a))
      .map((row): Candidate => {
        const { text = null, service, direction = null } = row;
        return { row, text, service: service === undefined ? null : fold(service), direction };
      });
    this.#plain = this.#candidates.filter(({ text }) => text === null);
    this.#readsService = rows.some(({ service }) => service !== undefined);
    this.#readsMore = this.#readsService || rows.some(({ direction }) => direction !== undefined);
    const isAlone = rows.length === 1 && this.#plain.length === 1 && !this.#readsMore;
    this.#only = (isAlone ? rows[0] : null) ?? null;
    this.#known = this.#candidates.length - this.#plain.length >= WORTH_REMEMBERING ? memory.newMap() : null;
    this.#fold = fold;
    this.#memory = memory;
  }

  /** Null when none fits. */
  first(said: Asked): CodeRow | null {
    if (this.#only !== null) return this.#only;
    const asked = this.#readsService && said.service !== null ? withService(said, this.#fold(said.service)) : said;
    if (asked.text === null) return firstFit(this.#plain, asked);
    if (this.#known === null) return firstFit(this.#candidates, asked);
    const key = this.#readsMore ? wholeKey(asked) : asked.text;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const row = firstFit(this.#candidates, asked);
    this.#memory.remember(this.#known, key, row);
    return row;
  }
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
