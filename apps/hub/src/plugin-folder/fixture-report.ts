import { instant, type Instant } from '@whereabouts/model';
import { foretell, type ForetoldParcel, type NormalizeOutcome } from '@whereabouts/pipeline';
import type { Issue, MilestoneRecord, Normalized, SourceKind } from '@whereabouts/plugin-sdk';
import { firstDifference } from './first-difference';
import type { FolderFixture } from './fixtures';

/** When fixtures are received: the testkit's moment, so that both read them alike. */
export const RECEIVED_AT: Instant = instant('2026-03-10T12:00:00Z');

/** What a raw code became. Events with the same code, text and meaning are one line. */
export interface CodeLine {
  readonly code: string;
  readonly meaning: string;
  readonly isUnmapped: boolean;
  readonly count: number;
}

/** What the plugin makes of one fixture. */
export interface FixtureReport {
  readonly name: string;
  /** Why there is nothing to tell: it threw, looped or ended its process, which a plugin must never do. */
  readonly fault: string | null;
  readonly codes: readonly CodeLine[];
  /** How many records of the other kinds there are: `1 order`. */
  readonly others: readonly string[];
  readonly issues: readonly Issue[];
  readonly parcels: readonly ForetoldParcel[];
  /** Where the records differ from the expected ones: null when they do not, `none` when nobody wrote any. */
  readonly difference: string | null;
}

export function fixtureReport(
  sourceKind: SourceKind,
  { name, expected }: FolderFixture,
  outcome: NormalizeOutcome,
): FixtureReport {
  if (!outcome.ok)
    return { name, fault: outcome.problem, codes: [], others: [], issues: [], parcels: [], difference: null };
  const { said } = outcome;
  return {
    name,
    fault: null,
    codes: codeLines(said.milestones),
    others: othersOf(said),
    issues: said.issues,
    parcels: foretell(said, { sourceKind, receivedAt: RECEIVED_AT }),
    difference: expected === null ? 'none' : differenceFrom(expected, said),
  };
}

/** A file that somebody is still writing differs too. */
function differenceFrom(expected: string, said: Normalized): string | null {
  try {
    return firstDifference(JSON.parse(expected), recordsOf(said));
  } catch (error) {
    return `they are no JSON: ${(error as Error).message}`;
  }
}

/** As they stand in a file: lists that are empty are left out. */
const recordsOf = (said: Normalized): unknown =>
  JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(said).filter(([, list]) => (list as unknown[]).length > 0))),
  );

export const rawCodeOf = ({ sourceCode, sourceSubCode, sourceText }: MilestoneRecord): string =>
  [
    ...(sourceCode === null ? [] : [sourceSubCode ? `${sourceCode}/${sourceSubCode}` : sourceCode]),
    ...(sourceText ? [`"${sourceText}"`] : []),
  ].join(' ') || '(no code)';

const meaningOf = ({ code, reasons, direction, facilityAction, deliveredTo }: MilestoneRecord): string => {
  const more = [...reasons, facilityAction, deliveredTo, direction === 'RETURN' ? 'return' : null];
  const said = more.filter((one) => typeof one === 'string');
  return said.length > 0 ? `${code} (${said.join(', ')})` : code;
};

function codeLines(milestones: readonly MilestoneRecord[]): readonly CodeLine[] {
  const lines = new Map<string, CodeLine>();
  for (const milestone of milestones) {
    const [code, meaning] = [rawCodeOf(milestone), meaningOf(milestone)];
    const key = JSON.stringify([code, meaning]);
    const count = (lines.get(key)?.count ?? 0) + 1;
    lines.set(key, { code, meaning, isUnmapped: milestone.code === 'UNMAPPED', count });
  }
  return [...lines.values()];
}

const counted = (count: number, one: string, several: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];

const othersOf = ({ orders, shipments, tickets, inventory, follow }: Normalized): string[] => [
  ...counted(orders.length, 'order', 'orders'),
  ...counted(shipments.length, 'shipment', 'shipments'),
  ...counted(tickets.length, 'ticket', 'tickets'),
  ...counted(inventory.length, 'stock level', 'stock levels'),
  ...counted(follow.length, 'link to follow', 'links to follow'),
];
