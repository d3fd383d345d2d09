import { instant, type MilestoneCode, type Reason } from '@whereabouts/model';
import { normalized, type MilestoneRecord } from '@whereabouts/plugin-sdk';
import { foretell } from './foretell';

const RECEIVED = instant('2026-11-20T12:00:00Z');
const FROM = { sourceKind: 'CARRIER', receivedAt: RECEIVED } as const;

const scan = (code: MilestoneCode, at: string, reasons: readonly Reason[] = []): MilestoneRecord => ({
  code,
  reasons,
  occurredAt: instant(at),
  occurredLocal: null,
  timeCertainty: 'OFFSET_GIVEN',
  place: null,
  sourceCode: null,
  sourceText: null,
  direction: 'FORWARD',
  trackingNumber: 'T1',
  carrier: 'ups',
});

describe('the cases that a document would open', () => {
  it('are those that the door would open when it comes in', () => {
    const said = normalized({
      milestones: [
        scan('ACCEPTED', '2026-11-18T08:00:00Z'),
        scan('ATTEMPT_FAILED', '2026-11-19T09:00:00Z', ['recipient.not_available']),
      ],
    });
    expect(foretell(said, FROM)).toMatchObject([
      {
        trackingNumber: 'T1',
        carrier: 'ups',
        asOf: '2026-11-19T09:00:00.000Z',
        findings: [{ kind: 'FAILED_ATTEMPT', reason: 'recipient.not_available' }],
      },
    ]);
  });

  it('are told with what follows when nothing more is heard', () => {
    const [parcel] = foretell(normalized({ milestones: [scan('ACCEPTED', '2026-11-18T08:00:00Z')] }), FROM);
    expect(parcel).toMatchObject({ findings: [], later: { findings: [{ kind: 'STALLED_IN_TRANSIT' }] } });
    expect(parcel!.later!.at > '2026-11-19').toBe(true);
  });

  it('are told by the times of the document, whenever it is looked at', () => {
    const milestones = [scan('ATTEMPT_FAILED', '2026-11-22T09:00:00Z')];
    const [parcel] = foretell(normalized({ milestones }), FROM);
    expect(parcel).toMatchObject({ asOf: '2026-11-22T09:00:00.000Z' });
    expect(parcel!.findings[0]!.because).toContain('2026-11-22 09:00');
  });

  it('know the promise of an order that comes along', () => {
    const shipments = [{ trackingNumber: 'T1', carrier: 'ups', orderNumber: '1001' }];
    const promise = { to: instant('2026-11-19T20:00:00Z') };
    const milestones = [scan('ACCEPTED', '2026-11-20T08:00:00Z')];
    expect(foretell(normalized({ milestones, shipments, orders: [{ number: '1001', promise }] }), FROM)).toMatchObject([
      { findings: [{ kind: 'PROMISE_AT_RISK' }] },
    ]);
  });

  it('are none for a parcel that arrived, and for what names no parcel', () => {
    const [arrived] = foretell(normalized({ milestones: [scan('DELIVERED', '2026-11-18T08:00:00Z')] }), FROM);
    expect(arrived).toMatchObject({ state: 'DELIVERED', findings: [], later: null });
    expect(foretell(normalized({ inventory: [] }), FROM)).toEqual([]);
  });
});
