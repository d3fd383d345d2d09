import type { MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from './raw-input';
import { DOCUMENTS, sound } from './sample-plugin.fixture';
import { unsoundIn } from './soundness';

const said = sound.normalize(rawInput(DOCUMENTS['parcels.json']));
const withFirst = (change: object): Normalized => ({
  ...said,
  milestones: said.milestones.map((record, index) =>
    index === 0 ? ({ ...record, ...change } as MilestoneRecord) : record,
  ),
});

describe('unsoundIn', () => {
  it('finds nothing in sound records', () => expect(unsoundIn(said)).toEqual([]));

  it.each([
    ['admitted', { code: 'LOST' }],
    ['admitted', { trackingNumber: 7 }],
    ['times', { occurredAt: null }],
    ['times', { occurredLocal: ' ' }],
    ['times', { occurredLocal: '2026-03-01T10:00:00.1234567+02:00' }],
    ['times', { timeCertainty: 'ZONE_FROM_PLACE', place: null }],
    ['unmapped', { code: 'UNMAPPED', sourceCode: null, sourceText: null }],
    ['returns', { code: 'RETURNED', direction: 'FORWARD' }],
  ])('breaks the rule %s with %j', (rule, change) => expect(unsoundIn(withFirst(change))).toMatchObject([{ rule }]));

  it('reads offsets in every spelling', () => {
    for (const occurredLocal of ['2026-03-01 10:00 +0100', '2026-03-01T09:00:00Z', '2026-03-01T10:00:00.1234567+01:00'])
      expect(unsoundIn(withFirst({ occurredLocal }))).toEqual([]);
  });

  it('asks issues to say what the problem is, and where', () => {
    const issues = [
      { path: 'no/path', problem: 'x', kind: 'note' as const },
      { path: '/a', problem: '', kind: 'note' as const },
    ];
    expect(unsoundIn({ ...said, issues }).map(({ rule }) => rule)).toEqual(['issues', 'issues']);
  });
});
