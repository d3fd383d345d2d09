import { answerProblem, MAX_RECORDS, recordProblem, withoutRefused, type RecordList } from './record-checks';
import { normalized } from './normalized';

const milestone = {
  trackingNumber: 'T1',
  carrier: null,
  code: 'ACCEPTED',
  reasons: [],
  occurredAt: null,
  occurredLocal: null,
  timeCertainty: 'UNKNOWN',
  place: null,
  direction: 'FORWARD',
  sourceCode: 'A',
  sourceText: null,
};

it.each<[RecordList, unknown]>([
  ['milestones', milestone],
  ['milestones', { ...milestone, trackingNumber: null, orderExternalId: '1' }],
  ['shipments', { trackingNumber: 'T1', carrier: null }],
  ['orders', { number: '1', lines: [] }],
  ['tickets', { externalId: '7', subject: '', openedAt: null, satisfaction: 5 }],
  ['inventory', { sku: 'S', nodeCode: null, onHand: -2, at: null }],
  ['follow', 'https://source.example/1'],
  ['issues', { path: '', problem: 'odd', kind: 'note' }],
])('takes a record of %s', (list, record) => expect(recordProblem(list, record)).toBeNull());

it.each<[RecordList, unknown, string]>([
  ['milestones', { ...milestone, trackingNumber: null }, 'it names neither a parcel nor an order'],
  ['milestones', { ...milestone, code: 'LOST' }, 'code is an unknown word: "LOST"'],
  ['milestones', null, 'it is not an object'],
  ['shipments', { trackingNumber: 7 }, 'trackingNumber is not text'],
  ['orders', { number: '1', value: { amount: '1,5', currency: 'EUR' } }, 'amount is not a decimal number'],
  ['tickets', { externalId: '7', subject: 'x', satisfaction: 6 }, 'satisfaction is not one of 1 to 5'],
  ['inventory', { sku: 'S', nodeCode: null, onHand: NaN, at: null }, 'onHand is no quantity'],
  ['follow', '', 'it is empty'],
  ['issues', { path: '', problem: 'odd', kind: 'warning' }, 'kind is an unknown word: "warning"'],
])('refuses a record of %s that is not sound: %j', (list, record, problem) =>
  expect(recordProblem(list, record)).toContain(problem),
);

it('wants every list, and not more records than one input can tell', () => {
  expect(answerProblem(normalized({}))).toBeNull();
  expect(answerProblem(undefined)).toBe("the plugin's answer has no list of milestones");
  expect(answerProblem(Promise.resolve(normalized({})))).toContain('must not be async');
  const many = Array.from({ length: MAX_RECORDS + 1 }, () => ({ number: '1' }));
  for (const list of ['milestones', 'orders', 'shipments', 'tickets', 'follow'])
    expect(answerProblem(normalized({ [list]: many }))).toContain('20001 records in one input');
});

it('takes a stock list of any length, and as many issues as a document has faults', () => {
  const many = Array.from({ length: MAX_RECORDS + 1 }, () => ({ sku: '1' })) as never;
  expect(answerProblem(normalized({ inventory: many, issues: many }))).toBeNull();
});

it('sets aside what is refused, with the place of the record that it came of', () => {
  const issue = { path: '/3/at', problem: 'odd', kind: 'note' } as const;
  const told = { orders: [{ number: '1' }, { number: '2'.repeat(101) }], milestones: [milestone], issues: [issue] };
  const kept = withoutRefused(told as never, '/3');
  expect(kept.orders).toEqual([{ number: '1' }]);
  expect(kept.milestones).toEqual([milestone]);
  expect(kept.issues).toEqual([issue, { path: '/3', problem: 'number is longer than 100 characters', kind: 'record' }]);
});
