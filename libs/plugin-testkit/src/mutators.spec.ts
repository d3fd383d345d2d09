import type { JsonValue } from '@whereabouts/plugin-sdk';
import { nodesOf } from './json-tree';
import { byteMutation } from './mutate-bytes';
import { shuffled, treeMutation } from './mutate-document';
import { random } from './random';

const document: JsonValue = {
  parcels: [
    {
      number: 'A1',
      weight: 1.5,
      scans: [
        { code: 'OK', at: '2026-03-01T10:00:00Z' },
        { code: 'HB', at: null },
      ],
    },
    { number: 'A2', weight: 2, scans: [] },
  ],
  open: true,
};
const nodes = nodesOf(document);
const mutations = Array.from({ length: 4_000 }, (_, stream) => treeMutation(random(1, stream), nodes));

describe('treeMutation', () => {
  it('gives what can be written, the same each time, and leaves the document alone', () => {
    const before = JSON.stringify(document);
    for (const { apply } of mutations.slice(0, 1_000))
      expect(JSON.stringify(apply(document)) ?? 'null').toBe(JSON.stringify(apply(document)) ?? 'null');
    expect(JSON.stringify(document)).toBe(before);
  });

  it('is repeated by its seed', () =>
    expect(mutations.slice(0, 50).map(({ says }) => says)).toEqual(
      Array.from({ length: 50 }, (_, stream) => treeMutation(random(1, stream), nodes).says),
    ));

  it.each([
    ['drops a value', 'dropped', ({ open }: Loose) => open === undefined],
    ['makes it null', 'null', ({ open }: Loose) => open === null],
    ['repeats items', 'items', ({ parcels }: Loose) => parcels?.length > 2],
    ['puts it in a list', 'in a list', ({ open }: Loose) => Array.isArray(open)],
    ['nests it deeply', 'nested', (changed: Loose) => JSON.stringify(changed).includes('[[[[[[[[')],
    ['says it over and over', 'times over', (changed: Loose) => JSON.stringify(changed).length > 2_000],
    ['writes numbers as text', 'text for number', (changed: Loose) => changed.parcels?.[1]?.weight === '2'],
    [
      'adds keys that objects have of their own',
      'with a key',
      (changed: Loose) => JSON.stringify(changed).includes('"__proto__":'),
    ],
    [
      'puts one value in the place of another',
      'that of',
      ({ open }: Loose) => ['A1', 'A2', 'OK', 1.5, 2].includes(open),
    ],
    ['changes the order', 'in another order', ({ parcels }: Loose) => parcels?.[0]?.number === 'A2'],
    ['puts hostile text in', 'hostile text', ({ open }: Loose) => open === '[object Object]'],
    ['puts hostile times in', 'hostile time', ({ open }: Loose) => /^\d{4}-\d\d/.test(open)],
    ['puts extreme numbers in', 'extreme number', ({ open }: Loose) => open === Number.MAX_SAFE_INTEGER],
    ['puts other types in', 'of another type', ({ open }: Loose) => JSON.stringify(open) === '[[]]'],
  ])('%s', (_what, says, isSo) => {
    const results = mutations.filter((one) => one.says.includes(says)).map(({ apply }) => apply(document));
    expect(results.some((one) => isSo((one ?? {}) as Loose))).toBe(true);
  });

  it('reaches every value', () => {
    const reached = new Set(mutations.map(({ says }) => says.split(' ')[0]));
    expect(reached.size).toBe(nodes.length);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what mutations leave of the document has no type
type Loose = any;

describe('byteMutation', () => {
  const bytes = Buffer.from('{"number":"A1","scans":[{"code":"OK"}]}');
  const accidents = Array.from({ length: 600 }, (_, stream) => byteMutation(random(2, stream), bytes.length));
  const results = (says: string) =>
    accidents.filter((one) => one.says.startsWith(says)).map(({ apply }) => apply(bytes));

  it('leaves the bytes alone, and does the same each time', () => {
    const before = bytes.toString();
    for (const { apply } of accidents) expect(Buffer.from(apply(bytes)).equals(apply(bytes))).toBe(true);
    expect(bytes.toString()).toBe(before);
  });

  it.each<[string, (result: Uint8Array) => boolean]>([
    ['cut', (result) => result.length < bytes.length && bytes.subarray(0, result.length).equals(result)],
    ['dropped', (result) => result.length <= bytes.length],
    ['repeated', (result) => result.length >= bytes.length],
    ['inserted', (result) => result.length > bytes.length],
    ['overwrote', (result) => !bytes.equals(result)],
    ['flipped', (result) => result.length === bytes.length],
  ])('has %s bytes', (says, isSo) => {
    expect(results(says).length).toBeGreaterThan(20);
    expect(results(says).filter(isSo).length).toBeGreaterThan(20);
  });

  it('works on nothing', () => {
    for (let stream = 0; stream < 100; stream++)
      expect(() => byteMutation(random(3, stream), 0).apply(new Uint8Array())).not.toThrow();
  });
});

describe('random', () => {
  it('repeats a sequence by its seed and stream, and no other', () => {
    const sequence = (seed: number, stream: number) => {
      const { below } = random(seed, stream);
      return Array.from({ length: 8 }, () => below(1_000)).join();
    };
    expect(sequence(1, 2)).toBe(sequence(1, 2));
    expect(new Set([sequence(1, 2), sequence(1, 3), sequence(2, 2), sequence(2, 3)]).size).toBe(4);
  });

  it('draws evenly', () => {
    const { below } = random(5);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) counts[below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    const order = shuffled(items, random(6));
    expect(order).not.toEqual(items);
    expect(order.toSorted((a, b) => a - b)).toEqual(items);
  });
});
