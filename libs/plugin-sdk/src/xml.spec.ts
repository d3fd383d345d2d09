import fc from 'fast-check';
import type { JsonValue } from './json';
import { asText, pick } from './loose';
import { readXml, xmlList } from './xml';

const read = (text: string) => readXml(Buffer.from(text));
const value = (text: string | Uint8Array) => {
  const result = typeof text === 'string' ? read(text) : readXml(text);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
};
const problem = (text: string | Uint8Array): string => {
  const result = typeof text === 'string' ? read(text) : readXml(text);
  if (result.ok) throw new Error(`was read: ${JSON.stringify(result.value)}`);
  return result.problem;
};

describe('readXml', () => {
  it.each(['9400111899223197428490', '00123', '1E5', '0x1F', 'true', 'null', '+1', '1.0', ' 007 '.trim(), 'Infinity'])(
    'keeps %s as text, in elements and attributes',
    (id) => expect(value(`<r><id>${id}</id><e id="${id}"/></r>`)).toEqual({ r: { id, e: { '@id': id } } }),
  );

  it('lets every id survive', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z.+-]{1,40}$/), (id) => {
        expect(value(`<r a="${id}"><id>${id}</id></r>`)).toEqual({ r: { '@a': id, id } });
      }),
      { numRuns: 1_000 },
    );
  });

  it('lets every text survive that is escaped properly', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((one) => one === one.trim() && !/[\u0000-\u001f\ufffe\uffff]/.test(one));
    const escaped = (one: string) => one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    fc.assert(
      fc.property(text, (one) => {
        expect(value(`<r><t>${escaped(one)}</t><e a="${escaped(one)}"/></r>`)).toEqual({
          r: { t: one, e: { '@a': one } },
        });
        if (!one.includes(']]>')) expect(value(`<r><t><![CDATA[${one}]]></t></r>`)).toEqual({ r: { t: one } });
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives text of an element with attributes, lists of what repeats, and empty elements as empty text', () => {
    const doc = value('<r><s code="D">Done</s><p>1</p><p>2</p><q/></r>');
    expect(doc).toEqual({ r: { s: { '#text': 'Done', '@code': 'D' }, p: ['1', '2'], q: '' } });
    expect(asText(pick(doc, 'r.s'))).toBe('Done');
    expect(asText(pick(doc, 'r.s.@code'))).toBe('D');
    expect(xmlList(doc, 'r.p')).toEqual(['1', '2']);
    expect(xmlList(doc, 'r.s')).toHaveLength(1);
    expect(xmlList(doc, 'r.q')).toEqual([]);
    expect(xmlList(doc, 'r.none')).toEqual([]);
  });

  it('drops namespace prefixes', () => {
    expect(value('<s:Envelope xmlns:s="urn:x"><s:Body><n:Id>1</n:Id></s:Body></s:Envelope>')).toMatchObject({
      Envelope: { Body: { Id: '1' } },
    });
  });

  it('decodes the five entities and characters by number, once, and leaves the rest', () => {
    expect(
      value('<r a="&lt;&amp;&#233;">&#xE9;&#x1F4E6;&amp;lt; &copy; &#0; &#xD800; &#99999999; AT&T & b&</r>'),
    ).toEqual({
      r: { '@a': '<&é', '#text': 'é📦&lt; &copy; &#0; &#xD800; &#99999999; AT&T & b&' },
    });
  });

  it('does not look into CDATA and comments', () => {
    expect(value('<r><!-- <a> <![CDATA[ --><t><![CDATA[<b>&amp; <!-- x -->]]></t><!-- --></r>')).toEqual({
      r: { t: '<b>&amp; <!-- x -->' },
    });
  });

  it('honours the declared encoding and byte order marks', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><r>Montréal</r>', 'latin1');
    expect(value(latin)).toEqual({ r: 'Montréal' });
    expect(value('\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<r>é</r>')).toEqual({ r: 'é' });
    expect(value(Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><r>é</r>', 'utf16le'))).toEqual({ r: 'é' });
    expect(problem(Buffer.from('<?xml version="1.0" encoding="UTF-8"?><r>é</r>', 'latin1'))).toMatch(
      /^not UTF-8 at byte \d+$/,
    );
    expect(problem('<?xml version="1.0" encoding="x-none"?><r/>')).toBe('encoded as x-none, which is not known');
  });
});

describe('readXml refuses', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'Start tag expected.'],
    ['text', /char 't' is not expected|no root/],
    ['{"a":1}', /not expected|no root/],
    ['<!DOCTYPE html><html></html>', 'not XML but HTML'],
    [
      '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>',
      'a declaration of a document type is not accepted, at line 1, column 1',
    ],
    ['<r>\n<!ELEMENT r></r>', 'a declaration is not accepted, at line 2, column 1'],
    ['<a><b></a>', /closing tag/i],
    ['<a>', /unclosed tag|Unclosed/i],
    ['<a/><b/>', 'something beside the one root element'],
    ['<a></a><b></b>', /root/],
    ['<a/><a/>', 'something beside the one root element'],
    ['<a>1</a>text', /text|beside|extra/i],
    ['<a><!-- </a>', '<!-- is not closed, from line 1, column 4'],
    ['<a><![CDATA[ </a>', '<![CDATA[ is not closed, from line 1, column 4'],
    ['<?xml version="1.0"><a/>', '<? is not closed, from line 1, column 1'],
    ['<a b=c/>', /attribute/i],
  ])('%j', (text, expected) =>
    expect(problem(text)).toEqual(
      typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected),
    ),
  );

  it('billions of laughs, deep nesting and entities from elsewhere', () => {
    const lol = `<!DOCTYPE l [<!ENTITY a "lol">${'<!ENTITY b "&a;&a;">'.repeat(10)}]><l>&b;</l>`;
    expect(problem(lol)).toContain('document type');
    expect(problem('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>')).toContain('document type');
    expect(problem('<a>'.repeat(100_000) + '</a>'.repeat(100_000))).toMatch(/nested/i);
  });

  it('names that reach into objects do no harm', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      read(`<r><${name}><polluted>1</polluted></${name}><e ${name}="1"/></r>`);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }
  });
});

