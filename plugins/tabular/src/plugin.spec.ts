import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

/** One mapping for all fixtures: groups whose columns a table lacks say nothing. */
const mapping = {
  delimiter: ';',
  dates: 'dd/mm/yyyy',
  zone: 'Europe/Paris',
  parcel: { trackingNumber: 'Tracking No', carrier: 'Carrier', orderNumber: 'Order' },
  event: { code: 'Status', text: 'Remark', date: 'Date', time: 'Time', city: 'Depot', country: 'Country' },
  shipment: { node: { value: 'LIL1' } },
  codes: [
    { code: 'del', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
    { code: 'OUT', means: 'OUT_FOR_DELIVERY' },
    { code: 'DMG', means: 'EXCEPTION', reasons: ['carrier.damage'] },
  ],
} as const;

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures/tracking'),
  settings: () => ({ webhookSecret: 'a-secret-for-tests', mapping }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
});

const fixture = (name: string) => readFileSync(join(__dirname, '../fixtures', name));
const read = (body: string | Uint8Array, how: object) => plugin.normalize(rawInput(body), { mapping: how as never });

describe('a table', () => {
  it('gives one order with a line a row, and text that a spreadsheet would run as text', () => {
    const { orders, issues } = read(fixture('orders.csv'), {
      zone: 'Europe/Paris',
      order: {
        number: 'Order',
        placedAt: 'Placed',
        email: 'Email',
        sku: 'SKU',
        title: 'Title',
        quantity: 'Qty',
        unitPrice: 'Price',
        value: 'Total',
        currency: 'Cur',
      },
    });
    expect(issues).toEqual([]);
    expect(orders).toEqual([
      {
        number: '10450',
        placedAt: '2026-03-09T07:15:00.000Z',
        customer: { email: 'iris@customer.example' },
        value: { amount: '2119.70', currency: 'EUR' },
        lines: [
          { sku: 'MUG-BLUE', title: 'Mug, blue', quantity: 2, unitPrice: { amount: '1029.90', currency: 'EUR' } },
          { sku: 'TEA-01', title: '=HYPERLINK("x")', quantity: 1, unitPrice: { amount: '59.90', currency: 'EUR' } },
        ],
      },
    ]);
  });

  it('gives stock, and sets aside the row whose figure is none', () => {
    const { inventory, issues } = read(fixture('stock.tsv'), {
      inventory: { sku: 'sku', node: 'Site', onHand: 'ON HAND', available: 'Free', at: 'As of' },
    });
    expect(inventory).toEqual([
      { sku: 'MUG-BLUE', nodeCode: 'LIL1', onHand: 120, available: 96, at: '2026-03-10T06:00:00.000Z' },
      { sku: 'TEA-01', nodeCode: 'LIL1', onHand: 0, available: 0, at: '2026-03-10T06:00:00.000Z' },
    ]);
    expect(issues).toEqual([{ path: '/4', problem: 'no stock figure for JAR-02', kind: 'record' }]);
  });

  it('may have no headings, other encodings, and decimal commas', () => {
    const bytes = Buffer.from('1Z1;Z\xfcrich;2,5;12.03.2026\n', 'latin1');
    const { shipments } = read(bytes, {
      encoding: 'windows-1252',
      headings: false,
      decimalComma: true,
      dates: 'dd/mm/yyyy',
      zone: 'Europe/Zurich',
      parcel: { trackingNumber: '1' },
      shipment: { serviceLevel: '2', weightKg: '3', estimate: '4' },
    });
    expect(shipments).toEqual([
      {
        trackingNumber: '1Z1',
        carrier: null,
        serviceLevel: 'Zürich',
        declared: { weightGrams: 2500 },
        carrierEstimate: '2026-03-12T22:59:59.000Z',
      },
    ]);
  });

  it.each([
    ['without a mapping', undefined, /has no mapping/],
    [
      'with a word that is none of ours',
      { codes: [{ code: 'X', means: 'GONE' }] },
      /mapping cannot be used[^]*codes\[0\]\.means/,
    ],
    ['with a zone that is none', { zone: 'Mars/Olympus' }, /must be a time zone/],
  ])('%s is set aside with the reason', (_name, how, problem) => {
    const { issues } = plugin.normalize(rawInput('a,b\n1,2\n'), how === undefined ? {} : { mapping: how as never });
    expect(issues).toMatchObject([{ path: '', kind: 'record', problem: expect.stringMatching(problem) as string }]);
  });

  it('says which columns it lacks', () =>
    expect(read('Nr\n1\n', { parcel: { trackingNumber: 'Nr', carrier: 'Carrier' } }).issues).toEqual([
      { path: '/1', problem: 'no column Carrier', kind: 'note' },
    ]));
});
