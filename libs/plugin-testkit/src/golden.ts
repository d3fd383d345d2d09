import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Normalized } from '@whereabouts/plugin-sdk';

/** What becomes of expected records that are missing or differ. `compare`: both fail. */
export type GoldenMode = 'compare' | 'write-missing' | 'write-all';

/** Records as they stand in a golden file: lists that are empty are left out. */
export const goldenOf = (records: Normalized): Record<string, unknown> => {
  const lists = Object.entries(records).filter(([, list]) => !Array.isArray(list) || list.length > 0);
  return JSON.parse(JSON.stringify(Object.fromEntries(lists))) as Record<string, unknown>;
};

/** What a golden file says, or undefined when there is none; writes it first where the mode says so. */
export function expectedRecords(file: string, records: Normalized, mode: GoldenMode): unknown {
  const isWritten = mode === 'write-all' || (mode === 'write-missing' && !existsSync(file));
  if (isWritten) writeFileSync(file, `${JSON.stringify(goldenOf(records), null, 2)}\n`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
