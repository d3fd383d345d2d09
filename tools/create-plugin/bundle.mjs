/** Where the hub names the plugins that come with it. */
export const HUB_PACKAGE = 'apps/hub/package.json';
export const BUNDLED_LIST = 'apps/hub/src/config/bundled-plugins.ts';

/** The hub's package.json with a plugin among its dependencies: at the version that the plugin's own package has. */
export function withDependency(text, name, version) {
  const hub = JSON.parse(text);
  const entries = Object.entries({ ...hub.dependencies, [name]: version });
  hub.dependencies = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  return `${JSON.stringify(hub, null, 2)}\n`;
}

/** The hub's list of plugins with one more, in the order of their folders. */
export function withBundled(text, name) {
  const listed = text.match(/^ {2}'[^']+',$/gm) ?? [];
  const all = [...new Set([...listed, `  '${name}',`])].sort();
  return text.replace(/\[\n[\s\S]*?^\];$/m, `[\n${all.join('\n')}\n];`);
}
