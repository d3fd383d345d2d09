import { secret } from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { leaked, marked } from './leaks';

describe('leaked', () => {
  const hidden = 'Kx9canary/secret+of=ours';
  it.each([
    ['as it is', `refused ${hidden}!`],
    ['in other letters', hidden.toUpperCase()],
    ['in an address', `https://x.example/?key=${encodeURIComponent(hidden)}`],
    ['as basic credentials', Buffer.from(`client:${hidden}`).toString('base64')],
    ['in base64 at another place', Buffer.from(`ab:${hidden}`).toString('base64')],
    ['in base64 at a third place', Buffer.from(`a:${hidden}`).toString('base64')],
    ['in hexadecimal', Buffer.from(hidden).toString('hex')],
    ['in part', `${hidden.slice(0, 14)}…`],
  ])('finds a secret %s', (_how, text) => expect(leaked(text, [hidden])).toEqual([hidden]));

  it('finds nothing where nothing is, nor secrets too short to tell', () => {
    expect(leaked('refused Kx9', [hidden])).toEqual([]);
    expect(leaked('a key', ['key'])).toEqual([]);
  });
});

describe('marked', () => {
  it('marks the secrets that may be any text, and takes the others as they stand', () => {
    const config = z.object({ apiKey: secret(), pin: secret().regex(/^\d{10}$/), note: z.string() });
    const { settings, secrets } = marked({ config }, { apiKey: 'k', pin: '1234567890', note: 'n' });
    expect(settings).toMatchObject({ pin: '1234567890', note: 'n' });
    expect(settings.apiKey).not.toBe('k');
    expect(secrets).toEqual([settings.apiKey, '1234567890']);
  });
});
