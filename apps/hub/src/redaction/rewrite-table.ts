import type { Rewrite } from './rewrite';

const DELIMITERS = [',', ';', '\t', '|'];
const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Lines of cells; null for a quote that does not end. */
function cellsOf(text: string, delimiter: string): string[][] | null {
  const lines: string[][] = [[]];
  const cell = new RegExp(
    `("(?:[^"]|"")*"|[^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*|)(${delimiter === '|' ? '\\|' : delimiter}|\\r?\\n|$)`,
    'y',
  );
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) return null;
    const raw = found[1]!;
    lines.at(-1)!.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (found[2] !== delimiter && cell.lastIndex < text.length) lines.push([]);
    if (cell.lastIndex === at) return null;
  }
  return lines;
}

/** Gives every cell of a table with a head to `visit`, under the title of its column. Null for what is no such table. */
export function rewriteTable(text: string, visit: Rewrite): string | null {
  const head = /^.*/.exec(text)![0];
  const delimiter = DELIMITERS.toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const lines = cellsOf(text, delimiter);
  const titles = lines?.[0];
  if (!lines || !titles || titles.length < 2 || lines.length < 2) return null;
  if (titles.some((title) => !/\p{L}/u.test(title))) return null;
  if (lines.some((line) => line.length !== titles.length && line.join('') !== '')) return null;
  const made = lines.map((line, row) =>
    line
      .map((cell, column) => quoted(row === 0 || cell === '' ? cell : visit([titles[column]!], cell), delimiter))
      .join(delimiter),
  );
  return made.join(text.includes('\r\n') ? '\r\n' : '\n') + (/\n$/.test(text) ? '\n' : '');
}

/** The same for a form as browsers send it. */
export function rewriteForm(text: string, visit: Rewrite): string | null {
  const pairs = text
    .trim()
    .split('&')
    .map((pair) => /^([^=\s]+)=([^\s]*)$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return null;
  try {
    return pairs
      .map((pair) => {
        const [, key, value] = pair!;
        const plain = decodeURIComponent(value!.replaceAll('+', ' '));
        return `${key}=${encodeURIComponent(
          visit(
            decodeURIComponent(key!)
              .split(/[[\].]+/)
              .filter(Boolean),
            plain,
          ),
        )}`;
      })
      .join('&');
  } catch {
    return null;
  }
}
