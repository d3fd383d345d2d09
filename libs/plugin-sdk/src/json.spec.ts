import fc from 'fast-check';
import { readJson, type JsonValue } from './json';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readJson(bytes(text));
const value = (text: string): JsonValue => {
  const result = read(text);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
};
const problem = (body: string | Uint8Array): string => {
  const result = typeof body === 'string' ? read(body) : readJson(body);
  if (result.ok) throw new Error('was read');
  return result.problem;
};

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(value(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['12345678901234567', '12345678901234567'],
    ['[9400111899223197428490]', ['9400111899223197428490']],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    ['{"id" : 9007199254740993 , "n":1}', { id: '9007199254740993', n: 1 }],
    ['9007199254740992', 9007199254740992],
    ['9007199254740991', 9007199254740991],
    ['1234567890123456', 1234567890123456],
    ['12.50', 12.5],
    ['0.1', 0.1],
    ['1.00000000000000001', '1.00000000000000001'],
    ['33.75012345678901234', '33.75012345678901234'],
    ['-118.2436849212345', -118.2436849212345],
    ['1e400', '1e400'],
    ['-1E+400', '-1E+400'],
    ['1e-400', '1e-400'],
    ['[0, 0.0, -0, 1e-400, 0e-999]', [0, 0, -0, '1e-400', 0]],
    ['{"a":[{"b":1e999}]}', { a: [{ b: '1e999' }] }],
    ['{"a":"e-400","b":0}', { a: 'e-400', b: 0 }],
    ['1e5', 100000],
    ['1.5E3', 1500],
    ['"12345678901234567"', '12345678901234567'],
    ['"\\"12345678901234567"', '"12345678901234567'],
    ['["ü", 12345678901234567, "ü"]', ['ü', '12345678901234567', 'ü']],
    ['0', 0],
    ['00012345678901234567'.slice(3), '12345678901234567'],
  ])('keeps every digit of %s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it('lets every id survive, however long and wherever it stands', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,39}$/);
    fc.assert(
      fc.property(digits, fc.boolean(), fc.json({ maxDepth: 2 }), (id, negative, around) => {
        const number = (negative ? '-' : '') + id;
        const read = value(`{"before":${around},"id":${number},"list":[ ${number}\n,${number}],"after":${around}}`) as {
          id: JsonValue;
          list: readonly JsonValue[];
        };
        expect([read.id, ...read.list].map(String)).toEqual([number, number, number]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves numbers in texts as they are, also beside an id that loses digits', () => {
    const document = `{"id":12345678901234567890,"note":"see 12345678901234567890, please","é":[":12345678901234567890"]}`;
    expect(readJson(Buffer.from(document))).toEqual({
      ok: true,
      value: {
        id: '12345678901234567890',
        note: 'see 12345678901234567890, please',
        é: [':12345678901234567890'],
      },
    });
  });

  it('skips a byte order mark', () => {
    expect(value('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(value('\uFEFF{"a":12345678901234567}')).toEqual({ a: '12345678901234567' });
  });

  it('takes the last of keys that come twice', () => {
    expect(value('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it.each([
    '{"__proto__":{"x":1},"a":1}',
    '{"\\u005f\\u005fproto__":{"x":1},"a":1}',
    '{"\\u005F_pr\\u006fto__":1,"a":1}',
  ])('drops __proto__ in %s', (text) => {
    const read = value(text) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(['a']);
    expect(read.x).toBeUndefined();
  });

  it('reads from the middle of a buffer', () => {
    const whole = Buffer.from('xx{"a":1}yy');
    expect(readJson(whole.subarray(2, 9))).toEqual({ ok: true, value: { a: 1 } });
    expect(readJson(new Uint8Array(whole.buffer, whole.byteOffset + 2, 7))).toEqual({ ok: true, value: { a: 1 } });
  });
});

describe('readJson says what is wrong and where', () => {
  it.each([
    ['', 'empty, at line 1, column 1'],
    [' \n ', 'empty, at line 2, column 2'],
    ['<html>', 'not JSON but HTML or XML, at line 1, column 1'],
    ['{"a": 1,\n "b": }', 'expected a value, at line 2, column 7'],
    ['{"a": 1,\n "b": x}', 'not a value, a key in quotes or punctuation, at line 2, column 7'],
    ['{"a" 1}', 'expected :, at line 1, column 6'],
    ['{a: 1}', 'not a value, a key in quotes or punctuation, at line 1, column 2'],
    ['{1: 1}', 'expected a key or }, at line 1, column 2'],
    ['{12345678901234567: 1}', 'expected a key or }, at line 1, column 2'],
    ['{"a":1,12345678901234567 : 1}', 'expected a key, at line 1, column 8'],
    ['[1,]', 'expected a value, at line 1, column 4'],
    ['[1 2]', 'expected , or ], at line 1, column 4'],
    ['[1}', 'expected , or ], at line 1, column 3'],
    ['{"a":1]', 'expected , or }, at line 1, column 7'],
    ['[1] [2]', 'expected nothing more, at line 1, column 5'],
    ['[1, 2', 'cut off: expected , or ], at line 1, column 6'],
    ['{"a":', 'cut off: expected a value, at line 1, column 6'],
    ['{"a', 'cut off inside a text, at line 1, column 4'],
    ['"a\\x"', 'a backslash that escapes nothing, at line 1, column 3'],
    ['"a\tb"', 'a control character that is not escaped, at line 1, column 3'],
    ['[01]', 'not a value, a key in quotes or punctuation, at line 1, column 2'],
    ['[1.2.3]', 'not a value, a key in quotes or punctuation, at line 1, column 2'],
    ['[1234567890.1234567.3]', 'not a value, a key in quotes or punctuation, at line 1, column 2'],
    ['[NaN]', 'not a value, a key in quotes or punctuation, at line 1, column 2'],
    ["{'a':1}", 'not a value, a key in quotes or punctuation, at line 1, column 2'],
  ])('%j: %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('refuses what is not UTF-8, with the byte', () => {
    expect(problem(Uint8Array.of(0x22, 0x61, 0xff, 0x22))).toBe('not UTF-8 at byte 3');
    expect(problem(Uint8Array.of(0x22, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0x22))).toMatch(/not UTF-8 at byte [45]/);
    expect(problem(Uint8Array.of(0x22, 0xe2, 0x82))).toBe('cut off inside a character of UTF-8');
    expect(problem(Buffer.from('\uFEFF{}', 'utf16le'))).toBe('encoded as UTF-16, not as UTF-8');
  });

  it('refuses what is nested too deep, whatever else is wrong with it', () => {
    expect(value('['.repeat(64) + ']'.repeat(64))).toBeTruthy();
    expect(problem('['.repeat(65) + ']'.repeat(65))).toBe('nested deeper than 64 levels at byte 65');
    expect(problem('{"a":'.repeat(200_000))).toBe('nested deeper than 64 levels at byte 321');
    expect(value(`["${'['.repeat(100)}"]`)).toEqual(['['.repeat(100)]);
    expect(value(`["\\"${'['.repeat(100)}"]`)).toEqual([`"${'['.repeat(100)}`]);
    expect((value(`[${'{"a":[]},'.repeat(1000)}1]`) as readonly unknown[]).length).toBe(1001);
  });

  it('never quotes the document', () => {
    expect(problem('{"name": "Ada Lovelace", "x": Ada}')).not.toContain('Ada');
  });
});

describe('readJson, whatever it is given', () => {
  it('never throws, and refuses exactly what JSON.parse refuses', () => {
    const nearly = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '{', '\\', '1', ' ', 'e', '-', ':'),
      )
      .map(([text, at, insert]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + insert + text.slice(cut + (at % 3));
      });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string(), fc.json()), (text) => {
        const parses = () => JSON.parse(text) as unknown;
        const result = read(text);
        if (result.ok) expect(parses).not.toThrow();
        else {
          expect(parses).toThrow();
          expect(result.problem).not.toContain('refused');
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('never throws on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        const result = readJson(body);
        if (!result.ok) expect(result.problem).toMatch(/\w/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes no longer than a moment for hostile bodies', () => {
    const size = 300_000;
    const bodies = [
      '['.repeat(size),
      `"${'\\'.repeat(size)}`,
      `"${'a'.repeat(size)}`,
      '1'.repeat(size),
      `1${'0'.repeat(size)}1`,
      `[${'1e999,'.repeat(size / 6)}1]`,
      `{${'"a":1,'.repeat(size / 6)}"a":1}`,
      ' '.repeat(size),
      `[${'12345678901234567890,'.repeat(size / 21)}x`,
      Buffer.alloc(size, 'é').toString() + '\ud800',
    ];
    for (const body of bodies) {
      const begun = process.cpuUsage();
      read(body);
      expect([body.slice(0, 9), process.cpuUsage(begun).user < 1_000_000]).toEqual([body.slice(0, 9), true]);
    }
  });
});
