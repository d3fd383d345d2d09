import { buildSchema } from 'graphql';
import { documentCache } from './documents';
import { DOCUMENT_LIMITS } from './limits/document-limits';

const schema = buildSchema('type Query { viewer: Viewer } type Viewer { role: String, email: String }');
const many = (count: number, text: string): string => Array.from({ length: count }, () => text).join(' ');

describe('a document', () => {
  const messagesOf = (text: string, introspection = true): readonly string[] =>
    (documentCache(schema, DOCUMENT_LIMITS, introspection).prepare(text).errors ?? []).map(({ message }) => message);

  it('is parsed and validated once', () => {
    const documents = documentCache(schema, DOCUMENT_LIMITS, true);
    const { document } = documents.prepare('{ viewer { role } }');
    expect(document).toBeDefined();
    expect(documents.prepare('{ viewer { role } }').document).toBe(document);
  });

  it('over a limit is refused for that alone: nothing else of it is looked at', () => {
    expect(messagesOf(`{ ${many(31, 'x: nothing')} }`)).toEqual([expect.stringContaining('more than 30 aliases')]);
    expect(messagesOf(`{ ${many(150, 'viewer { nothing }')} }`)).toEqual([expect.stringContaining('5000 pairs')]);
  });

  it('whose fields collide is refused when it is valid otherwise', () => {
    expect(messagesOf('{ viewer { x: role x: email } }')).toEqual([expect.stringContaining('conflict')]);
    expect(messagesOf('{ viewer { x: role x: emial } }')).toEqual([
      expect.stringContaining('Cannot query field "emial"'),
    ]);
  });

  it('that is nearly right is told what is meant, but not where the schema may not be asked for', () => {
    expect(messagesOf('{ viewer { emial } }')).toEqual([
      'Cannot query field "emial" on type "Viewer". Did you mean "email"?',
    ]);
    expect(messagesOf('{ viewer { emial } }', false)).toEqual(['Cannot query field "emial" on type "Viewer".']);
  });
});
