const isLong = Boolean(process.env['SOAK']);

/** How often or how much: as in every test run, or as in the long proofs of `npm run soak`. */
export const longForm = (short: number, long: number): number => (isLong ? long : short);

/** Prints the figures of a long proof on one line; says nothing in an ordinary test run. */
export function printFigures(name: string, figures: object): void {
  const texts = Object.entries(figures).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  if (isLong) process.stdout.write(`soak ${name} ${texts.join(' ')}\n`);
}
