import { parseConfig, secretKeys, type Plugin } from '@whereabouts/plugin-sdk';

/** Settings whose secrets can be told wherever they turn up. */
export interface Marked {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
}

const MARK = 'Kx9canaryQ7w';

/** The settings with a mark in place of each secret that may be any text; others count as they stand. */
export function marked(plugin: Pick<Plugin, 'config'>, settings: Readonly<Record<string, unknown>>): Marked {
  const keys = secretKeys(plugin.config).filter((key) => !/[.[]/.test(key) && typeof settings[key] === 'string');
  let changed: Record<string, unknown> = { ...settings };
  const secrets = keys.map((key, index) => {
    const own = `${MARK}${index}-${key}`;
    const with_ = { ...changed, [key]: own };
    // A key in a form of its own, such as one of a cloud, cannot be replaced by any text.
    if (!parseConfig(plugin, with_).ok) return String(settings[key]);
    changed = with_;
    return own;
  });
  return { settings: changed, secrets };
}

/** Secrets shorter than this would be found in any text. */
const SHORTEST = 8;

/** The secrets that a text holds: as they are, in part, or in the encodings that headers and addresses use. */
export function leaked(text: string, secrets: readonly string[]): readonly string[] {
  const folded = text.toLowerCase();
  return secrets.filter(
    (secret) => secret.length >= SHORTEST && spellings(secret).some((one) => folded.includes(one.toLowerCase())),
  );
}

function spellings(secret: string): readonly string[] {
  const plain = [secret, encodeURIComponent(secret), secret.slice(0, Math.max(SHORTEST, Math.ceil(secret.length / 2)))];
  // Base64 of a text inside another depends on where it begins: three ways, without the ends that neighbours decide.
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.from('x'.repeat(before) + secret)
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(before === 0 ? 0 : before + 1, -2);
  });
  return [...plain, ...base64, Buffer.from(secret).toString('hex')];
}
