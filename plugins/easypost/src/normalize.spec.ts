import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from '@whereabouts/plugin-testkit';
import { normalize } from './normalize';

const fixture = (name: string) => readFileSync(join(__dirname, `../fixtures/${name}.json`));
const read = (body: unknown): Normalized => normalize(rawInput(body));
const tracker = (change: object = {}) => ({
  object: 'Tracker',
  id: 'trk_1',
  tracking_code: '1Z0000000000000099',
  carrier: 'UPS',
  status: 'in_transit',
  tracking_details: [],
  ...change,
});
const detail = (change: object = {}) => ({
  status: 'in_transit',
  status_detail: 'arrived_at_facility',
  datetime: '2026-02-04T06:00:00Z',
  message: 'Arrived at Facility',
  tracking_location: { city: 'HARBORTON', state: 'NV', country: 'US', zip: '89099' },
  ...change,
});

const complaint = (issue: Issue): string => `${issue.kind} ${issue.path}: ${issue.problem}`;

describe('normalize', () => {
  it('keeps whose event it is, and the source’s own words', () => {
    expect(read(fixture('failed-attempt')).milestones[1]).toMatchObject({
      trackingNumber: '770000000234',
      carrier: 'fedex',
      sourceCode: 'failure',
      sourceSubCode: 'delayed',
      sourceText: 'Delivery exception (Customer not available or business closed)',
      occurredAt: '2026-02-05T21:06:30.000Z',
    });
  });

  it.each([
    ['USPS', 'USPS'],
    ['UPSDAP', undefined],
    ['EasyPost', undefined],
    [null, undefined],
  ])('names %s as the leg of a UPS parcel only if it is another carrier', (source, leg) => {
    expect(read(tracker({ tracking_details: [detail({ source })] })).milestones[0]?.leg).toBe(leg);
  });

  it('takes the instant of a time with an offset', () => {
    expect(read(fixture('in-transit')).milestones[6]?.occurredAt).toBe('2026-02-05T03:00:00.000Z');
  });

  it('knows a carrier by the name of a numbered connection', () =>
    expect(read(tracker({ carrier: 'VehoV2' })).shipments).toMatchObject([{ carrier: 'veho' }]));

  it('reports the shipment, with the weight that the carrier measured in grams', () => {
    expect(read(fixture('delivered')).shipments).toEqual([
      {
        trackingNumber: '1Z0000000000000001',
        carrier: 'ups',
        externalId: expect.stringMatching(/^trk_/),
        serviceLevel: 'SUREPOST',
        trackingUrl: expect.stringMatching(/^https:\/\/track\.easypost\.com\//),
        carrierEstimate: '2026-02-06T23:30:00.000Z',
        destination: { city: 'WESTFIELD', region: 'OR', postalCode: '97099', country: 'US' },
        billed: { weightGrams: 499 },
        isReturn: false,
      },
    ]);
  });

  it('says of a return label that it is one', () => {
    expect(read(fixture('list')).shipments.map(({ isReturn }) => isReturn)).toEqual([true, false, false, false]);
  });
});

describe('a tracker without events', () => {
  it.each([
    ['pre_transit', 'label_created', ['LABEL_CREATED']],
    ['delivered', 'arrived_at_destination', ['DELIVERED']],
    ['failure', 'lost', ['TERMINATED']],
    ['in_transit', 'teleported', ['UNMAPPED']],
    ['unknown', null, []],
    ['error', null, []],
    [null, null, []],
  ])('with status %s, %s says %j and no time', (status, status_detail, codes) => {
    const { milestones } = read(tracker({ status, status_detail, updated_at: '2026-02-09T20:00:00Z' }));
    expect(milestones.map(({ code }) => code)).toEqual(codes);
    for (const one of milestones) expect(one).toMatchObject({ occurredAt: null, timeCertainty: 'UNKNOWN' });
  });

  it('is not asked for its status when it lists events', () => {
    const { milestones, issues } = read(tracker({ status: 'delivered', tracking_details: [detail()] }));
    expect(milestones.map(({ code }) => code)).toEqual(['IN_TRANSIT']);
    expect(issues.map(complaint)).toEqual(['note /status: the tracker says delivered, but none of its events does']);
  });
});

describe('documents of every shape', () => {
  const one = tracker({ tracking_details: [detail()] });
  it.each<[string, unknown, string[]]>([
    ['a tracker', one, []],
    ['a bare list', [one], []],
    ['a page of trackers', { trackers: [one], has_more: true }, []],
    ['an event', { object: 'Event', description: 'tracker.updated', result: one }, []],
    ['an insurance', { object: 'Insurance', tracker: one }, []],
    ['an event about an insurance', { object: 'Event', result: { object: 'Insurance', tracker: one } }, []],
    ['a shipment', { object: 'Shipment', id: 'shp_1', tracker: one }, []],
    ['a tracker that does not say so', { ...one, object: undefined }, []],
    ['a refund', { object: 'Refund', tracking_code: '1Z' }, ['note : Refund: no tracking news']],
    ['a page of refunds', { refunds: [{}], has_more: false }, ['note : refunds: no tracking news']],
    ['a bare event', { object: 'Event', description: 'tracker.created' }, ['note : tracker.created: no tracking news']],
    [
      'a payment',
      { object: 'Event', description: 'payment.created', result: { object: 'PaymentLog' } },
      ['note : payment.created: no tracking news'],
    ],
    ['an error in words', { error: 'Unauthorized' }, ['source-error /error: Unauthorized']],
    [
      'an error with lists of messages',
      { error: { code: 'X', message: { tracker: ['bad', 'worse'] }, errors: null } },
      ['source-error /error: X: bad: worse'],
    ],
    ['an empty error', { error: {} }, ['source-error /error: an error without a message']],
    ['a stranger', { foo: 1 }, ['record : not an object of EasyPost']],
    ['a number', 7, ['record : neither an object nor a list']],
    [
      'a tracker without number',
      { ...one, tracking_code: null },
      ['record /tracking_code: a tracker without a tracking code'],
    ],
    [
      'an empty tracker without number',
      tracker({ tracking_code: '' }),
      ['note /tracking_code: a tracker without a tracking code'],
    ],
  ])('understands %s', (_name, document, issues) => {
    const found = read(document);
    expect(found.issues.map(complaint)).toEqual(issues);
    expect(found.milestones).toHaveLength(issues.length === 0 ? 1 : 0);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<!DOCTYPE html><p>maintenance</p>'],
    ['half a document', '{"object":"Tracker","tracking_det'],
  ])('sets %s aside', (_name, text) => {
    expect(read(text)).toMatchObject({ milestones: [], shipments: [], issues: [{ kind: 'record', path: '' }] });
  });

  it('keeps a long number of digits as it is', () => {
    const text = `{"object":"Tracker","tracking_code":9400100000000000000017,"tracking_details":[]}`;
    expect(read(text).shipments[0]?.trackingNumber).toBe('9400100000000000000017');
  });
});

describe('bad input', () => {
  it('is not kept busy by a message without end', () => {
    const message = 'prohibited not cleared label '.repeat(30_000);
    const before = performance.now();
    const { milestones } = read(
      tracker({ tracking_details: [detail({ status: 'failure', status_detail: 'delayed', message })] }),
    );
    expect(milestones[0]).toMatchObject({ code: 'DELAYED', sourceText: message.trim() });
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
