import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseConfig, secretKeys, settingNames } from '@whereabouts/plugin-sdk';
import { always, ifIt, type Check } from '../check';
import { leaked, marked } from '../leaks';

/** Names that settings have which must not be shown. */
const SECRET_NAME =
  /(?:^|[a-z_])(?:secret|password|passphrase|passwd|token|credentials?|api_?key|access_?key|private_?key|check_?word)$/i;

const NOWHERE = 'https://source.example';

export const SETTINGS_CHECKS: readonly Check[] = [
  {
    id: 'settings.fit',
    level: 'MUST',
    says: 'take the settings that its own test fills in',
    appliesTo: always,
    run({ plugin, settings }, findings) {
      findings.tried();
      const parsed = parseConfig(plugin, settings(NOWHERE));
      if (!parsed.ok) findings.problem(parsed.problems.map(({ key, problem }) => `${key} ${problem}`).join('; '));
    },
  },
  {
    id: 'settings.secrets',
    level: 'MUST',
    says: 'mark every setting that must not be shown with secret()',
    appliesTo: always,
    run({ plugin }, findings) {
      const secrets = secretKeys(plugin.config);
      for (const key of settingNames(plugin.config)) {
        findings.tried();
        if (SECRET_NAME.test(key) && !secrets.includes(key)) findings.problem(`${key} is not marked`);
      }
    },
  },
  {
    id: 'settings.push',
    level: 'MUST',
    says: 'have the settings webhookSecret and previousWebhookSecret, so that a secret can be rotated',
    appliesTo: ifIt('push'),
    run({ plugin }, findings) {
      findings.tried();
      const names = settingNames(plugin.config);
      for (const name of ['webhookSecret', 'previousWebhookSecret'])
        if (!names.includes(name)) findings.problem(`there is no setting ${name}`);
    },
  },
  {
    id: 'settings.errors',
    level: 'MUST',
    says: 'say what is wrong with settings without the secrets among them',
    appliesTo: always,
    run({ plugin, settings }, findings) {
      const { settings: given, secrets } = marked(plugin, settings(NOWHERE));
      for (const broken of brokenOnes(given, settingNames(plugin.config))) {
        findings.tried();
        const parsed = parseConfig(plugin, broken);
        const told = parsed.ok ? '' : JSON.stringify(parsed.problems);
        if (leaked(told, secrets).length > 0)
          findings.problem(`a problem of the settings holds a secret: ${told.slice(0, 80)}…`);
      }
    },
  },
  {
    id: 'readme.settings',
    level: 'MUST',
    says: 'have a README.md that names each of its settings',
    appliesTo: always,
    run({ plugin, test }, findings) {
      const file = packageFile(test.fixtures, 'README.md');
      if (file === null) return findings.problem('the package has no README.md');
      const text = readFileSync(file, 'utf8');
      for (const name of settingNames(plugin.config)) {
        findings.tried();
        if (!text.includes(name)) findings.problem(`README.md does not name the setting ${name}`);
      }
    },
  },
];

/** The settings with one after the other missing, of another type, or of another form. */
function* brokenOnes(settings: Readonly<Record<string, unknown>>, names: readonly string[]) {
  for (const name of new Set([...names, ...Object.keys(settings)])) {
    for (const wrong of [undefined, 7, '', [], 'not a valid value of anything \u0000'])
      yield { ...settings, [name]: wrong };
    if (typeof settings[name] === 'string') yield { ...settings, [name]: [settings[name]] };
  }
  yield { ...settings, strange: 'x' };
  yield {};
}

/** A file of the package that the folder belongs to, or null. */
function packageFile(folder: string, name: string): string | null {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, 'package.json'))) return existsSync(join(here, name)) ? join(here, name) : null;
    if (dirname(here) === here) return null;
  }
}
