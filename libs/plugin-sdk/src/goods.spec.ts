import { goodsText } from './goods';
import type { JsonValue } from './json';

describe('goodsText', () => {
  const document: JsonValue = {
    items: [
      { sku: 'B', qty: 2 },
      { code: 'A', qty: '1' },
      { sku: 'C', qty: 0 },
      { qty: 4 },
      'junk',
      { sku: 'B', qty: 2 },
    ],
  };

  it('says each item once, in one order', () => {
    expect(goodsText(document, 'items.*', { sku: ['sku', 'code'], quantity: 'qty' })).toBe('A × 1, B × 2');
    expect(goodsText(document, 'items.*', { sku: ['sku'] })).toBe('B, C');
  });

  it('notes what it cannot name', () => {
    const note = jest.fn();
    goodsText(document, 'items.*', { sku: ['sku', 'code'], reading: { note }, at: '/order' });
    expect(note.mock.calls.map(([path]) => String(path))).toEqual(['/order/items/3', '/order/items/4']);
  });

  it('says nothing where there is nothing', () => {
    expect(goodsText(document, 'others.*', { sku: ['sku'] })).toBeNull();
    expect(goodsText({ items: [{ sku: 'A', n: '0.0' }] }, 'items.*', { sku: ['sku'], quantity: 'n' })).toBeNull();
  });
});
