import type { Plugin } from '@whereabouts/plugin-sdk';

/** What a capability is called in one word, for a table. Those of actions are their own names. */
const WORDS: Readonly<Record<string, string>> = { push: 'webhooks', pull: 'asked', follow: 'links followed' };

/** `docs/plugins/sources.md`: what comes with the hub, made from the plugins themselves. */
export function sourcesPage(plugins: readonly Plugin[]): string {
  const rows = [...plugins]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, source, capabilities, variants = [], codes }) => [
      `[\`${id}\`](../../plugins/${id}/src/plugin.ts)`,
      name,
      source.toLowerCase(),
      capabilities.map((capability) => WORDS[capability] ?? capability).join(', ') || 'files',
      String(codes.rows.length),
      variants.map((variant) => variant.name).join(', '),
    ]);
  const header = ['plugin', 'source', 'kind', 'how it is fed, what it can do', 'codes', 'reads as well'];
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [
    '# Sources',
    '',
    'The plugins that come with the hub. Every one of them also reads files: `hub ingest`. `hub source add <plugin> <name>` sets one up;',
    'the settings of each are in the README beside it. [The guide](README.md) tells how to write another one.',
    '',
    '"Asked": hubs with the role `pull` ask such sources by themselves about parcels on their way, and read what links of thin webhooks',
    'point to: see [operating](../operating.md#asking-sources). Actions are what a plugin can do at its source when it is told to; the hub',
    'does not tell it by itself yet.',
    '',
    'Made from the plugins by `UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs`.',
    '',
    line(header),
    rule,
    ...rows.map(line),
    '',
  ].join('\n');
}
