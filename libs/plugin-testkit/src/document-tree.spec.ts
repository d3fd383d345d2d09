import { treeOf } from './document-tree';
import { changedAt, GONE } from './json-tree';

const again = (text: string): string => {
  const tree = treeOf(Buffer.from(text));
  return tree === null ? 'no tree' : Buffer.from(tree.write(tree.root)).toString();
};

describe('treeOf', () => {
  it.each([
    ['json', '{"a":["1",2,null,{"b":true}]}'],
    ['xml', '<a><b c="1">x &amp; y</b><b><d>2</d></b></a>'],
    ['table', 'Number;Code;When\nA1;OK;2026-03-01\n"A;2";NO;2026-03-02\n'],
    [
      'segments',
      'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260301*1000*U*00401*1*0*P*>~AT7*X1*NS***20260301~',
    ],
    ['segments', "UNA:+.? 'UNH+1+IFTSTA:D:04A:UN'STS+1+21'"],
    ['segments', "UNB+UNOC:3+A+B'STS+1+21'"],
  ])('reads %s and writes it as it was', (format, text) => {
    expect(treeOf(Buffer.from(text))?.format).toBe(format);
    expect(again(text)).toBe(text);
  });

  it.each(['', 'just words', '"text"', '7', '<!DOCTYPE html><html><body>no</body></html>'])(
    'knows no tree in %j',
    (text) => expect(treeOf(Buffer.from(text))).toBeNull(),
  );

  it('keeps cells in their places when one is gone', () => {
    const tree = treeOf(Buffer.from('Number,Code\nA1,OK'));
    const without = changedAt(tree?.root ?? null, [1, 'column-0'], () => GONE);
    expect(Buffer.from(tree?.write(without) ?? []).toString()).toBe('Number,Code\n,OK');
  });

  it('tells headings from records, columns from each other, and segments by their names', () => {
    expect(treeOf(Buffer.from('Number,Code\nA1,OK'))?.root).toEqual([
      { 'heading-0': 'Number', 'heading-1': 'Code' },
      { 'column-0': 'A1', 'column-1': 'OK' },
    ]);
    expect(treeOf(Buffer.from('1001,OK\n1002,NO'))?.root).toMatchObject([
      { 'column-0': '1001' },
      { 'column-0': '1002' },
    ]);
    expect(treeOf(Buffer.from("UNB+1'STS+2'"))?.root).toMatchObject([{ 'UNB-1': '1' }, { 'STS-1': '2' }, {}]);
  });

  it('writes damage too', () => {
    const tree = treeOf(Buffer.from('<a><b>1</b></a>'));
    const write = (root: Parameters<NonNullable<typeof tree>['write']>[0]) =>
      Buffer.from(tree?.write(root) ?? []).toString();
    expect(write({ a: { 'b c': null, '@d': { deep: 1 }, '#text': ['x'], '1': '<&">' } })).toBe(
      '<a d="nested"><_1>&lt;&amp;&quot;&gt;</_1><b_c></b_c><text>x</text></a>',
    );
    expect(write(['x', { y: 'z' }])).toBe('<damaged>x</damaged><damaged><y>z</y></damaged>');
    const table = treeOf(Buffer.from('Number,Code\nA1,OK'));
    expect(Buffer.from(table?.write([['?'], null, { 'column-2': { a: 1 } }]) ?? []).toString()).toBe('?\n\n,,{"a":1}');
  });
});
