import { pathToFileURL } from 'node:url';
import { instant } from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import { buildEntry } from './testing/build-entry';
import { empty } from './testing/projections';
import { sign, testHub, type TestHub } from './testing/test-hub';
import { toyPlugin, type ToyEvent, type ToyParcel } from './testing/toy-plugin';

const AT = instant('2026-11-20T08:00:00Z');
const EVENT = `{"code":"ACCEPTED","at":"${AT}"}`;
const TOY = '{"number":"T1","events":[]}';
const nested = (depth: number): string => `{"number":"T1","events":[${'['.repeat(depth)}${']'.repeat(depth)}]}`;
const BOMB = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">${Array.from(
  { length: 20 },
  (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};&a${i};&a${i};">`,
).join('')}]><TrackResponse>&a20;</TrackResponse>`;

describe('bad input', () => {
  let hub: TestHub;
  beforeAll(async () => {
    const files = {
      toy: buildEntry('libs/pipeline/src/testing/toy-plugin.ts'),
      ups: buildEntry('plugins/ups/src/index.ts'),
    };
    const { plugin: ups } = (await import(files.ups)) as { plugin: Plugin };
    const plugins = new Map([
      ['toy', { from: pathToFileURL(files.toy).href, plugin: toyPlugin }],
      ['ups', { from: pathToFileURL(files.ups).href, plugin: ups }],
    ]);
    const workerFile = buildEntry('libs/pipeline/src/normalize/normalize-worker.ts');
    hub = await testHub({ plugins: [toyPlugin, ups], needs: { plugins, workerFile, workers: 1, roles: ['apply'] } });
  });
  afterAll(() => hub.close());
  beforeEach(() => empty(hub.pool, 'inbox, pending, dead_letter, milestone, shipment, orders, alias'));

  const deposit = async (source: string, body: string | Uint8Array): Promise<void> => {
    const sourceId = hub.sources.get(source)!.id;
    const bytes = Buffer.from(body as string);
    await hub.pipeline.deposit({ merchantId: hub.merchant.id, sourceId, contentType: null, headers: {}, body: bytes });
    await hub.pipeline.settled();
  };
  const letters = () =>
    hub.rows<{ path: string; error: string; preview: string }>('select path, error, preview from dead_letter');

  it.each<[what: string, source: string, body: string | Uint8Array, why: RegExp]>([
    ['nothing at all', 'toy', '', /^no value, at line 1|empty|end/i],
    ['blanks', 'toy', ' \n ', /.{10,}/],
    ['half a document', 'toy', '{"number":"T1",', /line 1/],
    ['a word', 'toy', 'delivered', /line 1/],
    ['a lone number', 'toy', '7', /^not a toy parcel$/],
    ['null', 'toy', 'null', /^not a toy parcel$/],
    ['a list', 'toy', '[]', /^not a toy parcel$/],
    ['a list nested 100,000 deep', 'toy', nested(100_000), /^nested deeper than 64 levels at byte \d+$/],
    ['a list nested 100,000 deep that is never closed', 'toy', '['.repeat(100_000), /^nested deeper than 64 levels/],
    ['bytes that are no UTF-8', 'toy', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), /UTF-8/],
    ['an image', 'toy', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /UTF-8/],
    ['HTML', 'ups', '<!DOCTYPE html><html><body>Bad gateway</body></html>', /a web page/],
    ['a billion laughs', 'ups', BOMB, /a declaration of a document type is not accepted/],
    ['XML that is never closed', 'ups', '<TrackResponse><Shipment>', /.{10,}/],
    ['XML nested 100,000 deep', 'ups', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, /.{10,}/],
    ['nothing at all', 'ups', '', /^there is nothing in it$/],
  ])('%s (%s) is kept and set aside with a reason', async (_, source, body, why) => {
    await deposit(source, body);
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.error).toMatch(why);
    expect(letter?.error.length).toBeLessThan(500);
    const [kept] = await hub.rows<{ body: Buffer }>('select body from inbox');
    expect(kept?.body.equals(Buffer.from(body as string))).toBe(true);
    expect(await hub.rows('select 1 from pending union all select 1 from shipment')).toEqual([]);
  });

  it('reads a document behind a byte order mark', async () => {
    await deposit('toy', `\uFEFF${TOY}`);
    expect(await letters()).toEqual([]);
    expect(await hub.rows('select tracking_number from shipment')).toEqual([{ tracking_number: 'T1' }]);
  });

  it.each([
    ['40 digits', `"${'9'.repeat(40)}"`, '9'.repeat(40)],
    ['40 digits that look like a float', '9'.repeat(40), '9'.repeat(40)],
    ['22 digits without quotes', '9400111899223197428490', '9400111899223197428490'],
    ['leading zeros', '"000123"', '000123'],
    ['a look of exponents', '"1E5"', '1E5'],
    ['spaces and small letters', '" 1z 999 aa1 "', '1Z999AA1'],
    ['letters of all alphabets', '"ÄЖ水🚚"', 'ÄЖ水🚚'],
  ])('keeps every character of a tracking number with %s', async (_, written, kept) => {
    await deposit('toy', `{"number":${written},"events":[${EVENT}]}`);
    await deposit('toy', `{"number":${written},"events":[${EVENT}]}`);
    expect(await letters()).toEqual([]);
    expect(await hub.rows('select tracking_number from shipment')).toEqual([{ tracking_number: kept }]);
    expect(await hub.rows('select observations from milestone')).toEqual([{ observations: 2 }]);
  });

  it.each([
    ['a float', '1.5', '1.5'],
    ['a float with an exponent', '1e3', '1000'],
  ])('takes %s for a tracking number by its digits', async (_, written, kept) => {
    await deposit('toy', `{"number":${written},"events":[]}`);
    expect(await hub.rows('select tracking_number from shipment')).toEqual([{ tracking_number: kept }]);
  });

  it('refuses a tracking number of 10,000 characters, and not the order beside it', async () => {
    await deposit('toy', `{"number":"${'9'.repeat(10_000)}","orders":[{"number":"1001"}],"events":[${EVENT}]}`);
    expect((await letters()).map(({ path, error }) => [path, error])).toEqual(
      ['#milestones/0', '#shipments/0'].map((path) => [
        path,
        "the plugin's record was refused: trackingNumber is longer than 100 characters",
      ]),
    );
    expect(await hub.rows('select number from orders')).toEqual([{ number: '1001' }]);
  });

  it.each([
    ['NUL', 'A\0B'],
    ['half a surrogate pair', 'A\ud83dB'],
    ['the other half', 'A\udcdaB'],
    ['a text that only looks like one', 'A\\u0000B'],
  ])('stores %s in any text, and finds what was stored again', async (_, strange) => {
    const event: ToyEvent = {
      code: 'ACCEPTED',
      at: AT,
      city: strange,
      region: strange,
      country: strange,
      text: strange,
      piece: strange,
    };
    const document: ToyParcel = {
      number: strange,
      order: strange,
      shipmentId: strange,
      service: strange,
      carrier: strange,
      from: strange,
      events: [event],
      orders: [{ number: strange, email: strange, country: strange, id: strange, amount: '1.00' }],
    };
    for (let times = 0; times < 3; times++) await deposit('toy', JSON.stringify(document));
    expect(await letters()).toEqual([]);
    expect(await hub.rows('select order_number = (select number from orders) as linked from shipment')).toEqual([
      { linked: true },
    ]);
    expect(await hub.rows('select observations from milestone')).toEqual([{ observations: 3 }]);
    const before = await hub.rows('select summary from shipment');
    await hub.pipeline.rebuild(() => undefined);
    expect(await hub.rows('select summary from shipment')).toEqual(before);
  });

  it('cuts texts that nobody reads', async () => {
    await deposit(
      'toy',
      JSON.stringify({ number: 'T1', events: [{ code: 'ACCEPTED', at: AT, text: '🚚'.repeat(200_000) }] }),
    );
    expect(await hub.rows('select length(source_text) < 3000 as short from milestone')).toEqual([{ short: true }]);
  });

  it('understands what is right in an input of 5,000 events of which every other is wrong', async () => {
    const events = Array.from({ length: 5_000 }, (_, i) =>
      i % 2 ? '{"broken":true}' : EVENT.replace('}', `,"city":"C${i}"}`),
    );
    await deposit('toy', `{"number":"T1","events":[${events.join()}]}`);
    expect(await hub.rows('select count(*)::int as n from milestone')).toEqual([{ n: 2_500 }]);
    expect(await letters()).toHaveLength(100);
  });

  it('lets 255 of a batch of 256 through when one is poison for the database itself', async () => {
    // Larger than an entry of the index over order numbers and e-mail addresses may be, and not compressible.
    const poison = Array.from({ length: 1_900 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join(
      '',
    );
    const bodies = Array.from({ length: 256 }, (_, i) =>
      Buffer.from(
        JSON.stringify({
          number: `B${i}`,
          events: [],
          orders: [{ number: `O${i}`, email: i === 77 ? poison : 'kim@example.test' }],
        }),
      ),
    );
    const replies = await Promise.all(
      bodies.map((body) => hub.pipeline.receive({ source: 'toy', headers: sign(body), body })),
    );
    expect(replies.filter(({ status }) => status === 'stored')).toHaveLength(256);
    await hub.pipeline.settled();
    expect(await hub.rows('select count(*)::int as n from shipment')).toEqual([{ n: 255 }]);
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.error).toMatch(/^could not be applied: index row size \d+ exceeds/);
    expect(letter?.preview).toContain('"B77"');
    expect(await hub.rows('select 1 from pending')).toEqual([]);
  });
});
