import {
  CASE_STATUSES,
  CLOSE_CODES,
  EXCEPTION_KINDS,
  instant,
  MINUTE,
  msOf,
  PRIORITY_FLAGS,
  SLA_STATES,
  type Instant,
} from '@whereabouts/model';
import { casePage, caseTotal, matchesCase, mayHaveMatched, type CaseFilter } from '@whereabouts/store';
import fc from 'fast-check';
import { snapshotOf } from '../testing/changes';
import { caseRow, insert, someId, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';

const words = <Word extends string>(meanings: Readonly<Record<Word, string>>): readonly Word[] =>
  Object.keys(meanings) as Word[];
const START = msOf(instant('2026-11-22T12:00:00Z'));
/** Few moments and few values, so that random cases and filters meet often, edges included. */
const moment = fc.integer({ min: -6, max: 6 }).map((step): Instant => instant(START + step * 10 * MINUTE));
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { nil: null });
const TRACKING = ['TN1', 'TN2', '9400 1'];
const ORDERS = ['1001', '#1002', 'SO-3'];
const EMAILS = ['a@example.test', 'B@Example.test'];

const fields = (owners: readonly string[]): fc.Arbitrary<Row> =>
  fc.record({
    status: fc.constantFrom(...words(CASE_STATUSES)),
    kind: fc.constantFrom(...words(EXCEPTION_KINDS).slice(0, 4)),
    owner_id: fc.constantFrom(...owners),
    flags: fc
      .subarray(words(PRIORITY_FLAGS).slice(0, 3))
      .map((codes) => codes.map((code) => ({ code, because: 'a "fact" > another' }))),
    opened_at: moment,
    closed_at: maybe(moment),
    close_code: maybe(fc.constantFrom(...words(CLOSE_CODES).slice(0, 2))),
    first_action_due_at: moment,
    first_action_at: maybe(moment),
    warn_at: moment,
    breached_at: fc.option(moment, { nil: null, freq: 1 }),
    paused_since: maybe(moment),
    paused_until: maybe(moment),
    tags: fc.subarray(['fragile', 'späť', "o'clock"]),
    carrier: maybe(fc.constantFrom('ups', 'fedex')),
    node_code: maybe(fc.constantFrom('ATL1', 'LAX2')),
    tracking_number: maybe(fc.constantFrom(...TRACKING)),
    order_number: maybe(fc.constantFrom(...ORDERS)),
    customer_email: maybe(fc.constantFrom(...EMAILS)),
  });

const some = <Value>(values: readonly Value[]): fc.Arbitrary<readonly Value[]> => fc.subarray([...values]);

const filters = (owners: readonly string[]): fc.Arbitrary<CaseFilter> =>
  fc.record(
    {
      status: some(words(CASE_STATUSES)),
      kind: some(words(EXCEPTION_KINDS).slice(0, 4)),
      ownerId: fc.constantFrom(...owners, someId()),
      carrier: some(['ups', 'fedex', 'dhl']),
      nodeCode: some(['ATL1', 'LAX2']),
      flags: some(words(PRIORITY_FLAGS).slice(0, 4)),
      sla: some(words(SLA_STATES)),
      openedFrom: moment,
      openedTo: moment,
      closeCode: some(words(CLOSE_CODES).slice(0, 3)),
      tag: fc.constantFrom('fragile', 'späť', "o'clock", 'none'),
      search: fc.constantFrom(
        ...TRACKING,
        '94001',
        'tn1',
        ...ORDERS,
        '#1001',
        ...EMAILS,
        'A@EXAMPLE.TEST',
        'EX-7',
        '7',
        ' ',
        'nothing',
      ),
    },
    { requiredKeys: [] },
  );

const PAGE = { limit: 5_000, backward: false, after: null, before: null };
const ONLY_IDS = { columns: ['id'], owner: [], shipment: [] } as const;
const CASES = 300;

describe('a case filter', () => {
  let hub: World;
  let rows: Row[];
  let owners: string[];

  beforeAll(async () => {
    hub = await world();
    owners = [hub.agentId, hub.leadId];
    rows = fc
      .sample(fields(owners), { numRuns: CASES, seed: 20_261_122 })
      .map((given, index) =>
        caseRow(hub.merchantId, hub.agentId, hub.now, { ...given, number: index + 1, shipment_id: someId() }),
      );
    await insert(hub.pool, 'exception_case', ...rows);
  });
  afterAll(() => hub.close());

  it('means the same in SQL and in the change feed, at any moment', async () => {
    const orders = ['URGENCY', 'OPENED_DESC', 'UPDATED_DESC'] as const;
    await fc.assert(
      fc.asyncProperty(filters(owners), moment, fc.constantFrom(...orders), async (filter, now, order) => {
        const { merchantId } = hub;
        const page = await casePage(hub.pool, { merchantId, filter, order, page: PAGE, selection: ONLY_IDS, now });
        const matching = rows.filter((row) => matchesCase(filter, snapshotOf(row), now));
        expect(page.rows.map(({ view }) => view.id).sort()).toEqual(matching.map(({ id }) => id).sort());
        const isCounted = Object.keys(filter).every((part) => ['status', 'kind', 'ownerId'].includes(part));
        if (!isCounted) expect(await caseTotal(hub.pool, merchantId, filter, now)).toBe(matching.length);
      }),
      {
        numRuns: 300,
        examples: orders.map((order): [CaseFilter, Instant, typeof order] => [{ status: [] }, hub.now, order]),
      },
    );
  });

  it('may have matched at every earlier moment at which it did', () => {
    fc.assert(
      fc.property(fields(['me']), filters(['me']), moment, moment, (given, filter, one, other) => {
        const snapshot = snapshotOf(caseRow('m', 'me', hub.now, { ...given, number: 1 }));
        const [earlier, later] = [one, other].sort() as [Instant, Instant];
        if (matchesCase(filter, snapshot, earlier)) expect(mayHaveMatched(filter, snapshot, later)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
