import { pathToFileURL } from 'node:url';
import { instant } from '@whereabouts/model';
import { buildEntry } from './testing/build-entry';
import { FAULTY_RECORDS, GARBAGE, plugin as hostile } from './testing/hostile-plugin';
import { empty } from './testing/projections';
import { testHub, type TestHub } from './testing/test-hub';
import { toyPlugin } from './testing/toy-plugin';

describe('a plugin that misbehaves, in a worker thread', () => {
  let hub: TestHub;
  beforeAll(async () => {
    const testing = 'libs/pipeline/src/testing';
    const from = (file: string) => pathToFileURL(buildEntry(`${testing}/${file}.ts`)).href;
    const plugins = new Map([
      ['toy', { from: from('toy-plugin'), plugin: toyPlugin }],
      ['hostile', { from: from('hostile-plugin'), plugin: hostile }],
    ]);
    const workerFile = buildEntry('libs/pipeline/src/normalize/normalize-worker.ts');
    hub = await testHub({
      plugins: [toyPlugin, hostile],
      needs: { plugins, workerFile, workers: 1, roles: ['apply'] },
    });
  });
  afterAll(() => hub.close());
  beforeEach(() => empty(hub.pool, 'dead_letter, milestone, shipment, orders'));

  const say = (word: string): Promise<string> =>
    hub.pipeline.deposit({
      merchantId: hub.merchant.id,
      sourceId: hub.sources.get('hostile')!.id,
      contentType: null,
      headers: {},
      body: Buffer.from(word),
    });
  const letters = () => hub.rows<{ path: string; error: string }>('select path, error from dead_letter order by path');
  const milestones = () => hub.rows<{ source_code: string }>('select source_code from milestone order by source_code');
  const at = instant('2026-11-20T08:00:00Z');

  it.each(Object.keys(GARBAGE))('sets the input aside that it answers with %s', async (word) => {
    await say(word);
    await hub.pipeline.settled();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.error.length).toBeGreaterThan(20);
    expect(await milestones()).toEqual([]);
  });

  it.each(Object.keys(FAULTY_RECORDS))(
    'keeps the good record beside one with %s, and says what was wrong',
    async (word) => {
      await say(word);
      await hub.pipeline.settled();
      expect(await milestones()).toEqual([{ source_code: 'A' }]);
      const [letter, ...more] = await letters();
      expect(more).toEqual([]);
      expect(letter).toMatchObject({ path: expect.stringMatching(/^#(milestones\/1|shipments\/0|orders\/0)$/) });
      expect(letter?.error).toMatch(/^the plugin's record was refused: .{8,}/);
    },
  );

  const isThere = async () => (await hub.rows(`select 1 from shipment where tracking_number = 'T1'`)).length > 0;
  const tellBeside = async (word: string): Promise<void> => {
    await Promise.all(['well', word, 'well', 'well'].map(say));
    await hub.post({ number: 'T1', events: [{ code: 'ACCEPTED', at }] });
  };

  it.each([
    ['throw', /^plugin hostile failed on this input: TypeError: cannot read properties of undefined$/],
    ['throw text', /^plugin hostile failed on this input: no error, just text$/],
    ['exit', /^the plugin .* on this input/],
    ['loop', /^the plugin took longer than \d+ ms on this input and was stopped$/],
    ['leak', /^the plugin used more than \d+ MB on this input and was stopped$/],
  ])('that does nothing but %s harms only its own input', async (word, reason) => {
    await tellBeside(word);
    await hub.pipeline.settled();
    expect(await isThere()).toBe(true);
    expect(await letters()).toEqual([{ path: '', error: expect.stringMatching(reason) }]);
    expect(await hub.rows(`select observations from milestone where source_code = 'A'`)).toEqual([{ observations: 3 }]);
  });

  it('that loops lets the news of others flow before it is stopped for the third time', async () => {
    await Promise.all(['loop', 'loop'].map(say));
    await tellBeside('loop');
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await letters()).length).toBeLessThan(3);
    await hub.pipeline.settled();
    expect(await letters()).toHaveLength(3);
  });
});
