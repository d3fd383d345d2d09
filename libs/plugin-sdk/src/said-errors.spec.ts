import { instant } from '@whereabouts/model';
import { documentReader, type DocumentKind } from './document-reader';
import type { JsonValue } from './json';
import { errorDocument, errorsAt, noNewsDocument, soapFaults } from './said-errors';

const issuesOf = (kind: DocumentKind, document: JsonValue) =>
  documentReader({ kinds: [kind] })({
    body: Buffer.from(JSON.stringify(document)),
    headers: {},
    receivedAt: instant('2026-03-05T10:00:00Z'),
  }).issues;
const many = (...documents: readonly JsonValue[]) => documents;

describe('errorsAt', () => {
  it('gives code and message of every error, with its place', () => {
    const errors = errorsAt(['errors.*', 'fault'], { code: ['code', 'number'], message: 'text' });
    expect(errors({ errors: [{ code: 4, text: 'bad' }, { number: '5' }, 'plain'], fault: { text: 'worse' } })).toEqual([
      { path: '/errors/0', code: '4', message: 'bad' },
      { path: '/errors/1', code: '5', message: null },
      { path: '/errors/2', code: null, message: 'plain' },
      { path: '/fault', code: null, message: 'worse' },
    ]);
    expect(errors({})).toEqual([]);
  });

  it('says nothing for a code that says that all is well, and for none', () => {
    const errors = errorsAt('', { code: 'code', message: 'text', fine: ['0'] });
    expect([errors({ code: 0, text: 'ok' }), errors({ text: 'ok' })]).toEqual([[], []]);
    expect(errors({ code: '7', text: 'no' })).toEqual([{ path: '', code: '7', message: 'no' }]);
  });

  it('knows faults of both versions of SOAP', () => {
    const first = { Envelope: { Body: { Fault: { faultcode: 'Client', faultstring: 'no' } } } };
    const second = { Fault: { Code: { Value: 'Sender' }, Reason: { Text: { '#text': 'no', '@lang': 'en' } } } };
    expect(soapFaults(first)).toEqual([{ path: '/Envelope/Body/Fault', code: 'Client', message: 'no' }]);
    expect(soapFaults(second)).toEqual([{ path: '/Fault', code: 'Sender', message: 'no' }]);
  });
});

describe('errorDocument', () => {
  const kind = errorDocument({
    name: 'error',
    whole: ['status', ['title', 'error']],
    lists: 'errors.*',
    entry: ['code', 'message'],
    fields: 'messages',
    at: '/title',
  });

  it('tells its own words, those of its lists and those about its fields', () => {
    const document = {
      status: 400,
      error: 'refused',
      errors: [{ code: 'E1', message: 'too long' }, 'too short'],
      messages: { city: ["can't be blank", 'is wrong'], zip: 'is wrong' },
    };
    expect(issuesOf(kind, document).map(({ path, problem }) => [path, problem])).toEqual([
      ['/title', '400: refused'],
      ['/messages/city/0', "city can't be blank"],
      ['/messages/city/1', 'city is wrong'],
      ['/messages/zip', 'zip is wrong'],
      ['/errors/0', 'E1: too long'],
      ['/errors/1', 'too short'],
    ]);
  });

  it('fits what has an error anywhere, and nothing else', () => {
    for (const document of many({ title: 'x' }, { errors: ['x'] }, { messages: { a: 'b' } }))
      expect(kind.fits(document, {} as never)).toBe(true);
    for (const document of many({}, { errors: [] }, { messages: {} }, []))
      expect(kind.fits(document, {} as never)).toBe(false);
  });

  it('counts one without a word as an error too', () =>
    expect(issuesOf(errorDocument({ name: 'e', fits: () => true, whole: ['text'] }), {})).toEqual([
      { path: '', problem: 'an error without a message', kind: 'source-error' },
    ]));
});

describe('noNewsDocument', () => {
  it('is told by a key, and notes what it is about', () => {
    const kind = noNewsDocument({ name: 'batch', fits: ['event', 'id'], topic: 'event', otherwise: 'an object' });
    expect(many({ event: 'x' }, { id: null }, { other: 1 }).map((one) => kind.fits(one, {} as never))).toEqual([
      true,
      true,
      false,
    ]);
    expect(many({ event: 'batch.done' }, { id: 7 }).flatMap((one) => issuesOf(kind, one))).toEqual([
      { path: '', problem: 'batch.done: no tracking news', kind: 'note' },
      { path: '', problem: 'an object: no tracking news', kind: 'note' },
    ]);
  });

  it('needs no topic', () =>
    expect(issuesOf(noNewsDocument({ name: 'n', fits: () => true }), {})).toMatchObject([
      { problem: 'no tracking news' },
    ]));
});
