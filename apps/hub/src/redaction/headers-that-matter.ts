import type { Plugin, RawInput } from '@whereabouts/plugin-sdk';

/** The headers without which the plugin reads an input otherwise. Mostly none. */
export function headersThatMatter(plugin: Plugin, input: RawInput): Readonly<Record<string, string>> {
  const read = (headers: RawInput['headers']): string => JSON.stringify(plugin.normalize({ ...input, headers }));
  const whole = read(input.headers);
  if (read({}) === whole) return {};
  const needed: Record<string, string> = { ...input.headers };
  for (const name of Object.keys(input.headers)) {
    const { [name]: _, ...fewer } = needed;
    if (read(fewer) === whole) delete needed[name];
  }
  return needed;
}
