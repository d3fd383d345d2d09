import { capabilitiesOf } from './capabilities';
import { followOnly } from './pull-numbers';
import { checkPlugin } from './sdk-version';
import { codeTable } from './code-table';
import { EMPTY_NORMALIZED } from './normalized';
import { z } from 'zod';

const pull = followOnly<unknown>(
  () => Promise.resolve({ ok: true, body: Buffer.from('{}'), contentType: 'application/json' }),
  { requests: 1, perSeconds: 1 },
);

describe('a source that can only be followed', () => {
  it('has follow, not pull', () => expect(capabilitiesOf({ pull })).toEqual(['follow']));

  it('passes the check of plugins', () => {
    const plugin = {
      id: 'thin',
      name: 'Thin',
      version: '1.0.0',
      sdk: '^1.0.0',
      source: 'STOREFRONT',
      capabilities: ['follow'],
      config: z.object({}),
      codes: codeTable('none', []),
      normalize: () => EMPTY_NORMALIZED,
      pull,
    };
    expect(checkPlugin(plugin)).toMatchObject({ ok: true });
    expect(checkPlugin({ ...plugin, capabilities: ['pull', 'follow'] })).toMatchObject({ ok: false });
  });

  it('knows no number', async () => {
    const [outcome] = await pull.fetch(['1Z'], {} as never);
    expect(outcome).toMatchObject({ trackingNumber: '1Z', ok: false, error: { kind: 'NotFoundYet' } });
  });
});
