import { readJson, readXml, type Issue, type Normalized } from '@whereabouts/plugin-sdk';

/**
 * What came of a document. `understood`: records, or the source's own error or note. `refused`: it is damaged so that
 * nobody could read it, and the plugin says so. `unknown`: it is sound, and the plugin cannot make anything of it.
 */
export type Understanding = 'understood' | 'refused' | 'unknown';

export function understandingOf(bytes: Uint8Array, said: Normalized): Understanding {
  const { milestones, orders, shipments, tickets, inventory, follow, issues } = said;
  const records = [milestones, orders, shipments, tickets, inventory, follow].some(({ length }) => length > 0);
  const setAside = issues.filter(({ kind }) => kind === 'record');
  if (setAside.length === 0) return records || issues.length > 0 ? 'understood' : 'unknown';
  if (records && !setAside.some(isWhole)) return 'understood';
  return isDamaged(bytes) ? 'refused' : 'unknown';
}

const isWhole = ({ path }: Issue): boolean => path === '';

/** JSON and XML that no parser takes. */
function isDamaged(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^[[{"]/.test(start)) return !readJson(bytes).ok;
  return start.startsWith('<') && !/^<(!doctype html|html)/i.test(start) && !readXml(bytes).ok;
}
