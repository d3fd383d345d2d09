import { instant } from '@whereabouts/model';
import { documentReader } from './document-reader';
import { flagAt, textAt, type Loose } from './loose';

/** The issues of a document whose reader looks so. */
function issuesOf(document: unknown, look: (value: Loose) => unknown): readonly unknown[] {
  const kind = {
    name: 'a test',
    fits: () => true,
    read: (value: Loose, reading: { note(path: string, problem: string): void }) => {
      look(value);
      reading.note('', 'read');
    },
  };
  const body = Buffer.from(JSON.stringify(document));
  const input = { body, headers: {}, receivedAt: instant('2026-03-05T10:00:00Z') };
  return documentReader({ kinds: [kind] })(input)
    .issues.filter(({ problem }) => problem !== 'read')
    .map(({ path, problem, kind: sort }) => `${sort} ${path} ${problem}`);
}

describe('a field that is read as text, and is none', () => {
  it.each([
    ['an object', { code: 'D' }],
    ['a list', ['D']],
    ['true', true],
  ])('is told with its place when it is %s', (what, status) =>
    expect(issuesOf({ data: { status } }, (value) => textAt(value, 'data.status'))).toEqual([
      `record /data/status it is ${what}, where text or a number is expected`,
    ]),
  );

  it('is told where it stands in the document, also when its reader sees a part of it', () => {
    const document = { parcels: [{ at: 'x' }, { at: { day: 1 } }] };
    const look = (value: Loose) => {
      const { parcels } = value as { parcels: Loose[] };
      for (const parcel of parcels) textAt(parcel, 'time', 'at');
    };
    expect(issuesOf(document, look)).toEqual([
      'record /parcels/1/at it is an object, where text or a number is expected',
    ]);
  });

  it('is told once, however often it is read', () => {
    const look = (value: Loose) => [textAt(value, 'a'), textAt(value, 'a'), textAt(value, 'b', 'a')];
    expect(issuesOf({ a: { b: 1 } }, look)).toHaveLength(1);
  });

  it.each([
    ['false', { a: false }],
    ['an empty list', { a: [] }],
    ['an empty object', { a: {} }],
    ['null', { a: null }],
    ['absent', {}],
    ['found elsewhere', { a: { name: 'x' }, b: 'x' }],
    ['one of an XML element', { a: { '@lang': 'en' } }],
    ['text of an XML element', { a: { '#text': 'x', '@lang': 'en' } }],
  ])('is no matter when it is %s', (_, document) =>
    expect(issuesOf(document, (value) => textAt(value, 'a', 'b'))).toEqual([]),
  );

  it('tells at most twenty', () => {
    const document = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, { x: 1 }]));
    expect(issuesOf(document, (value) => Object.keys(document).map((key) => textAt(value, key)))).toHaveLength(20);
  });

  it('is kept of one document only', () => {
    issuesOf({ a: { b: 1 } }, (value) => textAt(value, 'a'));
    textAt({ a: { b: 1 } }, 'a');
    expect(issuesOf({ a: 'x' }, (value) => textAt(value, 'a'))).toEqual([]);
  });

  it('is told of what a reader put together, as well as it can be', () =>
    expect(issuesOf({ a: { b: 1 } }, (value) => textAt({ status: (value as { a: never }).a }, 'status'))).toEqual([
      'record /a status is an object, where text or a number is expected',
    ]));
});

describe('a field that is read as yes or no', () => {
  it.each([
    [true, true],
    ['True', true],
    [' yes ', true],
    ['Y', true],
    [1, true],
    [false, false],
    ['no', false],
    ['0', false],
    [null, null],
    ['', null],
    [[], null],
  ])('is %j and gives %j, and is no matter', (a, meant) => {
    expect(flagAt({ a } as Loose, 'a')).toBe(meant);
    expect(issuesOf({ a }, (value) => flagAt(value, 'a'))).toEqual([]);
  });

  it.each([
    ['text', 'maybe'],
    ['7', 7],
    ['an object', { code: 'D' }],
    ['a list', [true]],
  ])('is told with its place when it is %s', (what, a) =>
    expect(issuesOf({ data: { a } }, (value) => flagAt(value, 'data.a'))).toEqual([
      `record /data/a it is ${what}, where true or false is expected`,
    ]),
  );

  it('is taken from the first place that holds it', () => expect(flagAt({ a: null, b: 'true' }, 'a', 'b')).toBe(true));
});

it('reads a document in a document', () => {
  const inner = (value: Loose) => [issuesOf({ c: [1] }, (within) => textAt(within, 'c')), textAt(value, 'a')];
  expect(issuesOf({ a: { b: 1 } }, inner)).toHaveLength(1);
});
