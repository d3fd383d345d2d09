import { setTimeout as sleep } from 'node:timers/promises';
import { defaultPolicyOf, HOUR, type Instant } from '@whereabouts/model';
import { watchSilence } from './silence/watch-silence';
import { silentLog, silentMeter, testHub, type TestHub } from './testing/test-hub';
import type { ToyParcel } from './testing/toy-plugin';
import { fireDue } from './timers/timers';

const PARCELS = 10_000;
const AT_ONCE = 500;

describe('a source that goes silent', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await testHub({ now: '2026-11-02T00:00:00Z', needs: { roles: ['apply'] } });
  });
  afterEach(() => hub.close());

  const needs = () => ({
    pool: hub.pool,
    policyOf: defaultPolicyOf,
    clock: hub.time.clock,
    log: silentLog,
    meter: silentMeter,
    onCommitted: () => undefined,
  });
  const tellAll = async (parcels: readonly ToyParcel[]): Promise<void> => {
    for (let from = 0; from < parcels.length; from += AT_ONCE)
      await Promise.all(parcels.slice(from, from + AT_ONCE).map((parcel) => hub.post(parcel)));
    await hub.pipeline.settled();
  };
  const scan = (index: number, city: string, at: Instant): ToyParcel => ({
    number: `T${index}`,
    events: [{ code: 'IN_TRANSIT', at, city, country: 'US' }],
  });
  /** Figures of health are written a few seconds late. */
  const heardOf = async (): Promise<void> => {
    const isHeard = async (): Promise<boolean> =>
      (await hub.rows('select from source_voice where last_input_at = $1', [hub.time.clock()])).length > 0;
    while (!(await isHeard())) await sleep(100);
  };
  /** What the timers do in a process that runs them. */
  const wait = async (hours: number): Promise<void> => {
    hub.time.advance(hours * HOUR);
    await watchSilence(needs());
    while ((await fireDue(needs())) > 0);
  };
  const cases = () => hub.rows<{ tracking_number: string }>('select tracking_number, kind from exception_case');
  const incidents = () => hub.rows('select type, status, title, cases from incident');

  it('is one incident and no case; when it speaks again, its parcels are judged by what it says', async () => {
    // Five days on which something comes every other hour.
    for (let i = 0; i < 60; i++) {
      await hub.tell({ number: `H${i}`, events: [{ code: 'DELIVERED', at: hub.time.clock() }] });
      hub.time.advance(2 * HOUR);
    }
    await tellAll(Array.from({ length: PARCELS }, (_, index) => scan(index, 'Alder Falls', hub.time.clock())));
    await heardOf();
    await wait(2);
    expect(await incidents()).toEqual([]);

    for (let hours = 2; hours < 72; hours += 5) await wait(5);
    expect(await cases()).toEqual([]);
    const incident = { type: 'SOURCE_SILENT', title: 'toy is silent about toy', cases: 0 };
    expect(await incidents()).toEqual([{ ...incident, status: 'OFFERED' }]);

    // The first news is there and the rest is on its way: nobody is blamed for that.
    const scans = Array.from({ length: PARCELS - 1 }, (_, index) => scan(index, 'Birchport', hub.time.clock()));
    await tellAll(scans.slice(0, 100));
    await heardOf();
    await wait(1);
    expect(await incidents()).toEqual([{ ...incident, status: 'CLOSED' }]);
    await tellAll(scans.slice(100));
    for (let i = 0; i < 10; i++) {
      await hub.tell({ number: `S${i}`, events: [{ code: 'DELIVERED', at: hub.time.clock() }] });
      await heardOf();
      await wait(2);
    }
    expect(await cases()).toEqual([{ tracking_number: `T${PARCELS - 1}`, kind: 'STALLED_IN_TRANSIT' }]);
  }, 300_000);

  it('is not one that is asked and answers that nothing is new', async () => {
    for (let i = 0; i < 60; i++) {
      await hub.tell({ number: `H${i}`, events: [{ code: 'DELIVERED', at: hub.time.clock() }] });
      hub.time.advance(2 * HOUR);
    }
    await hub.tell(scan(1, 'Alder Falls', hub.time.clock()));
    await heardOf();
    for (let hours = 0; hours < 80; hours += 2) {
      const answered = [hub.source.id, hub.time.clock()];
      await hub.rows(
        `update source_state set last_pull_at = $2, last_pull_outcome = 'ANSWERED' where source_id = $1`,
        answered,
      );
      await wait(2);
    }
    expect(await incidents()).toEqual([]);
    expect(await cases()).toEqual([{ tracking_number: 'T1', kind: 'STALLED_IN_TRANSIT' }]);
  }, 60_000);

  it('keeps nothing from being found that does not rest on its silence', async () => {
    for (let i = 0; i < 60; i++) {
      await hub.tell({ number: `H${i}`, events: [{ code: 'DELIVERED', at: hub.time.clock() }] });
      hub.time.advance(2 * HOUR);
    }
    await hub.tell(scan(1, 'Alder Falls', hub.time.clock()));
    await heardOf();
    await wait(60);
    const event = { code: 'EXCEPTION' as const, at: hub.time.clock(), reasons: ['carrier.damage' as const] };
    await hub.post({ number: 'T1', events: [event] }, 'toy-relay');
    await hub.pipeline.settled();
    expect(await cases()).toEqual([{ tracking_number: 'T1', kind: 'DAMAGE_REPORTED' }]);
  }, 60_000);
});
