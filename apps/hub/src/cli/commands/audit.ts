import { readFileSync } from 'node:fs';
import { msBetween, type ActivityFault, type ActivityHead } from '@whereabouts/model';
import { verifyActivity, type ActivityVerdict } from '@whereabouts/pipeline';
import { headsOf, merchantsWithActivity, publicId } from '@whereabouts/store';
import { z } from 'zod';
import { systemClock } from '../../compose';
import { layFoundation, type Foundation } from '../../foundation';
import { commandLog, configOrFail } from '../environment';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

export interface HeadOptions {
  readonly merchant?: string;
  /** UTC: the head of this day, or of the last one before it with activity. */
  readonly day?: string;
}

export interface VerifyOptions {
  readonly merchant?: string;
  /** A file that `audit head` wrote. */
  readonly head?: string;
  readonly json?: boolean;
}

const KIND = 'whereabouts activity heads';
/** Sealing takes about a second; beyond this nobody does it. */
const SEALED_WITHIN_MS = 60_000;

const headFile = z.object({
  kind: z.literal(KIND),
  version: z.literal(1),
  exportedAt: z.string(),
  heads: z.array(
    z.object({
      merchantId: z.uuid(),
      merchant: z.string(),
      day: z.iso.date(),
      number: z.int().positive(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
type HeadFile = z.infer<typeof headFile>;

interface NamedMerchant {
  readonly id: string;
  readonly name: string;
}

/** Prints the newest head of each merchant's activity log, as a file to be kept elsewhere. */
export const auditHead = (options: HeadOptions, terminal: Terminal): Promise<ExitCode> =>
  withFoundation(terminal, async (foundation) => {
    const { pool, clock } = foundation;
    const heads: HeadFile['heads'] = [];
    for (const { id, name } of await chosen(foundation, options.merchant, [])) {
      const head = (await headsOf(pool, id)).findLast(({ day }) => options.day === undefined || day <= options.day);
      if (head) heads.push({ merchantId: id, merchant: name, day: head.day, number: head.number, hash: head.hash });
      else terminal.err(`${name}: nothing was sealed yet.`);
    }
    terminal.out(JSON.stringify({ kind: KIND, version: 1, exportedAt: clock(), heads } satisfies HeadFile, null, 2));
    return EXIT.done;
  });

/** Checks activity logs from their entries. Fails when anything is wrong with one of them. */
export function auditVerify(options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const kept = options.head === undefined ? [] : readHeads(options.head);
  return withFoundation(terminal, async (foundation) => {
    const merchants = await chosen(foundation, options.merchant, kept);
    const verdicts: (ActivityVerdict & NamedMerchant)[] = [];
    for (const { id, name } of merchants) {
      const own = kept.filter(({ merchantId }) => merchantId === id);
      const verdict = { id, name, ...(await verifyActivity(foundation.pool, id, own)) };
      verdicts.push(verdict);
      if (!options.json) terminal.out(describe(verdict, own, foundation));
    }
    if (options.json) terminal.out(JSON.stringify({ merchants: verdicts.map(toJson) }, null, 2));
    else if (merchants.length === 0) terminal.out('There is no activity to verify.');
    return verdicts.some(({ faults }) => faults > 0) ? EXIT.failed : EXIT.done;
  });
}

async function withFoundation(terminal: Terminal, work: (to: Foundation) => Promise<ExitCode>): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    return await work(foundation);
  } finally {
    await foundation.close();
  }
}

/** The merchant that is named; otherwise all there are, and all that left activity or had some when a head was taken. */
async function chosen(
  { directory, pool }: Foundation,
  name: string | undefined,
  heads: HeadFile['heads'],
): Promise<readonly NamedMerchant[]> {
  const merchants = await directory.merchants();
  if (name !== undefined) {
    const found = merchants.find((merchant) => merchant.name === name || merchant.id === name);
    const known = merchants.map((merchant) => merchant.name).join(', ') || 'none';
    return [found ?? wrongUsage(`There is no merchant ${name}. There are: ${known}.`)];
  }
  const names = new Map<string, string>([
    ...(await merchantsWithActivity(pool)).map((id) => [id, `unknown merchant ${id}`] as const),
    ...heads.map(({ merchantId, merchant }) => [merchantId, merchant] as const),
    ...merchants.map((merchant) => [merchant.id, merchant.name] as const),
  ]);
  return [...names].map(([id, called]) => ({ id, name: called }));
}

function readHeads(path: string): HeadFile['heads'] {
  const read = (): unknown => {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      return wrongUsage(`${path} cannot be read: ${(error as Error).message}`);
    }
  };
  const { data, success } = headFile.safeParse(read());
  return success ? data.heads : wrongUsage(`${path} is no file of heads, as "audit head" prints it.`);
}

function describe(verdict: ActivityVerdict & NamedMerchant, kept: readonly ActivityHead[], to: Foundation): string {
  const { name, end, unsealed, oldestUnsealed, faults, first } = verdict;
  const isLate = oldestUnsealed !== null && msBetween(oldestUnsealed, to.clock()) > SEALED_WITHIN_MS;
  const lines = [
    `${name}: ${end.number} entries sealed${unsealed > 0 ? `, ${unsealed} not sealed yet` : ''}`,
    first === null
      ? `  all in order${kept.map(({ day, number }) => `, and as the head of ${day} says (entry ${number})`).join('')}`
      : `  BROKEN at ${faultText(first)}`,
  ];
  if (faults > 1) lines.push(`  ${faults - 1} more things are wrong after it`);
  if (isLate) lines.push('  entries wait to be sealed for more than a minute: a hub with the role timers has to run');
  return lines.join('\n');
}

/** The place of a fault and what it is, in words. */
function faultText({ kind, number, caseId, entryId, day }: ActivityFault): string {
  const where = [
    ...(number === null ? [] : [`number ${number}`]),
    ...(entryId === null ? [] : [`entry ${shown('activity', entryId)}`]),
    ...(caseId === null ? [] : [`case ${shown('case', caseId)}`]),
  ].join(', ');
  return `${where}: ${MEANINGS[kind]}${day === undefined ? '' : ` (head of ${day})`}`;
}

const shown = (kind: 'activity' | 'case', id: string): string => publicId(kind, id);

const MEANINGS: Readonly<Record<ActivityFault['kind'], string>> = {
  SEAL_MISSING: 'this number of the chain was deleted',
  ENTRY_MISSING: 'the entry was sealed and is gone: it was deleted, or moved to another case or merchant',
  CHANGED: 'not what was sealed: the entry was edited, or its place in the chain was changed',
  UNFOUNDED: 'does not follow from the entry before it in its case: one was edited, deleted, moved or inserted',
  INSERTED: 'the hub never wrote this entry: it was inserted, or its seal was deleted',
  HISTORY_CUT: 'the case had a later entry than its history ends with: entries were deleted, or the case was edited',
  CASE_MISSING: 'the case of these entries is gone',
  TRUNCATED: 'the chain ends before it, and was longer when the head was taken: its end was cut off',
  HEAD_DIFFERS: 'the chain had another hash here when the head was taken: it was written anew',
};

const toJson = (verdict: ActivityVerdict & NamedMerchant): object => {
  const { id, name, end, unsealed, faults, first } = verdict;
  return {
    merchantId: id,
    merchant: name,
    sealed: end.number,
    unsealed,
    faults,
    first: first && { ...first, meaning: MEANINGS[first.kind] },
  };
};
