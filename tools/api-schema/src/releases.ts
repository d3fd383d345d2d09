import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The schema as a version of the API had it. */
export interface Release {
  readonly version: string;
  /** The day on which it was released, `YYYY-MM-DD`. */
  readonly day: string;
  readonly sdl: string;
}

const NAME = /^(\d+)\.(\d+)\.(\d+)\.graphql$/;
const FIRST_LINE = /^# Released (\d{4}-\d\d-\d\d)\.$/m;

/** Releases in a folder of `<version>.graphql`, the oldest first. @throws for a file that is none */
export function releasesIn(folder: string): Release[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const releases = names.map((name): Release => {
    const sdl = readFileSync(join(folder, name), 'utf8');
    const day = FIRST_LINE.exec(sdl)?.[1];
    if (!NAME.test(name) || day === undefined)
      throw new Error(`${name} is no release: it is named by its version, and its first line says "# Released <day>."`);
    return { version: name.slice(0, -'.graphql'.length), day, sdl };
  });
  return releases.sort((a, b) => compareVersions(a.version, b.version));
}

export const releaseText = (day: string, sdl: string): string => `# Released ${day}.\n\n${sdl}`;

export const isVersion = (text: string): boolean => NAME.test(`${text}.graphql`);

export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const index = left!.findIndex((part, at) => part !== right![at]);
  return index === -1 ? 0 : left![index]! - right![index]!;
}
