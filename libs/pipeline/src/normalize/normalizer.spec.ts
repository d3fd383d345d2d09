import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerNormalizer } from './normalizer';

describe('workerNormalizer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('outlives a thread that dies while no input waits for it, and tells of it', async () => {
    const file = join(folder, 'dies.mjs');
    writeFileSync(file, `throw new Error('out of memory');`);
    const onThreadLost = jest.fn();
    const normalizer = workerNormalizer(pathToFileURL(file).href, 1, onThreadLost);
    while (onThreadLost.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(onThreadLost).toHaveBeenCalledWith(expect.objectContaining({ message: 'out of memory' }));
    await normalizer.close();
  });
});
