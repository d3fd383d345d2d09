import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecretKey } from './secret-key';

const root = mkdtempSync(join(tmpdir(), 'whereabouts-key-'));
const folder = () => mkdtempSync(join(root, 'data-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('the secret key of an embedded database', () => {
  it('is made once and kept for its owner only', async () => {
    const dataDir = join(folder(), 'new');
    const key = await keptSecretKey(dataDir);
    expect(key).toHaveLength(32);
    expect(await keptSecretKey(dataDir)).toEqual(key);
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  it('is the same for all who ask at once', async () => {
    const dataDir = folder();
    const keys = await Promise.all(Array.from({ length: 8 }, () => keptSecretKey(dataDir)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(['secret.key']);
  });

  it('is never replaced: what it encrypted would be lost', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'secret.key'), 'oops');
    await expect(keptSecretKey(dataDir)).rejects.toThrow('Put it back from a backup');
  });
});
