import { hashOf, isSecret, newSecret, readKeyToken, writeKeyToken } from './key-token';

const ID = '0198c0de-0000-7000-8000-000000000001';

describe('the token of a key', () => {
  it('carries the id of the key and its secret', () => {
    const secret = newSecret();
    const token = writeKeyToken({ id: ID, secret });
    expect(token).toMatch(/^whb_[0-9a-f]{32}_[\w-]{43}$/);
    expect(readKeyToken(token)).toEqual({ id: ID, secret });
  });

  it.each([
    '',
    'whb_',
    `whb_${ID}_x`,
    `WHB_${'0'.repeat(32)}_${'a'.repeat(43)}`,
    `whb_${'0'.repeat(32)}_${'a'.repeat(44)}`,
  ])('is not %p', (text) => {
    expect(readKeyToken(text)).toBeNull();
  });

  it('opens with its own secret only', () => {
    const [secret, other] = [newSecret(), newSecret()];
    expect(isSecret(secret, hashOf(secret))).toBe(true);
    expect(isSecret(other, hashOf(secret))).toBe(false);
    expect(isSecret('', hashOf(secret))).toBe(false);
  });
});
