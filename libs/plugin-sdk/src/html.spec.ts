import { htmlOfText, isHtml, plainText, readHtml } from './html';

const read = (text: string | Uint8Array) => {
  const page = readHtml(Buffer.from(text as string));
  if (!page.ok) throw new Error(page.problem);
  return page.value;
};

describe('readHtml', () => {
  it('gives the texts of rows, lists, and elements by id and class', () => {
    const page =
      '<!DOCTYPE html><html><title>A page</title><ul><li>one</li></ul><table id=t><tr><td class="a b">Delivered<td>10 March</table>';
    expect(read(page)).toMatchObject({
      title: 'A page',
      lists: ['one'],
      rows: [['Delivered', '10 March']],
      byId: { t: 'Delivered 10 March' },
      byClass: { a: ['Delivered'], b: ['Delivered'] },
    });
  });

  it('reads broken pages as browsers do', () =>
    expect(
      read('<html><!-- a <!-- b --><tr><table><tr><td nowrap <p>DATA ENTRY</td><td>Oct&nbsp; 4</tr>').rows,
    ).toEqual([['DATA ENTRY', 'Oct 4']]));

  it('leaves out what nobody sees', () => expect(read('<html><script>x()</script><p>seen</p>').text).toBe('seen'));

  it('reads pages that are not UTF-8', () =>
    expect(readHtml(Buffer.from('<html><p>Zur\xfcck', 'latin1'))).toMatchObject({ value: { text: 'Zurück' } }));

  it('is not kept busy by depth', () => expect(read(`<html>${'<div>'.repeat(5_000)}x`).text).toBe(''));
});

describe('isHtml', () => {
  it.each([
    ['<!DOCTYPE html><html>', true],
    ['\uFEFF <html lang="en">', true],
    ['<!-- x --><html>', true],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', true],
    ['<TrackResponse/>', false],
    ['{"html": "<html>"}', false],
  ])('%s: %s', (text, expected) => expect(isHtml(Buffer.from(text))).toBe(expected));
});

describe('plainText', () => {
  it.each([
    ['Where is it?', 'Where is it?'],
    ['a < b & c', 'a < b & c'],
    ['<div>Hello,<br>where is <b>it</b>?</div><div>Ann &amp; Bo</div>', 'Hello,\nwhere is it?\nAnn & Bo'],
    ['<p>One</p>\n<p>Two&nbsp;too</p><style>p{}</style>', 'One\nTwo too'],
    ['', ''],
  ])('%j: %j', (markup, text) => expect(plainText(markup)).toBe(text));

  it('is not kept busy by depth', () => expect(plainText('<div>'.repeat(20_000))).toBe(''));
});

it('writes text as markup that reads the same', () => {
  expect(htmlOfText('a < b & c\nd')).toBe('a &lt; b &amp; c<br>d');
  expect(plainText(htmlOfText('a < b & c\nd'))).toBe('a < b & c\nd');
});
