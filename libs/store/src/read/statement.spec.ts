import type { Queryable } from '../db';
import { read } from './statement';

describe('a read', () => {
  const names: (string | undefined)[] = [];
  const query = ({ name }: { name?: string }): unknown => {
    names.push(name);
    return { rows: [] };
  };
  const db = { query } as unknown as Queryable;

  it('is prepared under one name for each text, until the texts are too many to keep a plan of each', async () => {
    const long = ' '.repeat(50_000);
    for (const text of ['select 1', 'select 2', 'select 1']) await read(db, text, []);
    expect(names).toEqual([expect.any(String), expect.any(String), names[0]]);
    expect(names[1]).not.toBe(names[0]);
    for (let n = 0; n < 20; n++) await read(db, `select ${n}${long}`, []);
    expect(names.slice(3, 8)).not.toContain(undefined);
    expect(names.slice(-5)).toEqual(Array(5).fill(undefined));
    await read(db, 'select 1', []);
    expect(names.at(-1)).toBe(names[0]);
  });
});
