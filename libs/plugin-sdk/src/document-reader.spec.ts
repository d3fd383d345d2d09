import { instant } from '@whereabouts/model';
import { documentReader, type DocumentKind } from './document-reader';
import { found } from './found';
import { refuse } from './normalized';

const KIND: DocumentKind = {
  name: 'list of numbers',
  fits: (document) => found(document, 'numbers').length > 0,
  read: (document, reading) =>
    reading.each(found(document, 'numbers.*'), (value, path) => {
      if (value === 'fault') throw new TypeError('boo');
      if (typeof value !== 'string') return refuse('not a number');
      reading.orders.push({ number: value });
      if (value.startsWith('0')) reading.note(path, 'begins with 0');
    }),
};
const read = (body: string | Uint8Array, formats?: readonly ('json' | 'xml' | 'html')[]) =>
  documentReader({ kinds: [KIND], ...(formats === undefined ? {} : { formats }) })({
    body: Buffer.from(body as string),
    headers: {},
    receivedAt: instant('2026-03-01T10:00:00Z'),
  });

describe('documentReader', () => {
  it('hands the settings of the source to the kind that reads', () => {
    const normalize = documentReader<{ readonly prefix: string }>({
      kinds: [
        {
          name: 'a number',
          fits: () => true,
          read: (document, reading, { prefix = 'none' }) =>
            void reading.orders.push({ number: `${prefix}${document}` }),
        },
      ],
    });
    const input = { body: Buffer.from('7'), headers: {}, receivedAt: instant('2026-03-01T10:00:00Z') };
    expect(normalize(input, { prefix: 'A' }).orders).toEqual([{ number: 'A7' }]);
    expect(normalize(input).orders).toEqual([{ number: 'none7' }]);
  });

  it('reads each record, and sets a bad one aside under its path', () => {
    const { orders, issues } = read('{"numbers":["1","02",{},"fault","3"]}');
    expect(orders).toEqual([{ number: '1' }, { number: '02' }, { number: '3' }]);
    expect(issues).toEqual([
      { path: '/numbers/1', problem: 'begins with 0', kind: 'note' },
      expect.objectContaining({ path: expect.stringContaining('/numbers/2') as string, kind: 'record' }) as unknown,
      expect.objectContaining({ path: '/numbers/3', kind: 'record' }) as unknown,
    ]);
  });

  it('sets aside what the hub would refuse, where it was read', () => {
    const { orders, issues } = read(JSON.stringify({ numbers: ['1', '9'.repeat(101), '3'] }));
    expect(orders).toEqual([{ number: '1' }, { number: '3' }]);
    expect(issues).toEqual([{ path: '/numbers/1', problem: 'number is longer than 100 characters', kind: 'record' }]);
  });

  it.each([
    ['', /nothing in it/],
    ['\ufeff  ', /nothing in it/],
    ['{', /./],
    ['{"other":1,"more":2}', /none of the documents that are known: an object of other, more/],
    ['[]', /a list/],
    ['<a/>', /XML, where JSON was expected/],
  ])('sets %j aside as a whole', (body, problem) => {
    const { issues, ...rest } = read(body);
    expect(issues).toEqual([expect.objectContaining({ path: '', problem: expect.stringMatching(problem) as string })]);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it('notes of a known document that nothing came of it', () => {
    const { issues, ...rest } = read('{"numbers":[],"more":2}');
    expect(issues).toEqual([
      { path: '', problem: 'nothing in it could be read: an object of numbers, more', kind: 'note' },
    ]);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it("takes a web page where an answer was expected for the source's error", () =>
    expect(read('<!doctype html><html><body>Sorry</body></html>').issues).toEqual([
      { path: '', problem: 'a web page instead of an answer', kind: 'source-error' },
    ]));

  it('reads XML where the source writes it', () =>
    expect(read('<numbers>7</numbers>', ['xml']).orders).toEqual([{ number: '7' }]));

  it('survives a kind that throws', () => {
    const broken: DocumentKind = {
      name: 'broken',
      fits: () => {
        throw new RangeError('deep');
      },
      read: () => undefined,
    };
    const input = { body: Buffer.from('{}'), headers: {}, receivedAt: instant('2026-03-01T10:00:00Z') };
    expect(documentReader({ kinds: [broken] })(input).issues).toEqual([
      { path: '', problem: 'unexpected fault of the plugin: RangeError: deep', kind: 'record' },
    ]);
  });
});
