import { corpus, describeCorpus } from './corpus';

describe('corpus', () => {
  it('is null for a source without sample payloads', () => {
    expect(corpus('no-such-source')).toBeNull();
  });
});

describeCorpus('ups', (files) => {
  it('holds payloads with their bytes, and expectations apart', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.some((file) => file.name.endsWith('.expected.json'))).toBe(false);
    expect(files.every((file) => file.bytes.length > 0)).toBe(true);
    expect(files.some((file) => file.expected !== null)).toBe(true);
  });
});

describeCorpus('no-such-source', () => {
  throw new Error('not reached');
});
