import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlugin, parseConfig, secretKeys } from '@whereabouts/plugin-sdk';
import { pushRequest } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const body = readFileSync(join(__dirname, '../fixtures/order-placed.json'));
const sign = (secret: string, bytes: Uint8Array = body): string =>
  createHmac('sha256', secret).update(bytes).digest('base64');
const accepted = (signature: string | undefined, secrets: string[], bytes: Uint8Array = body): boolean => {
  const headers: Record<string, string> = signature === undefined ? {} : { 'X-Shopify-Hmac-Sha256': signature };
  return plugin.push?.verify(pushRequest(bytes, headers, secrets)).accepted ?? false;
};

describe('a webhook', () => {
  it('is accepted with the signature of its raw bytes', () => {
    expect(accepted(sign('hush'), ['hush'])).toBe(true);
  });

  it('is accepted with the old secret while the secret is being rotated', () => {
    expect(accepted(sign('old'), ['new', 'old'])).toBe(true);
    expect(accepted(sign('new'), ['new', 'old'])).toBe(true);
    expect(accepted(sign('older'), ['new', 'old'])).toBe(false);
  });

  it('is refused when a single byte was changed', () => {
    const changed = Buffer.from(body);
    changed[10] = (changed[10] ?? 0) ^ 1;
    expect(accepted(sign('hush'), ['hush'], changed)).toBe(false);
  });

  it.each<[string, string | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['made with another secret', sign('loud')],
    ['in hex', createHmac('sha256', 'hush').update(body).digest('hex')],
    ['cut short', sign('hush').slice(0, 20)],
    ['not base64', 'ü§$%'],
  ])('is refused when its signature is %s', (_, signature) => {
    expect(accepted(signature, ['hush'])).toBe(false);
  });

  it('is refused when no secret is configured', () => {
    expect(accepted(sign(''), [''])).toBe(false);
  });
});

describe('the plugin', () => {
  it('can be loaded and needs nothing but the webhook secret', () => {
    expect(checkPlugin(plugin).ok).toBe(true);
    expect(parseConfig(plugin, { webhookSecret: 'hush' }).ok).toBe(true);
    expect(parseConfig(plugin, {}).ok).toBe(false);
    expect(secretKeys(plugin.config)).toEqual(expect.arrayContaining(['webhookSecret', 'previousWebhookSecret']));
  });

  it('offers no pull: Shopify documents no way to look up a tracking number', () => {
    expect(plugin.pull).toBeUndefined();
  });
});
