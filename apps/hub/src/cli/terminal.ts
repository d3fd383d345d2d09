/** Where a command's words go. Data goes to stdout, everything about it to stderr. */
export interface Terminal {
  readonly isTty: boolean;
  out(text: string): void;
  err(text: string): void;
}

const writeOut = process.stdout.write.bind(process.stdout);

/** From now on stdout is the terminal's alone: what a plugin prints goes to stderr, and spoils no data. */
export function keepStdout(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
}

export const processTerminal: Terminal = {
  isTty: process.stderr.isTTY === true,
  out: (text) => void writeOut(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** What a command answers to the shell. */
export const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with exit code 2 and a message. */
export function wrongUsage(message: string): never {
  throw Object.assign(new Error(message), { usage: true });
}

export const isUsageFault = (error: unknown): error is Error =>
  error instanceof Error && (error as Error & { usage?: unknown }).usage === true;

/** A table for people: columns as wide as their longest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}
