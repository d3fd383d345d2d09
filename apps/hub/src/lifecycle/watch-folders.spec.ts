import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@whereabouts/model';
import type { ConfiguredSource, Deposit } from '@whereabouts/pipeline';
import { folderRound, type FolderNeeds } from './watch-folders';

describe('a watched folder', () => {
  let folder: string;
  let deposits: Deposit[];
  const logged: string[] = [];
  const seen = new Map<string, string>();
  const complained = new Set<string>();
  const state = { now: instant(Date.now()), failing: false };

  const needs = (): FolderNeeds => ({
    sources: {
      all: async () => [
        {
          merchantId: 'm',
          id: 's',
          name: 'house',
          enabled: true,
          openSettings: { watchFolder: folder },
        } as unknown as ConfiguredSource,
      ],
    },
    deposit: async (deposit) => {
      if (state.failing) throw new Error('the database is away');
      deposits.push(deposit);
      return 'input';
    },
    clock: () => state.now,
    log: {
      info: () => undefined,
      warn: (_facts: object, message: string) => logged.push(message),
      error: () => undefined,
    } as never,
  });
  const round = () => folderRound(needs(), seen, complained);
  const names = (inner = '') =>
    readdirSync(join(folder, inner), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watched-'));
    deposits = [];
    logged.length = 0;
    seen.clear();
    complained.clear();
    state.failing = false;
    state.now = instant(Date.now());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes a file in once it no longer grows, and keeps it', async () => {
    writeFileSync(join(folder, 'a.csv'), 'one');
    await round();
    writeFileSync(join(folder, 'a.csv'), 'one and more');
    await round();
    expect(deposits).toEqual([]);
    await round();
    await round();
    expect(deposits.map(({ body, contentType, headers }) => [String(body), contentType, headers])).toEqual([
      ['one and more', 'text/csv', { 'x-file-name': 'a.csv' }],
    ]);
    expect([names(), names('taken')]).toEqual([[], ['a.csv']]);
  });

  it('takes a file of the same name again', async () => {
    for (const text of ['monday', 'tuesday']) {
      writeFileSync(join(folder, 'stock.csv'), text);
      await round();
      await round();
    }
    expect(deposits.map(({ body }) => String(body))).toEqual(['monday', 'tuesday']);
    expect(names('taken')).toHaveLength(2);
  });

  it('leaves alone what is still being put there', async () => {
    for (const name of ['.a.csv', 'a.csv.part', 'a.tmp']) writeFileSync(join(folder, name), 'x');
    mkdirSync(join(folder, 'sub'));
    await round();
    await round();
    expect(deposits).toEqual([]);
    expect(names()).toHaveLength(3);
  });

  it('loses nothing when storing fails: the file stays in hand and is taken up later', async () => {
    writeFileSync(join(folder, 'a.csv'), 'one');
    state.failing = true;
    await round();
    await round();
    expect([names('in-hand'), logged]).toEqual([['a.csv'], ['a watched folder cannot be read']]);
    state.failing = false;
    await round();
    expect(deposits).toEqual([]);
    state.now = instant(Date.now() + 11 * 60_000);
    await round();
    expect([deposits.length, names('taken')]).toEqual([1, ['a.csv']]);
  });

  it('refuses a file that is too large', async () => {
    writeFileSync(join(folder, 'big.csv'), '');
    truncateSync(join(folder, 'big.csv'), 17 * 1024 * 1024);
    utimesSync(join(folder, 'big.csv'), 1, 1);
    await round();
    await round();
    expect([deposits.length, names('refused'), logged]).toEqual([
      0,
      ['big.csv'],
      ['a file is too large and was moved to refused: divide it'],
    ]);
  });

  it('says once that a folder cannot be read', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file, not a folder');
    await round();
    await round();
    expect(logged).toEqual(['a watched folder cannot be read']);
  });
});