describe('readXml, whatever it is given', () => {
  it('never throws, and gives one root or a problem', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '<c/>',
      'text',
      '&amp;',
      '&',
      '<',
      '>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '"',
      ' ',
      '\n',
      '<!DOCTYPE',
      '<x:y>',
      '</x:y>',
      '\0',
      'é',
    );
    const soup = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          soup,
          soup.map((inner) => `<r>${inner}</r>`),
          fc.string(),
        ),
        (text) => {
          const result = read(text);
          if (result.ok) {
            expect(Object.keys(result.value)).toHaveLength(1);
            expect(onlyText(result.value)).toBe(true);
          } else expect(result.problem).toMatch(/\w/);
        },
      ),
      { numRuns: 10_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => void readXml(body)),
      { numRuns: 3_000 },
    );
  });

  it('takes no longer than a moment for hostile bodies', () => {
    const bodies = ['<a>', '<!--', '<![CDATA[', '<?', '&#1;', '<', '&', '<a/>', '<a b="1"', '<a b="1"/>', '<!'].map(
      (piece) => `<r>${piece.repeat(200_000 / piece.length)}`,
    );
    for (const body of bodies) {
      const begun = process.hrtime.bigint();
      read(body);
      read(`${body}</r>`);
      expect([body.slice(3, 12), Number(process.hrtime.bigint() - begun) / 1e6 < 3_000]).toEqual([
        body.slice(3, 12),
        true,
      ]);
    }
  });
});

function onlyText(value: JsonValue): boolean {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => onlyText(one as JsonValue));
}
