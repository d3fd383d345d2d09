import { instant, recognize } from '@whereabouts/model';
import { normalized, type Plugin } from '@whereabouts/plugin-sdk';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inventor } from './invent';
import { personalKind, type PersonalKind } from './personal-keys';
import { redact } from './redact';
import { rewriteDocument } from './rewrite';

const pluginOf = async (id: string): Promise<Plugin> =>
  ((await import(`@whereabouts/plugin-${id}`)) as { plugin: Plugin }).plugin;
let ups: Plugin;
let shopify: Plugin;
beforeAll(async () => {
  [ups, shopify] = await Promise.all([pluginOf('ups'), pluginOf('shopify')]);
});

const RECEIVED = instant('2026-03-10T12:00:00Z');
const invent = inventor(Buffer.alloc(32, 7));
const redacted = (plugin: Plugin, text: string, headers: Record<string, string> = {}): string => {
  const result = redact(plugin, { body: Buffer.from(text), headers, receivedAt: RECEIVED }, invent);
  if (!result.ok) throw new Error(result.problem);
  return Buffer.from(result.body).toString();
};

const ISA =
  'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260301*1200*U*00401*000000001*0*P*>~';
const UPS_REPLY = {
  trackResponse: {
    shipment: [
      {
        inquiryNumber: '1Z5R89390357567127',
        package: [
          {
            trackingNumber: '1Z5R89390357567127',
            packageAddress: [
              {
                type: 'DESTINATION',
                name: 'Marta Quill',
                address: { addressLine1: '9 Elm Row', city: 'Reno', countryCode: 'US' },
              },
            ],
            deliveryInformation: { location: 'Front Desk', receivedBy: 'QUILL' },
            activity: [
              {
                location: { address: { city: 'Louisville', stateProvince: 'KY', countryCode: 'US' } },
                status: { type: 'D', description: 'DELIVERED', code: 'KB' },
                date: '20260301',
                time: '101500',
                gmtDate: '20260301',
                gmtTime: '151500',
                gmtOffset: '-05:00',
              },
            ],
          },
        ],
      },
    ],
  },
};

describe('a document without what it says of persons', () => {
  it('keeps what the plugin reads, and places of events', () => {
    const text = redacted(ups, JSON.stringify(UPS_REPLY, null, 1));
    expect(text).not.toMatch(/Quill|Elm Row|1Z5R89390357567127/i);
    expect(text).toContain('"city": "Louisville"');
    expect(text).toContain('"description": "DELIVERED"');
    const number = /"trackingNumber": "(\w+)"/.exec(text)![1]!;
    expect(text).toContain(`"inquiryNumber": "${number}"`);
    expect(recognize(number)[0]).toMatchObject({ carrier: 'ups', checkDigit: 'valid' });
  });

  it("keeps units of measures, which are nobody's flat", async () => {
    const postnord = await pluginOf('postnord');
    const fixture = readFileSync(resolve(__dirname, '../../../../plugins/postnord/fixtures/collected.json'), 'utf8');
    const text = redacted(postnord, fixture.replace('"kg"', '"KG"'));
    expect(text).not.toMatch(/Sample Street/);
    expect(redacted(ups, '{"recipient":{"unit":"Flat 4 of Elm"},"packageWeight":{"unit":"lbs"}}')).toMatch(
      /"unit":".*Sample Street"},"packageWeight":{"unit":"lbs"}/,
    );
  });

  it('is refused where a fact of a parcel would be lost with it', () => {
    const reads = (body: Uint8Array): number | null => Number(/"houseNumber":"(\d+)"/.exec(String(body))?.[1]) || null;
    const odd: Plugin = {
      ...ups,
      normalize: ({ body }) => {
        const weightGrams = reads(body);
        const shipment = { trackingNumber: '1Z5R89390357567127', carrier: 'ups' };
        return normalized({ shipments: [{ ...shipment, ...(weightGrams && { billed: { weightGrams } }) }] });
      },
    };
    const input = { body: Buffer.from('{"houseNumber":"77"}'), headers: {}, receivedAt: RECEIVED };
    expect(redact(odd, input, invent)).toMatchObject({ ok: false, problem: expect.stringContaining('shipments 1') });
  });

  it('has the same in place of the same, in all documents', () => {
    expect(redacted(ups, JSON.stringify(UPS_REPLY))).toBe(redacted(ups, JSON.stringify(UPS_REPLY)));
    expect(inventor(Buffer.alloc(32, 8)).trackingNumber('1Z5R89390357567127')).not.toBe(
      invent.trackingNumber('1Z5R89390357567127'),
    );
  });

  it('has nothing of a customer, wherever it stands', () => {
    const order = {
      id: 450789469,
      name: '#1001',
      order_number: 1001,
      email: 'marta.quill@mail.test',
      created_at: '2026-03-01T10:00:00-05:00',
      token: 'b1946ac92492d2347c6235b4d2611184',
      browser_ip: '203.0.113.9',
      note: 'Please ring at Quill',
      order_status_url: 'https://shop.test/orders?who=marta.quill@mail.test',
      customer: { id: 7, first_name: 'Marta', last_name: 'Quill', phone: '+16135550143' },
      shipping_address: {
        name: 'Marta Quill',
        address1: '9 Elm Row',
        city: 'Reno',
        zip: '89501',
        country_code: 'US',
        latitude: 39.529632,
      },
      line_items: [{ id: 1, sku: 'LAMP', title: 'Lamp', quantity: 1, price: '10.00' }],
    };
    const text = redacted(shopify, JSON.stringify(order), { 'x-shopify-topic': 'orders/create' });
    expect(text).not.toMatch(/quill|marta|elm row|89501|6135550143|b1946|203\.0\.113|Reno|39\.52/i);
    expect(JSON.parse(text)).toMatchObject({
      id: 450789469,
      name: '#1001',
      line_items: [{ sku: 'LAMP', title: 'Lamp' }],
    });
  });

  it('has no persons in X12 either', () => {
    const parties =
      'N1*ST*MARTA QUILL~N3*9 ELM ROW~N4*RENO*NV*89501*US~PER*IC*M QUILL*TE*6135550143~N1*CA*ACME FREIGHT~';
    const text = redacted(ups, `${ISA}${parties}`.replaceAll('~', '~\n'));
    expect(text).not.toMatch(/quill|elm row|reno\b|89501|6135550143/i);
    expect(text).toContain('N1*CA*ACME FREIGHT~');
    expect(text.startsWith(ISA)).toBe(true);
  });

  it('has no labels, and no keys of links', () => {
    const label = Buffer.alloc(300, 'Marta Quill, 9 Elm Row').toString('base64');
    const reply = { ...UPS_REPLY, label, link: `https://ups.test/pod?id=4&access_key=4f5e6d7c8b9a` };
    const text = redacted(ups, JSON.stringify(reply));
    expect(text).not.toContain(label.slice(0, 40));
    expect(text).toContain('"https://ups.test/pod?id=4&access_key=left-out"');
  });

  it('is refused when nobody knows its format', () => {
    const input = { headers: {}, receivedAt: RECEIVED };
    expect(redact(ups, { ...input, body: Buffer.from('<html><p>Marta Quill</p></html>') }, invent)).toMatchObject({
      ok: false,
    });
    expect(redact(ups, { ...input, body: Buffer.from([0xff, 0xfe, 0x00]) }, invent)).toMatchObject({ ok: false });
    expect(redact(ups, { ...input, body: Buffer.from("UNB+UNOA:1+A+B'") }, invent)).toMatchObject({ ok: false });
  });
});

