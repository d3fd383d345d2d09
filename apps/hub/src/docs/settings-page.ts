import { SETTING_NAMES, SETTINGS } from '../config/settings';

/** `docs/settings.md`, made from the list that the hub reads. */
export const settingsPage = (): string =>
  `# Settings

Environment variables. An empty one counts as unset. All that is wrong is told at once, and an unknown \`HUB_…\` name is warned of. \`npm run hub -- config\` shows what is in force.

Made from \`apps/hub/src/config/settings.ts\` by \`UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs\`: edit it there.

${SETTING_NAMES.map((name) => {
  const { fallback, meaning, secret } = SETTINGS[name];
  return `- \`${name}\`: ${meaning}${secret ? ' Secret: never shown or logged.' : ''} Default: ${fallback}.`;
}).join('\n')}
`;
