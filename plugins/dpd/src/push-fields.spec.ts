import { acknowledge } from './push-fields';

const reply = (text: string) => acknowledge({ body: Buffer.from(text) });

it.each([
  ['the fields of an address', 'pushid=20000000001&pnr=05300000000001&status=delivery_customer'],
  ['an address with its mark', '?pnr=05300000000001&pushid=20000000001'],
  ['JSON', '{"pushid":"20000000001","pnr":"05300000000001"}'],
  ['a number in JSON', '{"pushid":20000000001,"pnr":"05300000000001"}'],
])('gives the pushid of %s back', (_name, sent) =>
  expect(reply(sent)).toEqual({
    contentType: 'text/xml',
    body: '<push><pushid>20000000001</pushid><status>OK</status></push>',
  }),
);

it.each([
  ['no pushid', 'pnr=05300000000001&status=delivery_customer'],
  ['a pushid that is no number', 'pushid=<b>1&pnr=05300000000001'],
  ['nothing', ''],
  ['no JSON', '{"pushid"'],
])('has no answer for %s', (_name, sent) => expect(reply(sent)).toBeNull());
