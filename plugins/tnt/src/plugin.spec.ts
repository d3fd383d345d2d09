import { join } from 'node:path';
import { bytes, meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({ username: 'user', password: 'password-for-tests', baseUrl }),
  pull: {
    trackingNumbers: ['GE000000001'],
    routes: {
      'POST /expressconnect/track.do': bytes(
        '<TrackResponse><Consignment><ConsignmentNumber>GE000000001</ConsignmentNumber></Consignment></TrackResponse>',
        'text/xml',
      ),
    },
  },
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('a delivery in part', () => {
  it.each([
    ['LP', 'Shipment partially delivered', 'IN_TRANSIT delivery.partial'],
    ['LP', null, 'IN_TRANSIT delivery.partial'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
