import { alike, codeTable, type CodeRow } from './code-table';

const ROWS: readonly CodeRow[] = [
  { code: 'D', means: 'DELIVERED' },
  { code: 'D', text: /front door/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'D', text: /door/i, means: 'DELIVERED', deliveredTo: 'OTHER' },
  { code: 'D', subCode: 'L', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  { code: 'D', subCode: 'L', text: /neighbou?r/i, means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'D', direction: 'RETURN', means: 'RETURNED' },
  { code: 'D', service: 'freight', means: 'INFORMATION' },
  { code: 'D', service: 'freight', direction: 'RETURN', means: 'EXCEPTION' },
  { code: '007', means: 'ACCEPTED' },
];
const table = codeTable('Guide 1.0', ROWS);

describe('codeTable', () => {
  it.each([
    ['the plain row when nothing more is known', { code: 'D' }, 0],
    ['the first text that fits, in the order of the rows', { code: 'D', text: 'At the front door' }, 1],
    ['a later text when the first does not fit', { code: 'D', text: 'back DOOR' }, 2],
    ['the plain row when no text fits', { code: 'D', text: 'roof' }, 0],
    ['the sub-code before the text', { code: 'D', subCode: 'L', text: 'front door' }, 3],
    ['sub-code and text before the sub-code', { code: 'D', subCode: 'L', text: 'neighbor' }, 4],
    ['the plain row for a sub-code that is not listed', { code: 'D', subCode: 'X' }, 0],
    ['the text for a sub-code that is not listed', { code: 'D', subCode: 'X', text: 'door' }, 2],
    ['the direction before the plain row', { code: 'D', direction: 'RETURN' as const }, 5],
    ['the service before the direction', { code: 'D', service: 'freight', direction: 'RETURN' as const }, 7],
    ['the service', { code: 'D', service: 'freight', direction: 'FORWARD' as const }, 6],
    ['codes as text, with their zeros', { code: '007' }, 8],
  ])('gives %s', (_says, key, row) => expect(table.find(key)).toBe(ROWS[row]));

  it.each(['7', 'd', '', ' D', 'constructor', '__proto__', 'toString', '["D",null]'])('does not know %s', (code) =>
    expect(table.find({ code })).toBeNull(),
  );

  it('knows nothing of an event without a code', () => {
    expect(table.find({ code: null })).toBeNull();
  });

  it('keeps its document and rows for documentation', () => {
    expect(table.document).toBe('Guide 1.0');
    expect(table.rows).toBe(ROWS);
  });

  it('folds case only when asked', () => {
    const folding = codeTable('x', [{ code: 'In_Transit', subCode: 'Late', means: 'DELAYED' }], { fold: 'case' });
    expect(folding.find({ code: 'IN_TRANSIT', subCode: 'late' })?.means).toBe('DELAYED');
    expect(folding.find({ code: 'In_Transit', subCode: 'Late' })?.means).toBe('DELAYED');
    expect(folding.find({ code: 'in_transit', subCode: 'LATE' })?.means).toBe('DELAYED');
    expect(table.find({ code: 'd' })).toBeNull();
  });

  it('refuses two rows with the same key where the table is defined', () => {
    const row: CodeRow = { code: 'D', text: /x/, means: 'DELIVERED' };
    expect(() => codeTable('Guide 1.0', [row, { ...row, means: 'HELD' }])).toThrow(/Guide 1.0: two rows/);
    expect(() =>
      codeTable(
        'x',
        [
          { code: 'a', means: 'HELD' },
          { code: 'A', means: 'HELD' },
        ],
        { fold: 'case' },
      ),
    ).toThrow(/two rows/);
    expect(() =>
      codeTable('x', [
        { code: 'a', text: /x/, means: 'HELD' },
        { code: 'a', text: /x/i, means: 'HELD' },
      ]),
    ).not.toThrow();
  });

  it('refuses a pattern that keeps state between calls', () => {
    expect(() => codeTable('x', [{ code: 'D', text: /x/g, means: 'HELD' }])).toThrow(/must not be global/);
  });
});

describe('rows for any code', () => {
  const table = codeTable('wordings', [
    { code: 'D', means: 'DELIVERED' },
    { code: '*', text: /^delivered/i, means: 'DELIVERED', deliveredTo: 'RECIPIENT' },
  ]);
  it('are tried last, also without a code', () => {
    expect(table.find({ code: 'D', text: 'Delivered' })).toEqual({ code: 'D', means: 'DELIVERED' });
    expect(table.find({ code: null, text: 'Delivered' })?.deliveredTo).toBe('RECIPIENT');
    expect(table.find({ code: 'X', text: 'Delivered' })?.deliveredTo).toBe('RECIPIENT');
    expect(table.find({ code: null, text: 'Lost' })).toBeNull();
  });
  it('need a pattern', () => {
    expect(() => codeTable('wordings', [{ code: '*', means: 'DELIVERED' }])).toThrow('needs a text pattern');
  });
  it('changes its fingerprint with its meaning, not with its words', () => {
    const of = (rows: Parameters<typeof codeTable>[1]) => codeTable('d', rows).fingerprint;
    expect(of([{ code: 'D', means: 'DELIVERED', says: 'a' }])).toBe(of([{ code: 'D', means: 'DELIVERED', says: 'b' }]));
    expect(of([{ code: 'D', means: 'DELIVERED' }])).not.toBe(of([{ code: 'D', means: 'RETURNED' }]));
    expect(of([])).toMatch(/^[0-9a-f]{8}$/);
  });
});

it('writes codes that mean the same in one row', () => {
  expect(alike(' 01 02\n 03 ', { means: 'DELIVERED', says: 'done' })).toEqual([
    { code: '01', means: 'DELIVERED', says: 'done' },
    { code: '02', means: 'DELIVERED', says: 'done' },
    { code: '03', means: 'DELIVERED', says: 'done' },
  ]);
});
