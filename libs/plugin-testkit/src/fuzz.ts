import type { Normalized } from '@whereabouts/plugin-sdk';
import type { DocumentTree } from './document-tree';
import type { Fixture } from './fixtures';
import { nodesOf, type Node } from './json-tree';
import { byteMutation, type ByteMutation } from './mutate-bytes';
import { treeMutation, type TreeMutation } from './mutate-document';
import { random, type Random } from './random';
import { unsoundIn, type Unsound } from './soundness';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
}

/** A damaged document that showed a fault. */
export interface FuzzFault {
  readonly run: number;
  readonly fixture: string;
  /** As few changes as show the fault. */
  readonly changes: readonly string[];
  readonly problem: string;
  /** Which promise about records is broken, for records that are not sound. */
  readonly rule?: Unsound['rule'];
  readonly input: string;
}

export interface FuzzReport extends FuzzOptions {
  readonly thrown: readonly FuzzFault[];
  readonly unsound: readonly FuzzFault[];
  readonly slow: readonly FuzzFault[];
  /** Faults of the plugin's code that its reader caught and made an issue of. */
  readonly caught: readonly FuzzFault[];
  readonly ms: number;
}

/** A document that takes longer keeps a worker from others. */
export const MOST_MS = 50;
/** Each kind of fault is told that often: one cause has a thousand effects. */
const MOST_FAULTS = 5;
/** Documents that are slow take too long to look for more of them. */
const MOST_SLOW = 2;
/** Damage that makes a document longer than this tests the patience of the machine, not the plugin. */
const MOST_BYTES = 48 * 1024;
/** How often an input that was slow is tried again before it counts: the machine may have been busy. */
const AGAIN = 4;

type Normalize = (bytes: Uint8Array, fixture: Fixture) => Normalized;
type Kind = 'thrown' | 'unsound' | 'slow' | 'caught';
interface Fault {
  readonly kind: Kind;
  readonly problem: string;
  readonly rule?: Unsound['rule'];
}
interface Original {
  readonly fixture: Fixture;
  readonly tree: DocumentTree | null;
  readonly nodes: readonly Node[];
}
interface Damage {
  readonly trees: readonly TreeMutation[];
  readonly bytes: readonly ByteMutation[];
}

/** Hands a plugin its fixtures, damaged in ways that a seed repeats, and looks at what it does with them. */
export function runFuzz(
  fixtures: readonly Fixture[],
  trees: readonly { readonly fixture: Fixture; readonly tree: DocumentTree }[],
  normalize: Normalize,
  { runs, seed }: FuzzOptions,
): FuzzReport {
  const faults: Record<Kind, FuzzFault[]> = { thrown: [], unsound: [], slow: [], caught: [] };
  const originals = fixtures.map((fixture): Original => {
    const tree = trees.find((one) => one.fixture === fixture)?.tree ?? null;
    return { fixture, tree, nodes: tree === null ? [] : nodesOf(tree.root) };
  });
  const started = performance.now();
  for (let run = 0; run < runs && originals.length > 0; run++) {
    const draw = random(seed, run);
    const original = draw.one(originals);
    const damage = damageOf(draw, original);
    const input = damaged(original, damage);
    if (input.length > Math.max(MOST_BYTES, 2 * original.fixture.bytes.length)) continue;
    const fault = faultOf(normalize, original.fixture, input);
    if (fault === null) continue;
    const alike = faults[fault.kind].filter(({ rule }) => rule === fault.rule);
    if (alike.length < MOST_FAULTS)
      faults[fault.kind].push(told(run, original, shrunk(normalize, original, damage, fault), fault));
    if (faults.slow.length >= MOST_SLOW) break;
  }
  return { runs, seed, ...faults, ms: performance.now() - started };
}

function damageOf(draw: Random, { fixture, nodes }: Original): Damage {
  const onBytes = nodes.length === 0 || draw.once(6);
  const count = 1 + draw.below(3);
  const drawn = <T>(make: () => T): T[] => Array.from({ length: count }, make);
  return onBytes
    ? { trees: [], bytes: drawn(() => byteMutation(draw, fixture.bytes.length)) }
    : { trees: drawn(() => treeMutation(draw, nodes)), bytes: [] };
}

function damaged({ fixture, tree }: Original, { trees, bytes }: Damage): Uint8Array {
  const written =
    tree === null || trees.length === 0
      ? fixture.bytes
      : tree.write(trees.reduce((root, { apply }) => apply(root), tree.root));
  return bytes.reduce((before, { apply }) => apply(before), written);
}

function faultOf(normalize: Normalize, fixture: Fixture, input: Uint8Array): Fault | null {
  let said: Normalized;
  const started = performance.now();
  try {
    said = normalize(input, fixture);
  } catch (fault) {
    return { kind: 'thrown', problem: fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault) };
  }
  if (performance.now() - started > MOST_MS) {
    const least = leastTime(() => normalize(input, fixture));
    if (least > MOST_MS) return { kind: 'slow', problem: `${least.toFixed(0)} ms for ${input.length} bytes` };
  }
  const [unsound] = unsoundIn(said);
  if (unsound !== undefined) return { kind: 'unsound', ...unsound };
  const caught = said.issues.find(({ problem }) => problem.startsWith('unexpected fault of the plugin'));
  return caught === undefined ? null : { kind: 'caught', problem: `${caught.path} ${caught.problem}` };
}

/** Of several times the shortest, and of that what this thread was at work: others may keep the machine busy. */
function leastTime(work: () => unknown): number {
  let least = Infinity;
  for (let again = 0; again < AGAIN && least > MOST_MS; again++) {
    const before = atWork();
    work();
    least = Math.min(least, atWork() - before);
  }
  return least;
}

/** Milliseconds. Before Node 23.9 a thread cannot tell its own share, and the clock has to do. */
function atWork(): number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => { user: number; system: number } };
  if (threadCpuUsage === undefined) return performance.now();
  const { user, system } = threadCpuUsage.call(process);
  return (user + system) / 1_000;
}

/** The damage without those parts that the fault shows without. */
function shrunk(normalize: Normalize, original: Original, damage: Damage, fault: Fault): Damage {
  let least = damage;
  for (const part of [...damage.trees, ...damage.bytes]) {
    const rest = {
      trees: least.trees.filter((one) => one !== part),
      bytes: least.bytes.filter((one) => one !== part),
    };
    if (
      rest.trees.length + rest.bytes.length > 0 &&
      faultOf(normalize, original.fixture, damaged(original, rest))?.kind === fault.kind
    )
      least = rest;
  }
  return least;
}

const told = (run: number, original: Original, damage: Damage, { problem, rule }: Fault): FuzzFault => ({
  run,
  fixture: original.fixture.name,
  changes: [...damage.trees, ...damage.bytes].map(({ says }) => says),
  problem,
  ...(rule === undefined ? {} : { rule }),
  input: Buffer.from(damaged(original, damage).subarray(0, 600)).toString('latin1'),
});
