import type { Plugin } from '@whereabouts/plugin-sdk';

/** What a capability is called in one word, for a table. Those of actions are their own names. */
const WORDS: Readonly<Record<string, string>> = { push: 'webhooks', pull: 'asked', follow: 'links followed' };

/** `docs/sources.md`: what comes with the hub, made from the plugins themselves. */
export function sourcesPage(plugins: readonly Plugin[]): string {
  const rows = [...plugins]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, source, capabilities, variants = [], codes }) => [
      `[\`${id}\`](../plugins/${id}/src/plugin.ts)`,
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
    'the settings of each are in the README beside it. [Add a source](add-a-source.md) tells how to write another one.',
    '',
    '"Asked" and the actions are what a plugin can do at its source. The hub does neither by itself yet: today sources are fed by',
    'webhooks and by files.',
    '',
    line(header),
    rule,
    ...rows.map(line),
    '',
  ].join('\n');
}
