import { randomBytes } from 'node:crypto';
import { secretBox } from './secrets';

const plain = { webhookSecret: 'whsec_Ω', apiKey: '' };

describe('a box of secrets', () => {
  const box = secretBox(randomBytes(32));

  it('gives back what was put in', () => {
    expect(box.open(box.seal(plain, 'm/s'), 'm/s')).toEqual(plain);
    expect(box.open(box.seal({}, ''), '')).toEqual({});
  });

  it('looks different each time, and shows nothing of its content', () => {
    const [one, other] = [box.seal(plain, 'm/s'), box.seal(plain, 'm/s')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('whsec')).toBe(false);
  });

  it('does not open with another key, in another place, or when any byte was changed', () => {
    const sealed = box.seal(plain, 'm/s');
    expect(() => secretBox(randomBytes(32)).open(sealed, 'm/s')).toThrow();
    expect(() => box.open(sealed, 'm/other')).toThrow();
    for (let at = 1; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(() => box.open(changed, 'm/s')).toThrow();
    }
    expect(() => box.open(sealed.subarray(0, 20), 'm/s')).toThrow();
  });

  it('needs a key of 32 bytes', () => {
    expect(() => secretBox(randomBytes(16))).toThrow('must be 32 bytes');
  });
});
