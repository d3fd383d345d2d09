import { world, type World } from './testing/world';

/** Every text that a query or a subscription looks something up by. */
const LOOKUPS = [
  'query ($text: String!) { exceptionCases(filter: { search: $text }) { totalCount } }',
  'query ($text: String!) { exceptionCases(filter: { tag: $text }) { nodes { id } } }',
  'query ($text: String!) { exceptionCases(filter: { nodeCode: [$text] }) { nodes { id } } }',
  'query ($text: String!) { shipments(filter: { search: $text }) { nodes { id } } }',
  'query ($text: String!) { shipments(filter: { carrier: [$text] }) { totalCount } }',
  'query ($text: String!) { shipment(trackingNumber: $text) { id } }',
  'query ($text: String!) { orders(filter: { search: $text }) { nodes { id } } }',
  'query ($text: String!) { orders(filter: { customerEmail: $text }) { nodes { id } } }',
  'query ($text: String!) { order(number: $text) { id } }',
  'query ($text: String!) { users(search: $text) { nodes { id } } }',
  'query ($text: String!) { queueSummary(filter: { search: $text }) { open } }',
  'subscription ($text: String!) { queueSummary(filter: { search: $text }) { open } }',
  'subscription ($text: String!) { exceptionChanges(filter: { search: $text }, snapshot: true) { cursor } }',
  'subscription ($text: String!) { shipmentChanges(filter: { search: $text }, snapshot: true) { cursor } }',
];

describe('a text with the character U+0000', () => {
  let hub: World;
  beforeAll(async () => {
    hub = await world();
  });
  afterAll(() => hub.close());

  it.each(LOOKUPS)('is a mistake of who sends it, not a fault of the hub: %s', async (query) => {
    const opened = await hub.api.openStream({
      query,
      variables: { text: 'a\0b' },
      viewer: hub.viewer('LEAD'),
      requestId: 'r',
    });
    const { errors } = JSON.parse(opened.ok ? (await opened.stream.next())! : opened.body) as { errors: unknown };
    expect(errors).toMatchObject([
      { message: expect.stringContaining('U+0000'), extensions: { code: 'BAD_USER_INPUT', retryable: false } },
    ]);
    expect(hub.faults).toEqual([]);
  });
});
