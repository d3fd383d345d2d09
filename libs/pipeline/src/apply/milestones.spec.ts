import { EMPTY_SUMMARY, instant } from '@whereabouts/model';
import type { HeardMilestone } from './heard';
import type { Parcel } from './identify';
import { newsOf, ofOrders, ofParcel } from './milestones';

const heard = (inputId: string, change: Partial<HeardMilestone> = {}): HeardMilestone => ({
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: instant('2026-11-20T08:00:00Z'),
  occurredLocal: '2026-11-20T08:00',
  timeCertainty: 'OFFSET_GIVEN',
  place: null,
  direction: 'FORWARD',
  sourceCode: 'A',
  sourceText: null,
  receivedAt: instant(`2026-11-20T0${inputId.at(-1)}:00:00Z`),
  sourceId: 's1',
  sourceKind: 'CARRIER',
  inputId,
  mappingVersion: '1.0.0+00000000',
  replay: false,
  ...change,
});

const parcel = (...milestones: HeardMilestone[]): Parcel => ({
  shipment: {
    merchantId: 'm',
    id: 'p',
    trackingNumber: 'T1',
    carrier: 'toy',
    isCarrierGuessed: false,
    epoch: 0,
    orderId: null,
    summary: EMPTY_SUMMARY,
    heardFrom: null,
    heardTo: null,
    openCases: 0,
    nextCheckAt: null,
    counted: null,
    addressValidation: null,
    hasTickets: false,
    filed: null,
  },
  isNew: true,
  isExtended: false,
  milestones,
  claims: [],
  externals: [],
});

describe('the milestones of a batch', () => {
  it('stand once each, observed as often as there are inputs that tell them', () => {
    const told = ofParcel(
      parcel(heard('i1'), heard('i1'), heard('i2'), heard('i2'), heard('i3'), heard('i3', { piece: '2' })),
    );
    expect(told.milestones.map(({ piece, heard: times }) => [piece, times])).toEqual([
      [undefined, 3],
      ['2', 1],
    ]);
  });

  it('keep the word of the earliest receipt, in whichever order they come', () => {
    const words = [
      heard('i3', { sourceText: 'third' }),
      heard('i1', { sourceText: 'first' }),
      heard('i2', { sourceText: 'second' }),
    ];
    for (const order of [words, words.toReversed()])
      expect(ofParcel(parcel(...order)).milestones).toMatchObject([{ sourceText: 'first', inputId: 'i1', heard: 3 }]);
  });

  it('of inputs that are replayed are kept apart: they are no new observation', () => {
    const told = ofParcel(parcel(heard('i1', { replay: true }), heard('i2')));
    expect(told.milestones).toMatchObject([{ inputId: 'i2', heard: 1 }]);
    expect(told.again).toMatchObject([{ inputId: 'i1' }]);
    expect(told.milestones[0]?.id).toBe(told.again[0]?.id);
  });

  it('of one order come together', () => {
    const news = { merchantId: 'm', orderId: 'o', number: '1001', replay: false, statement: null };
    const told = ofOrders([
      { ...news, milestones: [heard('i1')] },
      { ...news, milestones: [heard('i2')] },
      { ...news, orderId: 'empty', milestones: [] },
    ]);
    expect(told.map(({ subjectId, milestones }) => [subjectId, milestones.length])).toEqual([['o', 1]]);
  });

  it('are news only when the table did not have them', () => {
    const told = ofParcel(parcel(heard('i1'), heard('i1', { piece: '2' }), heard('i1', { piece: '3' })));
    const [first, second, third] = told.milestones.map(({ id }) => id);
    const fates = new Map([
      [first!, 'added' as const],
      [second!, 'repeated' as const],
      [third!, 'replaced' as const],
    ]);
    expect(newsOf([told], fates).map(({ id }) => id)).toEqual([first]);
  });
});