describe('a rewritten document', () => {
  const up = (text: string) =>
    rewriteDocument(text, (keys, value) => (keys.at(-1) === 'who' ? value.toUpperCase() : value));

  it.each([
    [
      'JSON, its spaces and its digits',
      '{ "id": 9400111899223197428490, "who":"ann",\n "n": 1.50 }',
      '{ "id": 9400111899223197428490, "who":"ANN",\n "n": 1.50 }',
    ],
    ['a document in a text', '{"body":"{\\"who\\":\\"ann\\"}"}', '{"body":"{\\"who\\":\\"ANN\\"}"}'],
    [
      'XML, attributes and entities',
      '<?xml version="1.0"?><a:p who="o&apos;x"><who>b &amp; c</who><!-- ann --><x/></a:p>',
      `<?xml version="1.0"?><a:p who="O'X"><who>B &amp; C</who><x/></a:p>`,
    ],
    ['a table', 'id;who\n1;"an;n"\n2;bo\n', 'id;who\n1;"AN;N"\n2;BO\n'],
    ['X12', `${ISA}N1*ST*X~N9*2I*1~`, `${ISA}N1*ST*X~N9*2I*1~`],
    ['a form', 'id=1&who=ann%20b', 'id=1&who=ANN%20B'],
  ])('keeps %s', (_, before, after) => {
    expect(up(before)).toBe(after);
  });

  it.each(['', 'hello', '{"a":', '<html><body>x</body></html>', 'one,two'])('is none of %j', (text) => {
    expect(up(text)).toBeNull();
  });
});

describe('what is personal', () => {
  it.each<[string, PersonalKind | null]>([
    ['activity.location.address.city', null],
    ['recipientInformation.address.city', 'city'],
    ['customer.default_address.zip', 'postal-code'],
    ['events.pod.name', 'name'],
    ['carrier.name', null],
    ['line_items.name', null],
    ['shipping_lines.title', null],
    ['Ship To Name', 'name'],
    ['Ship To Zip', 'postal-code'],
    ['Total', null],
    ['Delivery Date', null],
    ['deliveryDetails.receivedByName', 'name'],
    ['to_address.street1', 'street'],
    ['buyer_accepts_marketing', null],
    ['shipperNumber', 'account'],
    ['status.description', null],
    ['trackingDetails.address', null],
    ['recipient.address', 'street'],
  ])('of %s is %j', (path, kind) => {
    expect(personalKind(path.split('.'))).toBe(kind);
  });

  it('in a helpdesk are the words of people as well', () => {
    expect([personalKind(['ticket', 'subject'], true), personalKind(['ticket', 'status'], true)]).toEqual([
      'text',
      null,
    ]);
  });
});

describe('the fixtures of all plugins', () => {
  const root = resolve(__dirname, '../../../../plugins');
  const folders = ['ups', 'shopify', 'fedex', 'usps', 'easypost', 'shipbob', 'zendesk', 'dhl-express', 'royal-mail'];

  it.each(folders)('of %s are redacted, or refused with the reason', async (id) => {
    const plugin = await pluginOf(id);
    const folder = join(root, id, 'fixtures');
    if (!existsSync(folder)) return;
    const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));
    const results = names.map((name) =>
      redact(plugin, { body: readFileSync(join(folder, name)), headers: {}, receivedAt: RECEIVED }, invent),
    );
    const problems = results.flatMap((result, index) => (result.ok ? [] : [`${names[index]}: ${result.problem}`]));
    expect(problems.filter((one) => /personal is left|changes/.test(one))).toEqual([]);
    expect(problems.length).toBeLessThan(names.length / 2);
  });
});
