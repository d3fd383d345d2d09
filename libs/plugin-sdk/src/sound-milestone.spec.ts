import fc from 'fast-check';
import { problemOf } from './field-checks';
import { recordProblem } from './record-checks';
import { RECORD_FIELDS } from './record-fields';
import { isSoundMilestone } from './sound-milestone';

const SOUND = {
  code: 'DELIVERED',
  reasons: ['recipient.refused'],
  occurredAt: '2025-03-04T05:06:07.890Z',
  occurredLocal: '2025-03-04T06:06:07.89',
  timeCertainty: 'OFFSET_GIVEN',
  place: { city: 'Dover', region: 'DE', postalCode: '19901', country: 'US', facility: 'hub' },
  direction: 'FORWARD',
  sourceCode: 'D',
  sourceText: 'Delivered',
  trackingNumber: '1Z999',
  carrier: 'ups',
  facilityAction: 'ARRIVED',
  deliveredTo: 'LOCKER',
  attemptNumber: 1,
  piece: '1',
  leg: '2',
  sourceSubCode: 'x',
  orderNumber: '7',
  shipmentExternalId: 's',
  orderExternalId: 'o',
};

const odd = fc.constantFrom<unknown>(
  ...[undefined, null, '', ' ', 'x', 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(201), 0, 1, -1, 1.5, 1e9, NaN, true],
  ...[[], ['recipient.refused'], ['nonsense'], [undefined], {}, { city: 1 }, { city: null }, { country: [] }],
  ...['2025-02-30T05:06:07.890Z', '1969-12-31T23:59:59.999Z', '2200-01-01T00:00:00.001Z', '0500-01-01T00:00:00.000Z'],
  ...['2025-03-04 05:06:07.890Z', '2025-03-04T05:06:07.89 Z', '2025/03/04T05:06:07.890Z', '2025-03-04T24:00:00.000Z'],
  ...['RETURN', 'UNMAPPED', 'constructor'],
);
const fields = Object.keys(SOUND) as (keyof typeof SOUND)[];

describe('isSoundMilestone', () => {
  it('takes what has every field, and what has only those that must be', () => {
    expect(isSoundMilestone(SOUND)).toBe(true);
    const { code, reasons, occurredAt, timeCertainty, direction, trackingNumber } = SOUND;
    expect(isSoundMilestone({ code, reasons, occurredAt, timeCertainty, direction, trackingNumber })).toBe(true);
  });

  it.each([undefined, null, 'x', 1, [], [SOUND]])('takes no %j', (record) => {
    expect(isSoundMilestone(record)).toBe(false);
    expect(recordProblem('milestones', record)).not.toBeNull();
  });

  it('is of one mind with the table of fields', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...fields), odd), { maxLength: 5 }), (changes) => {
        const record = { ...SOUND, ...Object.fromEntries(changes) };
        const isOwned = [
          record.trackingNumber,
          record.shipmentExternalId,
          record.orderNumber,
          record.orderExternalId,
        ].some(Boolean);
        expect(isSoundMilestone(record)).toBe(problemOf(record, RECORD_FIELDS.milestones) === null && isOwned);
      }),
      { numRuns: 20_000 },
    );
  });
});
