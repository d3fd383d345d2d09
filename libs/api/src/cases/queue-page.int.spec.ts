import { after, HOUR } from '@whereabouts/model';
import { orderId } from '@whereabouts/store';
import { caseRow, insert, milestoneRow, orderRow, shipmentRow, someId } from '../testing/rows';
import { world, type World } from '../testing/world';

const SCANS = 5;

/** Two parcels of one order with five scans each, one parcel without any, and a case of no parcel. */
async function fill({ pool, merchantId, agentId, sourceId, now }: World): Promise<void> {
  const order = orderId(merchantId, 'SO-1');
  await insert(pool, 'orders', orderRow(merchantId, now, { id: order, number: 'SO-1' }));
  const parcels = [1, 2, 3].map((n) =>
    shipmentRow(merchantId, now, { tracking_number: `TN${n}`, order_id: n === 3 ? null : order }),
  );
  await insert(pool, 'shipment', ...parcels);
  const subjects = [...parcels.slice(0, 2).map(({ id }) => id as string), order];
  await insert(
    pool,
    'milestone',
    ...subjects.flatMap((subject, of) =>
      Array.from({ length: SCANS }, (_, n) =>
        milestoneRow(merchantId, subject, sourceId, after(now, -(3 * n + of) * HOUR), {
          id: someId(),
          source_text: `${of < 2 ? `TN${of + 1}` : 'order'} ${n}`,
        }),
      ),
    ),
  );
  const shipments = [...parcels.map(({ id }) => id), null];
  await insert(
    pool,
    'exception_case',
    ...shipments.map((shipment, index) =>
      caseRow(merchantId, agentId, now, {
        number: index + 1,
        shipment_id: shipment,
        due_at: after(now, (index + 1) * HOUR),
      }),
    ),
  );
  await pool.query(
    `insert into counter (merchant_id, name, key, value)
     select merchant_id, 'cases', status || '|' || kind || '|' || owner_id, count(*) from exception_case group by 1, 2, 3`,
  );
}

const MILESTONES = 'nodes { id sourceText place { text city } } pageInfo { hasPreviousPage hasNextPage startCursor }';

describe('a page of the queue with the latest scans of its parcels', () => {
  let hub: World;
  beforeAll(async () => {
    hub = await world();
    await fill(hub);
  });
  afterAll(() => hub.close());

  /** The selection of each parcel of the queue, asked with the list; and how many statements that took. */
  const ask = async (selection: string, variables: Record<string, unknown> = {}, list = 'nodes { $ }') => {
    const declared = Object.keys(variables).map((name) => `$${name}: Int`);
    const head = declared.length ? `query (${declared.join(', ')})` : 'query';
    hub.asked.length = 0;
    const shipment = `shipment { trackingNumber ${selection} }`;
    const { data, errors } = await hub.ask(
      `${head} { exceptionCases(filter: { status: [OPEN, IN_PROGRESS, WAITING] }) { totalCount ${list.replaceAll('$', shipment)} } }`,
      variables,
    );
    expect(errors).toBeUndefined();
    return {
      cases: (data as { exceptionCases: Record<string, unknown> }).exceptionCases,
      statements: hub.asked.length,
    };
  };
  /** The same of each parcel alone, which reads its milestones by itself. */
  const alone = async (selection: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const number of ['TN1', 'TN2', 'TN3']) {
      const { data } = await hub.ask(`{ shipment(trackingNumber: "${number}") { trackingNumber ${selection} } }`);
      found.push((data as { shipment: unknown }).shipment);
    }
    return [...found, null];
  };

  it.each([1, 3, 8, 20])(
    'is one statement, and says of each parcel what the parcel says: the last %i',
    async (last) => {
      const selection = `milestones(last: ${last}) { ${MILESTONES} }`;
      const { cases, statements } = await ask(selection);
      const nodes = (await alone(selection)).map((shipment) => ({ shipment }));
      expect(cases).toEqual({ totalCount: 4, nodes });
      expect(statements).toBe(1);
    },
  );

  it('takes how many from a variable, and each entry with its cursor', async () => {
    const { cases, statements } = await ask(
      `milestones(last: $last) { ${MILESTONES} }`,
      { last: 2 },
      'edges { node { $ } }',
    );
    const edges = (await alone(`milestones(last: 2) { ${MILESTONES} }`)).map((shipment) => ({ node: { shipment } }));
    expect(cases).toEqual({ totalCount: 4, edges });
    expect(statements).toBe(1);
  });

  it.each([
    [
      'asked in two ways',
      'two: milestones(last: 2) { nodes { sourceText } } three: milestones(last: 3) { nodes { id } }',
    ],
    ['asked from the beginning', 'milestones(first: 2) { nodes { sourceText } }'],
    ['counted', 'milestones(last: 2) { totalCount nodes { sourceText } }'],
  ])('gives the same where they are %s', async (_how, selection) => {
    const { cases } = await ask(selection);
    const nodes = (await alone(selection)).map((shipment) => ({ shipment }));
    expect(cases).toEqual({ totalCount: 4, nodes });
  });

  it('sees them through fragments', async () => {
    hub.asked.length = 0;
    const { data } = await hub.ask(`{ exceptionCases(filter: { status: [OPEN] }) { nodes { ...Parcel } } }
      fragment Parcel on ExceptionCase { ... { shipment { trackingNumber ...Scans } } }
      fragment Scans on Shipment { milestones(last: 2) { nodes { sourceText } } }`);
    expect(hub.asked).toHaveLength(1);
    const nodes = (await alone('milestones(last: 2) { nodes { sourceText } }')).map((shipment) => ({ shipment }));
    expect(data).toEqual({ exceptionCases: { nodes } });
  });

  it('refuses a wrong number of scans at their own place', async () => {
    const { data, errors } = await hub.ask(
      '{ exceptionCases(first: 1) { nodes { shipment { milestones(last: 500) { nodes { id } } } } } }',
    );
    expect(errors).toMatchObject([{ message: 'last must be from 0 to 200; it is 500.' }]);
    expect(errors![0]!.path).toEqual(['exceptionCases', 'nodes', 0, 'shipment', 'milestones']);
    expect(data).toEqual({ exceptionCases: { nodes: [{ shipment: null }] } });
  });

  it('counts by a statement of its own where the page is empty or a total is not kept', async () => {
    const total = async (args: string) => {
      const { data } = await hub.ask(`{ exceptionCases(${args}) { totalCount } }`);
      return (data as { exceptionCases: { totalCount: number } }).exceptionCases.totalCount;
    };
    expect(await total('filter: { status: [OPEN] }')).toBe(4);
    expect(await total('filter: { status: [CLOSED] }')).toBe(0);
    expect(await total('filter: { search: "TN1" }')).toBe(0);
  });
});
