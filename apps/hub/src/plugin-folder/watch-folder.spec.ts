import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOfInterest, watchFolder } from './watch-folder';

describe('a watched folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-watch-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['src/codes.ts', true],
    ['fixtures/a.expected.json', true],
    ['dist/index.js', false],
    ['node_modules/.cache/hub-plugin/plugin.mjs', false],
    ['src/.codes.ts.swp', false],
    ['src/codes.ts~', false],
  ])('minds %s: %s', (file, minds) => {
    expect(isOfInterest(file)).toBe(minds);
  });

  it('minds folders that are made later', async () => {
    const seen = { rounds: 0 };
    const end = watchFolder(folder, () => Promise.resolve(void seen.rounds++));
    mkdirSync(join(folder, 'fixtures'));
    await sleep(300);
    writeFileSync(join(folder, 'fixtures/a.json'), '{}');
    await sleep(300);
    end();
    expect(seen.rounds).toBe(2);
  });

  it('takes saves that come together as one, and those that come meanwhile as another', async () => {
    mkdirSync(join(folder, 'src'));
    const state = { rounds: 0, atOnce: 0, most: 0 };
    const end = watchFolder(folder, async () => {
      state.rounds++;
      state.most = Math.max(state.most, ++state.atOnce);
      await sleep(300);
      state.atOnce--;
    });
    await sleep(100);
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, 'src', name), '1');
    await sleep(250);
    writeFileSync(join(folder, 'src/a'), '2');
    await sleep(900);
    end();
    expect(state).toEqual({ rounds: 2, atOnce: 0, most: 1 });
  });
});
