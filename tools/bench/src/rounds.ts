/** One arm of a bench: does its work once and gives its figure. */
export type Arm = (round: number) => Promise<number>;

export interface BenchResult {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
  /** Higher is better: ours ÷ floor for rates. For times, ours ÷ floor as well, where lower is better. */
  readonly ratio: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);

/**
 * Measures arms in turn (a b c, b c a, …) after one warm-up each, and takes the median of each. No arm has a place of its
 * own: one that follows itself still finds what it works on at hand, and there and back the middle one never would.
 */
export async function inTurns<Name extends string>(
  name: string,
  unit: string,
  arms: Readonly<Record<Name, Arm>>,
  rounds = ROUNDS,
): Promise<Record<Name, number>> {
  const names = Object.keys(arms) as Name[];
  for (const arm of names) await arms[arm](-1);
  const figures = Object.fromEntries(names.map((arm) => [arm, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++)
    for (const place of names.keys()) {
      const arm = names[(round + place) % names.length]!;
      const figure = await arms[arm](round);
      figures[arm].push(figure);
      process.stderr.write(`  ${name} round ${round + 1} ${arm} ${figure.toFixed(2)} ${unit}\n`);
    }
  return Object.fromEntries(names.map((arm) => [arm, median(figures[arm])])) as Record<Name, number>;
}

export async function compare(
  name: string,
  unit: string,
  ours: Arm,
  floor: Arm,
  rounds = ROUNDS,
): Promise<BenchResult> {
  return against(name, unit, await inTurns(name, unit, { ours, floor }, rounds));
}

export const against = (
  name: string,
  unit: string,
  { ours, floor }: { readonly ours: number; readonly floor: number },
): BenchResult => ({ name, unit, ours, floor, ratio: ours / floor });

/** The same work done by what others would build it with. */
export interface PeerResult {
  readonly name: string;
  readonly peer: string;
  readonly ours: number;
  readonly peerValue: number;
  readonly unit: string;
  readonly ratio: number;
}

export const beside = (name: string, unit: string, peer: string, ours: number, peerValue: number): PeerResult => ({
  name,
  unit,
  peer,
  ours,
  peerValue,
  ratio: ours / peerValue,
});

export function printResult(result: BenchResult | PeerResult): void {
  const { name, ours, unit, ratio } = result;
  const [who, value] =
    'peer' in result
      ? [`peer=${result.peer} `, `peer_value=${result.peerValue.toFixed(2)}`]
      : ['', `floor=${result.floor.toFixed(2)}`];
  console.log(`bench ${name} ${who}ours=${ours.toFixed(2)} ${value} unit=${unit} ratio=${ratio.toFixed(3)}`);
}
