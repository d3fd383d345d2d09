import { ABSORBS, absorberOf } from './precedence';

describe('precedence', () => {
  it('lets the three strong kinds take over the three weak ones, and nothing else', () => {
    expect(absorberOf('STALLED_IN_TRANSIT', ['FAILED_ATTEMPT', 'RETURN_TO_SENDER'])).toBe('RETURN_TO_SENDER');
    expect(absorberOf('PROMISE_AT_RISK', ['STALLED_IN_TRANSIT'])).toBeNull();
    expect(absorberOf('NO_FIRST_SCAN', ['DAMAGE_REPORTED'])).toBeNull();
  });
  it('has no chains: what takes over is taken over by nothing', () => {
    const weak = Object.values(ABSORBS).flat();
    expect(Object.keys(ABSORBS).filter((kind) => (weak as string[]).includes(kind))).toEqual([]);
  });
});
