import { orderNumberIn, trackingNumberIn } from './numbers-in-text';

describe('the numbers that a customer writes of', () => {
  it.each([
    ['Where is my order 1042?', '1042'],
    ['Order #1042 arrived broken', '1042'],
    ['order number: WB-20931, please help', 'WB-20931'],
    ['Meine Bestellung Nr. 88121 fehlt', '88121'],
    ['Bestellung Nummer: 88121', '88121'],
    ['ma commande n° 5512', '5512'],
    ['mi pedido 77120 no llega', '77120'],
    ['Re: #1042', '1042'],
    ['order 1042, yes order #1042', '1042'],
  ])('finds the order in "%s"', (text, number) => expect(orderNumberIn(text)).toBe(number));

  it.each(['Where is my order?', 'I order often', 'orders 1042 and order 1043', 'call 555 0199', ''])(
    'finds no order in "%s"',
    (text) => expect(orderNumberIn(text)).toBeNull(),
  );

  it('finds a parcel by a number that only one carrier gives out', () => {
    expect(trackingNumberIn('UPS says 1Z5R89390357567127 was left outside')).toBe('1Z5R89390357567127');
    expect(trackingNumberIn('ups says 1z5r89390357567127.')).toBe('1Z5R89390357567127');
  });

  it.each(['1Z5R89390357567128', 'my phone is 00491701234567', '123456789012', ''])(
    'takes "%s" for no parcel',
    (text) => expect(trackingNumberIn(text)).toBeNull(),
  );

  it('does not choose between two parcels', () =>
    expect(trackingNumberIn('1Z5R89390357567127 or 1Z879E930346834440')).toBeNull());
});
