import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';

/** A sample payload: bytes as a source sent them, and what the place they were found at says of them. */
export interface CorpusFile {
  /** File name, such as `tracking-delivered.json`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Content of `<name>.expected.json`, or null. Its truth is to be judged: see the corpus' README. */
  readonly expected: unknown;
}

const EXPECTED = '.expected.json';

/**
 * The sample payloads of a source, by name; null when there are none. `directory` has a folder for each source; by default it
 * is the one beside the repository.
 */
export function corpus(source: string, directory = besideRepository()): readonly CorpusFile[] | null {
  const folder = join(directory, source);
  if (!existsSync(folder)) return null;
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && !name.endsWith(EXPECTED) && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const expectation = join(folder, name.slice(0, -extname(name).length) + EXPECTED);
      const expected: unknown = existsSync(expectation) ? JSON.parse(readFileSync(expectation, 'utf8')) : null;
      return { name, bytes: readFileSync(join(folder, name)), expected };
    });
}

/** Describes tests over the sample payloads of a source; without a corpus one skipped test says so. */
export function describeCorpus(source: string, tests: (files: readonly CorpusFile[]) => void): void {
  const files = corpus(source);
  describe(`sample payloads of ${source}`, () => {
    if (files === null) it.skip('skipped: there is no corpus beside the repository', () => undefined);
    else tests(files);
  });
}

const besideRepository = (): string => join(repositoryRoot(process.cwd()), '../shared/payloads/dev');

/** The folder of the workspace, from any folder inside it. */
function repositoryRoot(from: string): string {
  if (existsSync(join(from, 'tsconfig.base.json'))) return from;
  const above = dirname(resolve(from));
  return above === from ? process.cwd() : repositoryRoot(above);
}
