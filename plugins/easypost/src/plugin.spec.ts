import { checkPlugin, parseConfig, secretKeys } from '@whereabouts/plugin-sdk';
import { plugin } from './plugin';

describe('the plugin', () => {
  it('fits the SDK that it was written for', () => {
    expect(checkPlugin(plugin)).toMatchObject({ ok: true });
  });

  it('marks its secrets', () => {
    expect([...secretKeys(plugin.config)].sort()).toEqual(['apiKey', 'previousWebhookSecret', 'webhookSecret']);
  });

  it('says which setting is wrong, without its value', () => {
    const parsed = parseConfig(plugin, { webhookSecret: 's3cret', baseUrl: 'not a url with s3cret' });
    expect(parsed).toMatchObject({ ok: false, problems: [{ key: 'baseUrl' }] });
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
  });
});
