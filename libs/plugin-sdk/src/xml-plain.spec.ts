import fc from 'fast-check';
import { readXmlWithCare } from './xml-careful';
import { plainXml } from './xml-plain';

const careful = (text: string) => {
  const read = readXmlWithCare(text);
  return read.ok ? read.value : null;
};
/** Keys in their order too: whoever walks over them sees it. */
const ordered = (value: unknown) => JSON.stringify(value);

describe('plainXml', () => {
  it.each([
    '<a/>',
    '<a />',
    '<a></a>',
    ' <?xml version="1.0"?>\n<!-- c --><a>\n</a> <!-- c -->\n',
    '<s:a xmlns:s="urn:x" xmlns="urn:y" s:b=" 1 " c=\'"2"\'>t</s:a>',
    '<a b="1"><c/>\n<c d="x>y"/><c>2</c></a>',
    '<a b="1"> t &amp; &#65;&#x42; &lt;</a>',
    '<a>AT&T &co</a>',
    '<a>\r\n1\r2\r\n</a>',
    '<a><![CDATA[ x & <y> ]]></a>',
    '<a>1<!-- c --> </a>',
    '<a><?pi?>1</a>',
    '<a.b-c_d><_e>1</_e></a.b-c_d>',
    '<a\n  b="1\n2"\n/>',
    '<a b="&quot;&nope;"/>',
    '<a>\u00a0</a>',
  ])('reads %j itself', (text) => {
    expect(plainXml(text)).not.toBeNull();
    expect(ordered(plainXml(text))).toBe(ordered(careful(text)));
  });

  it.each([
    '',
    'x',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    '<a>1<b/></a>',
    '<a>1<!-- c -->2</a>',
    '<a>1<![CDATA[2]]></a>',
    '<a>&nope;</a>',
    '<a>&#xyz;</a>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a x:b="1" y:b="2"/>',
    '<a b=1/>',
    '<a b/>',
    '<a b="1"c="2"/>',
    '<a b = "1"/>',
    '<a></a >',
    '<!DOCTYPE a><a/>',
    '<a:b:c/>',
    '<:a/>',
    '<1/>',
    '<ä/>',
    '<xmlns:a/>',
    '<__proto__/>',
    '<a><constructor/></a>',
    '<a><prototype/></a>',
    '<a><x:toString>1</x:toString></a>',
    `${'<a>'.repeat(61)}${'</a>'.repeat(61)}`,
  ])('leaves %j to others', (text) => expect(plainXml(text)).toBeNull());

  it('reads nothing else out of a document than is read with care', () => {
    const piece = fc.constantFrom(
      ...['<a>', '</a>', '<b>', '</b>', '<a/>', '<s:b c="1">', '</s:b>', '<b c="1" d=\'&amp;\'>', '<c/>', '<c x=" "/>'],
      ...[
        ' ',
        '\n',
        '\r\n',
        'x',
        'y z',
        '&',
        '&amp;',
        '&#65;',
        '&#x;',
        '&x;',
        '<!-- c -->',
        '<?p?>',
        '<![CDATA[ <&> ]]>',
      ],
      ...[
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '"',
        "'",
        '=',
        '>',
        '<',
        '/',
        ':',
        'ä',
        '<toString/>',
        '<__proto__>',
        '\u00a0',
      ],
    );
    const element: fc.Arbitrary<string> = fc.letrec<{ one: string; many: string }>((tie) => ({
      many: fc.array(fc.oneof({ depthSize: 'small' }, piece, tie('one')), { maxLength: 5 }).map((all) => all.join('')),
      one: fc
        .tuple(
          fc.constantFrom('a', 'b', 's:c', 'valueOf', 'a.1'),
          fc.constantFrom('', ' d="1"', ' s:d="1 "'),
          tie('many'),
        )
        .map(([name, attributes, inside]) => `<${name}${attributes}>${inside}</${name}>`),
    })).one;
    let read = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          element,
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const plain = plainXml(text);
          if (plain === null) return;
          read += 1;
          expect(ordered(plain)).toBe(ordered(careful(text)));
        },
      ),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });
});
