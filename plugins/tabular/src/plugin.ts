import {
  anySecret,
  codeTable,
  definePlugin,
  header,
  newReading,
  normalizedOf,
  optionalWebhookSecrets,
  secretMatches,
  unreadable,
  watchedFolder,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { Mapping } from './mapping';
import { readRow } from './rows';
import { readTable } from './table';

const Settings = z.object({
  ...watchedFolder,
  /** Needed for files that are uploaded; files from the watched folder come without it. */
  ...optionalWebhookSecrets,
  mapping: Mapping,
});
type Settings = z.output<typeof Settings>;

/** Mappings as they were handed over, once checked: the same object is asked for again and again. */
const checked = new WeakMap<object, Mapping | string>();

function mappingOf(settings: Partial<Settings> | undefined): Mapping | string {
  const given = settings?.mapping;
  if (given === undefined) return 'the source has no mapping: set it with --set mapping=@mapping.yaml';
  const known = checked.get(given);
  if (known !== undefined) return known;
  const parsed = Mapping.safeParse(given);
  const mapping = parsed.success ? parsed.data : `the mapping cannot be used: ${z.prettifyError(parsed.error)}`;
  checked.set(given, mapping);
  return mapping;
}

/** Tables of any account as a source: which column is what, and what its codes mean, is the account's mapping. */
export const plugin = definePlugin<Settings>({
  id: 'tabular',
  name: 'Tables (CSV)',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push'],
  config: Settings,
  codes: codeTable('the mapping of each account', []),
  push: {
    /** An upload names the secret in a header of its own: tables are signed by nobody. */
    verify: ({ headers, secrets }) =>
      anySecret(secrets, (secret) => secretMatches(secret, header(headers, 'x-webhook-secret'))),
  },
  normalize(input, settings) {
    const mapping = mappingOf(settings);
    if (typeof mapping === 'string') return unreadable(mapping);
    const table = readTable(input.body, mapping);
    if (!table.ok) return unreadable(table.problem);
    const { rows, missing } = table.value;
    const reading = newReading(input);
    if (missing.length > 0) reading.note('/1', `no column ${missing.join(', ')}`);
    if (rows.length === 0) reading.note('', 'a table without rows');
    reading.each(
      rows.map((row) => ({ value: null, path: `/${row.number}`, row })),
      (_value, _path, index) => readRow(rows[index]!, mapping, reading),
    );
    return normalizedOf(reading);
  },
});
