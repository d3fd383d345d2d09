import type { Viewer } from './context';
import { forbidden } from './user-errors';

const somebody = (viewer: Partial<Viewer>): Viewer => ({ merchantId: 'm', userId: 'u', role: 'AGENT', ...viewer });

describe('what somebody may not do', () => {
  it('is said of the role where no key of this user could', () =>
    expect(forbidden(somebody({ role: 'VIEWER', scopes: ['READ'] }), 'work', 'work cases').message).toBe(
      'The role VIEWER does not allow you to work cases: AGENT, LEAD, ADMIN, and INTEGRATION may.',
    ));

  it('is said of the key where the role could, with the scope that is missing', () =>
    expect(forbidden(somebody({ role: 'INTEGRATION', scopes: ['READ'] }), 'work', 'work cases').message).toBe(
      'This key may not work cases. Send one with the scope WORK.',
    ));
});
