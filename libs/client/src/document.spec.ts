import { parse } from 'graphql';
import { sent, typed } from './document';

const HASH = 'ab'.repeat(32);
const withMeta = (document: object, meta: unknown): object => Object.assign(document, { __meta__: meta });

describe('how a document is sent', () => {
  it.each([
    ['a text', '{ n }', '{ n }'],
    ['a text with types', typed<{ n: number }>('{ n }'), '{ n }'],
    ['what knows its text', { toString: () => '{ n }' }, '{ n }'],
    ['a parsed document', parse('query Q($a: Int) { n(a: $a) }'), 'query Q($a: Int) {\n  n(a: $a)\n}'],
  ])('%s goes as its text', (_name, document, query) => {
    expect(sent(document, false)).toEqual({ query });
    // Without a hash there is nothing that it could be registered under.
    expect(sent(document, true)).toEqual({ query });
  });

  it.each([
    ['with the name of its algorithm', `sha256:${HASH}`],
    ['without', HASH],
  ])('a registered one goes by its hash, %s', (_name, hash) => {
    for (const document of [parse('{ n }'), { toString: () => '{ n }' }])
      expect(sent(withMeta(document, { hash }), true)).toEqual({ documentId: `sha256:${HASH}` });
    expect(sent(withMeta(parse('{ n }'), { hash }), false)).toEqual({ query: '{\n  n\n}' });
  });

  it.each([undefined, null, {}, { hash: 7 }])('one whose notes are %p goes as its text', (meta) => {
    expect(sent(withMeta(parse('{ n }'), meta), true)).toEqual({ query: '{\n  n\n}' });
  });
});
