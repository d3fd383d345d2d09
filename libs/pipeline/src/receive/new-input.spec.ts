import { instant } from '@whereabouts/model';
import { newInput } from './new-input';

const deposit = { merchantId: 'm', sourceId: 's', contentType: null, headers: {}, body: new Uint8Array() };

describe('newInput', () => {
  it('numbers inputs of one millisecond in the order in which they came', () => {
    const at = instant('2026-11-20T12:00:00.123Z');
    const ids = Array.from({ length: 5_000 }, () => newInput(deposit, at).id);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('puts the time of receipt into the id, also when the clock was set back', () => {
    for (const at of ['2026-11-20T12:00:00.123Z', '2026-11-20T11:59:59.000Z'].map(instant)) {
      const { id } = newInput(deposit, at);
      expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Date.parse(at));
    }
  });
});
