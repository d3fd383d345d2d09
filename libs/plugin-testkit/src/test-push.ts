import { instant, msOf, type Plugin } from '@whereabouts/plugin-sdk';
import type { Fixture } from './fixtures';
import type { PushTest } from './plugin-test';
import { TEST_NOW } from './pull-context';

const SECRETS = ['a-secret-for-tests', 'the-secret-before-it'] as const;

/** A push is accepted when the source proved itself, and in no other case. */
export function testPush(
  plugin: Pick<Plugin, 'id' | 'push'>,
  test: PushTest | undefined,
  fixtures: readonly Fixture[],
) {
  if (plugin.push === undefined || test === undefined) {
    it('says how its source signs, if it is pushed to', () =>
      expect(test === undefined).toBe(plugin.push === undefined));
    return;
  }
  const { push } = plugin;
  const [current, previous] = test.secrets ?? SECRETS;
  const body = fixtures[0]?.bytes ?? Buffer.from('{}');
  const signed = (secret: string, at = TEST_NOW, content = body) => test.sign({ body: content, secret, now: at });
  const verify = (headers: Record<string, string>, more: Partial<Parameters<typeof push.verify>[0]> = {}) =>
    push.verify({ headers: lowerCased(headers), body, secrets: [current], now: TEST_NOW, ...more }).accepted;

  it('accepts what is signed with the secret, or with the one before it', () => {
    expect(verify(signed(current))).toBe(true);
    expect(verify(signed(previous), { secrets: [current, previous] })).toBe(true);
  });

  it('refuses another secret, no proof, and an empty one', () => {
    expect(verify(signed('not-the-secret-at-all'.padEnd(current.length, 'x')))).toBe(false);
    expect(verify({})).toBe(false);
    expect(verify(Object.fromEntries(Object.keys(signed(current)).map((name) => [name, ''])))).toBe(false);
  });

  it('says why it refuses, without the secret', () => {
    const verdict = push.verify({ headers: {}, body, secrets: [current], now: TEST_NOW });
    expect(verdict.accepted ? '' : verdict.because).not.toBe('');
    expect(JSON.stringify(verdict)).not.toContain(current);
  });

  if (test.covers === 'body')
    it('refuses a body of which one byte was changed', () => {
      const changed = Buffer.from(body);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      expect(verify(signed(current), { body: changed })).toBe(false);
    });

  const { staleAfterSeconds } = test;
  if (staleAfterSeconds !== undefined)
    it('refuses a proof that is too old', () => {
      const at = instant(new Date(msOf(TEST_NOW) - (staleAfterSeconds + 1) * 1000).toISOString());
      expect(verify(signed(current, at))).toBe(false);
    });
}

/** As the host hands them over. */
const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
