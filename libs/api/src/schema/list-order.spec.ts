import { byId, decodeCursor, encodeCursor, type ListOrder } from './list-order';

interface Row {
  readonly id: string;
  readonly at: string;
  readonly rank: number;
}
const row: Row = { id: '01930000-0000-7000-8000-00000000000a', at: '2026-11-22T12:00:00.000Z', rank: 3 };
const order: ListOrder<Row> = {
  name: 'things',
  parts: ['moment', 'int', 'id'],
  keyOf: ({ at, rank, id }) => [at, rank, id],
};
const made = (...held: unknown[]): string => Buffer.from(JSON.stringify(held)).toString('base64url');

describe('a cursor', () => {
  it('is read by the list that gave it', () => {
    expect(decodeCursor(order, encodeCursor(order, row))).toEqual([row.at, row.rank, row.id]);
  });

  it.each([
    ['of another list', encodeCursor(byId<Row>('others'), row)],
    ['of the same list in another order', encodeCursor({ ...order, name: 'things, latest' }, row)],
    ['that is no text of ours', 'nonsense'],
    ['that holds no list', made('things').slice(1)],
    ['that lacks a part', made('things', row.at, row.rank)],
    ['with a moment that is none', made('things', 'yesterday', row.rank, row.id)],
    ['with a day that is none', made('things', '2026-02-30T00:00:00.000Z', row.rank, row.id)],
    ['with an endless moment', made('things', 'infinity', row.rank, row.id)],
    ['with a fraction', made('things', row.at, 1.5, row.id)],
    ['with a number beyond all', made('things', row.at, 1e300, row.id)],
    ['with an id that is none', made('things', row.at, row.rank, 'x\0')],
  ])('is refused %s', (_name, cursor) => {
    expect(() => decodeCursor(order, cursor)).toThrow('does not belong to this list');
  });
});
