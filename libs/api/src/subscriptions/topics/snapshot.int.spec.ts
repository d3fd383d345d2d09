import { appendChanges, inTransaction } from '@whereabouts/store';
import { changeOf, commitChanges } from '../../testing/changes';
import { hear, type Heard } from '../../testing/listen';
import { caseRow, insert, someId, type Row } from '../../testing/rows';
import { world, type World } from '../../testing/world';

const DOCUMENT = `subscription ($filter: CaseFilter, $after: FeedCursor, $snapshot: Boolean) {
  exceptionChanges(filter: $filter, after: $after, snapshot: $snapshot) {
    cursor type at changed snapshot exceptionCase { number version owner { name } } } }`;

interface Change {
  readonly cursor: string;
  readonly type: string;
  readonly snapshot: 'MORE' | 'LAST' | null;
  readonly exceptionCase: { readonly number: number; readonly version: number };
}

const FILTER = { status: ['OPEN', 'IN_PROGRESS'] };

describe('a subscription that begins with a snapshot', () => {
  let hub: World;
  const number = { next: 1 };
  const rows: Row[] = [];
  const make = (given: Row = {}): Row =>
    caseRow(hub.merchantId, hub.agentId, hub.now, { number: number.next++, shipment_id: someId(), ...given });

  beforeEach(async () => {
    hub = await world();
    number.next = 1;
    rows.splice(0);
    for (let index = 0; index < 450; index++) rows.push(make());
    await insert(hub.pool, 'exception_case', ...rows, make({ status: 'CLOSED', closed_at: hub.now }));
  });
  afterEach(() => hub.close());

  const listen = (variables: Record<string, unknown> = { snapshot: true }): Heard<Change> =>
    hear<Change>(hub.api, hub.viewer('AGENT'), DOCUMENT, { filter: FILTER, ...variables });
  const numbers = (changes: readonly Change[]): number[] => changes.map(({ exceptionCase }) => exceptionCase.number);
  /** Changes a case, as apply does. */
  const touch = (index: number, given: Row = {}): Promise<void> =>
    inTransaction(hub.pool, async (tx) => {
      const before = rows[index]!;
      const after: Row = { ...before, version: (before['version'] as number) + 1, ...given };
      rows[index] = after;
      await tx.query('update exception_case set version = $2, status = $3 where id = $1', [
        before['id'],
        after['version'],
        after['status'],
      ]);
      await appendChanges(tx, [changeOf(hub, 'UPDATED', before, after)]);
    });

  it('sends all that matches, each once, says when that is all, and then what changes', async () => {
    const one = listen();
    const snapshot = await one.until(450);
    expect(new Set(numbers(snapshot))).toEqual(new Set(rows.map((row) => row['number'])));
    expect(snapshot.map((change) => change.snapshot)).toEqual([...Array<string>(449).fill('MORE'), 'LAST']);
    expect(snapshot[0]).toMatchObject({
      type: 'UPDATED',
      changed: [],
      exceptionCase: { owner: { name: 'Ada Agent' } },
    });
    await touch(3);
    await hub.hand.advance(1);
    expect((await one.until(451))[450]).toMatchObject({ snapshot: null, exceptionCase: { number: 4, version: 2 } });
    one.stop();
  });

  it('leaves to the feed what changed since its position: no gap and no repeat between the two', async () => {
    const opened = make();
    // Committed, and not yet handed out by this process: behind the position of the snapshot.
    await touch(7);
    await touch(8, { status: 'CLOSED' });
    await insert(hub.pool, 'exception_case', opened);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, opened)]);
    const one = listen();
    await one.until(448);
    // Other tests on the server hold the feed back: what could not be read then comes live.
    for (const wait = () => new Promise((resolve) => setTimeout(resolve, 10)); one.values.length < 451; await wait())
      await hub.hand.advance(0);
    const all = one.values;
    expect(all.slice(0, 448).every(({ snapshot }) => snapshot !== null)).toBe(true);
    expect(all.slice(448).map(({ type, exceptionCase }) => `${type} ${exceptionCase.number}`)).toEqual([
      'UPDATED 8',
      'LEFT 9',
      `OPENED ${String(opened['number'])}`,
    ]);
    expect(new Set(numbers(all)).size).toBe(451);
    expect(all[447]!.snapshot).toBe('LAST');
    one.stop();
  });

  it('goes on within the snapshot by a cursor of it, and then without a gap', async () => {
    const first = listen();
    const some = (await first.until(230)).slice(0, 230);
    first.stop();
    await touch(0);
    await touch(449);
    await hub.hand.advance(2);
    const second = listen({ after: some.at(-1)!.cursor });
    const rest = [...(await second.until(1))];
    for (;;) {
      await hub.hand.advance(0);
      const versions = new Map(
        [...some, ...second.values].map((one) => [one.exceptionCase.number, one.exceptionCase.version]),
      );
      if (versions.size === 450 && versions.get(1) === 2 && versions.get(450) === 2) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(rest).toBeDefined();
    const inSnapshot = [...some, ...second.values].filter(({ snapshot }) => snapshot !== null);
    expect(new Set(numbers(inSnapshot)).size).toBe(inSnapshot.length);
    expect(
      second.values.filter(({ snapshot }) => snapshot === null).map(({ exceptionCase }) => exceptionCase.number),
    ).toEqual([1, 450]);
    second.stop();
  });

  it('sends nothing first when nothing matches', async () => {
    const one = hear<Change>(hub.api, hub.viewer('AGENT'), DOCUMENT, { filter: { tag: 'none' }, snapshot: true });
    const late = make({ tags: ['none'] });
    while (hub.api.subscribers() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await insert(hub.pool, 'exception_case', late);
    await commitChanges(hub, [changeOf(hub, 'OPENED', null, late)]);
    await hub.hand.advance(1);
    expect(await one.until(1)).toMatchObject([{ type: 'OPENED', snapshot: null }]);
    one.stop();
  });

  it('is not for the query of changes', async () => {
    const one = listen();
    const [first] = await one.until(1);
    one.stop();
    const { errors } = await hub.ask('query ($after: FeedCursor) { changes(after: $after) { cursor } }', {
      after: first!.cursor,
    });
    expect(errors![0]!.message).toContain('lies within a snapshot');
  });
});
