import { instant } from '@whereabouts/model';
import { codeTable, EMPTY_NORMALIZED, eventTime, milestone, type Plugin } from '@whereabouts/plugin-sdk';
import { compareKarrio } from './karrio';

const CODES = codeTable('made up', [
  { code: 'DL', means: 'DELIVERED' },
  { code: 'IT', means: 'IN_TRANSIT' },
]);
const scan = (code: string, text: string, at: string) =>
  milestone({
    row: CODES.find({ code }),
    code,
    text,
    time: eventTime({ text: at }),
    trackingNumber: 'P1',
    carrier: 'acme',
  });
const said = {
  ...EMPTY_NORMALIZED,
  milestones: [
    scan('IT', 'On its way', '2025-03-01T08:00:00+01:00'),
    scan('DL', 'Delivered', '2025-03-02T14:29:00+01:00'),
  ],
  shipments: [{ trackingNumber: 'P1', carrier: 'acme', carrierEstimate: instant('2025-03-02T22:59:59Z') }],
};
const compared = (tracking: object, messages: object[] = []) =>
  compareKarrio({
    plugin: {} as Plugin,
    bytes: Buffer.from(''),
    said,
    expected: { parsed: [[{ tracking_number: 'P1', ...tracking }], messages] },
  });

describe('compareKarrio', () => {
  it('finds nothing where both say the same, in either spelling of the clock', () => {
    const events = [
      { code: 'DL', date: '2025-03-02', time: '14:29 PM', description: 'Delivered', status: 'delivered' },
      { code: 'IT', date: '2025-03-01', time: '08:00 AM', description: 'On its way', status: 'in_transit' },
    ];
    expect(compared({ events, delivered: true, estimated_delivery: '2025-03-02' })).toEqual({
      statements: 5,
      differences: [],
    });
  });

  it('names an event that we do not have', () =>
    expect(compared({ events: [{ code: 'XX', date: '2025-03-02', description: 'Lost' }] }).differences).toMatchObject([
      { about: 'event', ours: 'no such event' },
    ]));

  it('knows dropped offsets and noon that is midnight, and no other difference of time', () => {
    const at = (time: string) => compared({ events: [{ code: 'DL', date: '2025-03-02', time }] }).differences;
    expect(at('13:29')).toMatchObject([{ because: expect.stringContaining('offset') as string }]);
    expect(at('02:29')).toMatchObject([{ because: 'noon and midnight are mixed up' }]);
    expect(at('14:31')).toMatchObject([{ about: 'time' }]);
    expect(at('14:31')[0]).not.toHaveProperty('because');
  });

  it('tells a delivery that the origin overlooked from one that we do', () => {
    expect(compared({ delivered: false }).differences).toMatchObject([
      { about: 'delivered', because: expect.any(String) as string },
    ]);
    const without = { ...said, milestones: said.milestones.slice(0, 1) };
    const [difference] = compareKarrio({
      plugin: {} as Plugin,
      bytes: Buffer.from(''),
      said: without,
      expected: { parsed: [[{ tracking_number: 'P1', delivered: true }], []] },
    }).differences;
    expect(difference).toMatchObject({ about: 'delivered' });
    expect(difference).not.toHaveProperty('because');
  });

  it('wants an error for an error', () =>
    expect(compared({}, [{ code: 'E1', message: 'not known' }]).differences).toMatchObject([
      { about: 'message', ours: 'none' },
    ]));
});
