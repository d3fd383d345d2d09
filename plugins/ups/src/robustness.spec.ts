import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

it('says the same of activities in any order', () => {
  const document = JSON.parse(readFileSync(join(__dirname, '../fixtures/returned-to-sender.json'), 'utf8'));
  const sorted = (result: Normalized) => result.milestones.map((scan) => JSON.stringify(scan)).sort();
  const expected = sorted(plugin.normalize(rawInput(document)));
  const [parcel] = document.trackResponse.shipment[0].package;
  fc.assert(
    fc.property(fc.shuffledSubarray(parcel.activity, { minLength: parcel.activity.length }), (activity) => {
      const shuffled = { trackResponse: { shipment: [{ package: [{ ...parcel, activity }] }] } };
      expect(sorted(plugin.normalize(rawInput(shuffled)))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

it('knows an address that was kept without its reply', () => {
  const { issues, ...records } = plugin.normalize(
    rawInput('<Address><City>PRISTINA</City><CountryCode>ZZ</CountryCode></Address>'),
  );
  expect(issues).toEqual([{ path: '/Address', problem: 'an address without a parcel', kind: 'note' }]);
  expect(Object.values(records).flat()).toEqual([]);
});
