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

/** Measures both arms in turn (ours, floor, floor, ours, …) after one warm-up each, and takes medians. */
export async function compare(
  name: string,
  unit: string,
  ours: Arm,
  floor: Arm,
  rounds = ROUNDS,
): Promise<BenchResult> {
  await ours(-1);
  await floor(-1);
  const figures: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  for (let round = 0; round < rounds; round++) {
    const arms = round % 2 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const);
    for (const arm of arms) {
      const figure = await (arm === 'ours' ? ours : floor)(round);
      figures[arm].push(figure);
      process.stderr.write(`  ${name} round ${round + 1} ${arm} ${figure.toFixed(2)} ${unit}\n`);
    }
  }
  const result = { ours: median(figures.ours), floor: median(figures.floor) };
  return { name, unit, ...result, ratio: result.ours / result.floor };
}

export const printResult = ({ name, ours, floor, unit, ratio }: BenchResult): void =>
  console.log(`bench ${name} ours=${ours.toFixed(2)} floor=${floor.toFixed(2)} unit=${unit} ratio=${ratio.toFixed(3)}`);
