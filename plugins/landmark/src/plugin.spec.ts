import { join } from 'node:path';
import { bytes, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'pass-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['LTN00000001N1'],
    routes: {
      'POST /Track.php': bytes(
        '<TrackResponse><Result><Success>true</Success><Packages><Package><LandmarkTrackingNumber>LTN00000001N1</LandmarkTrackingNumber></Package></Packages></Result></TrackResponse>',
        'text/xml',
      ),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('wordings of partners', () => {
  it.each([
    [null, 'Delivered to your community mailbox, parcel locker or apt./condo mailbox', 'DELIVERED OTHER'],
    ['500', 'Delivered to your community mailbox, parcel locker or apt./condo mailbox', 'DELIVERED OTHER'],
    ['500', 'Item successfully delivered', 'DELIVERED'],
    [null, 'Transmitted customs information', 'INFORMATION'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
