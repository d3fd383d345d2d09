import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import { rawInput, stableUnderReordering } from '@whereabouts/plugin-testkit';
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

/** A milestone in one line: time, code, reasons, what is special, place. */
const line = (m: MilestoneRecord): string =>
  [
    m.occurredLocal ?? 'no time',
    m.code,
    m.reasons.join(' + '),
    m.facilityAction,
    m.deliveredTo && `to ${m.deliveredTo}`,
    m.direction === 'RETURN' && 'backwards',
    m.leg && `by ${m.leg}`,
    m.timeCertainty !== 'OFFSET_GIVEN' && `(${m.timeCertainty})`,
    m.place && `@ ${[m.place.city, m.place.region, m.place.postalCode, m.place.country].filter(Boolean).join(' ')}`,
  ]
    .filter(Boolean)
    .join(' ');
const complaint = (issue: Issue): string => `${issue.kind} ${issue.path}: ${issue.problem}`;

const STORIES: Record<string, { readonly says: string[]; readonly issues?: string[] }> = {
  'pre-transit': {
    says: [
      '2026-02-02T15:00:10Z LABEL_CREATED (ZONE_ASSUMED)',
      '2026-02-02T15:03:00Z LABEL_CREATED @ HARBORTON NV 89099',
    ],
  },
  'in-transit': {
    says: [
      '2026-02-02T15:20:00Z LABEL_CREATED @ K0K 1A1 CA',
      '2026-02-02T21:05:00Z ACCEPTED @ BRIGHTWATER ON K0K 1A1 CA',
      '2026-02-03T02:10:00Z IN_TRANSIT DEPARTED @ BRIGHTWATER ON K0K 1A1 CA',
      '2026-02-03T02:15:00Z INFORMATION @ BRIGHTWATER ON K0K 1A1 CA',
      '2026-02-04T04:00:00Z CUSTOMS_CLEARED @ RIVERMOUTH TN 38000 US',
      '2026-02-04T06:30:00Z IN_TRANSIT ARRIVED @ RIVERMOUTH TN 38000 US',
      '2026-02-04T22:00:00-05:00 IN_TRANSIT @ SOUTHPORT PA 18000 US',
      '2026-02-05T11:35:00Z AT_DELIVERY_DEPOT ARRIVED @ EASTBRIDGE NY 10099 US',
    ],
  },
  'failed-attempt': {
    says: [
      '2026-02-05T13:00:00Z OUT_FOR_DELIVERY @ SANDY COVE CA 92000 US',
      '2026-02-05T21:06:30Z ATTEMPT_FAILED recipient.not_available @ SANDY COVE CA 92000 US',
      '2026-02-06T18:52:00Z HELD unknown.unknown @ SANDY COVE CA 92000 US',
      '2026-02-06T20:43:00Z INFORMATION address.corrected (ZONE_ASSUMED)',
      '2026-02-06T22:00:00Z EXCEPTION shipper.label_unreadable @ SANDY COVE CA 92000 US',
      '2026-02-07T13:15:00Z OUT_FOR_DELIVERY @ SANDY COVE CA 92000 US',
      '2026-02-07T19:15:54Z DELIVERED to SAFE_PLACE @ SANDY COVE CA 92000 US',
    ],
  },
  redelivery: {
    says: [
      '2026-02-04T16:00:00Z ACCEPTED @ HARBORTON NV 89099',
      '2026-02-05T06:00:00Z INFORMATION (ZONE_ASSUMED)',
      '2026-02-06T02:00:00Z DELAYED (ZONE_ASSUMED)',
      '2026-02-07T17:30:00Z ATTEMPT_FAILED recipient.not_available @ WESTFIELD OR 97099',
      '2026-02-08T17:30:00Z ATTEMPT_FAILED address.access_restricted @ WESTFIELD OR 97099',
      '2026-02-08T18:00:00Z IN_TRANSIT @ WESTFIELD OR 97099',
    ],
  },
  delivered: {
    says: [
      '2026-02-03T01:00:00Z LABEL_CREATED (ZONE_ASSUMED)',
      '2026-02-03T23:59:59Z ACCEPTED @ HARBORTON NV 89099 US',
      '2026-02-04T06:00:00Z IN_TRANSIT DEPARTED @ HARBORTON NV 89099 US',
      '2026-02-05T14:00:00Z PARTNER_HANDOFF @ WESTFIELD OR 97099 US',
      '2026-02-06T10:12:00Z OUT_FOR_DELIVERY by USPS @ WESTFIELD OR 97099 US',
      '2026-02-06T19:47:00Z DELIVERED to MAILBOX by USPS @ WESTFIELD OR 97099 US',
    ],
  },
  damaged: {
    says: [
      '2026-02-04T06:00:00Z IN_TRANSIT ARRIVED @ HARBORTON NV 89099 US',
      '2026-02-05T09:30:00Z EXCEPTION carrier.damage @ HARBORTON NV 89099 US',
      '2026-02-05T12:00:00Z TERMINATED carrier.destroyed @ HARBORTON NV 89099 US',
    ],
  },
  'return-to-sender': {
    says: [
      '2026-02-06T15:00:00Z OUT_FOR_DELIVERY @ WESTFIELD OR 97099',
      '2026-02-06T21:00:00Z ATTEMPT_FAILED recipient.refused @ WESTFIELD OR 97099',
      '2026-02-07T09:00:00Z RETURNING backwards @ WESTFIELD OR 97099',
      '2026-02-07T10:00:00Z RETURNING address.incorrect backwards @ WESTFIELD OR 97099',
      '2026-02-10T04:00:00Z RETURNING ARRIVED backwards @ HARBORTON NV 89099',
      '2026-02-14T18:00:00Z RETURNED backwards @ HARBORTON NV 89099',
    ],
  },
  lost: {
    says: [
      '2026-01-10T12:00:00Z IN_TRANSIT ARRIVED @ RIVERMOUTH TN 38000',
      '2026-01-20T12:00:00Z EXCEPTION carrier.investigating @ RIVERMOUTH TN 38000',
      '2026-01-29T12:00:00Z INFORMATION @ RIVERMOUTH TN 38000',
      '2026-02-01T12:00:00Z TERMINATED carrier.lost @ RIVERMOUTH TN 38000',
    ],
  },
  'weather-delay': {
    says: [
      '2026-02-04T06:00:00Z IN_TRANSIT ARRIVED @ RIVERMOUTH KY 40000 US',
      '2026-02-04T09:00:00Z DELAYED external.weather @ RIVERMOUTH KY 40000 US',
      '2026-02-04T10:00:00Z DELAYED external.weather @ RIVERMOUTH KY 40000 US',
      '2026-02-05T10:00:00Z EXCEPTION carrier.missort @ RIVERMOUTH KY 40000 US',
      '2026-02-05T18:00:00Z HELD carrier.held_at_facility @ RIVERMOUTH KY 40000 US',
    ],
  },
  'pickup-point': {
    says: [
      '2026-02-05T10:00:00Z OUT_FOR_DELIVERY @ WESTFIELD OR 97099 US',
      '2026-02-05T17:00:00Z AVAILABLE_FOR_PICKUP @ WESTFIELD OR 97099 US',
      '2026-02-05T17:01:00Z AVAILABLE_FOR_PICKUP @ WESTFIELD OR 97099 US',
      '2026-02-07T11:30:00Z DELIVERED to SERVICE_POINT @ WESTFIELD OR 97099 US',
    ],
  },
  list: {
    says: [
      '2026-02-05T10:00:00Z IN_TRANSIT ARRIVED backwards @ WESTFIELD OR 97099',
      'no time LABEL_CREATED (UNKNOWN)',
      'no time INFORMATION (UNKNOWN)',
    ],
    issues: [
      'note /trackers/2/finalized: EasyPost follows the parcel no longer, with status unknown',
      'note /trackers/3/status: EasyPost could not follow the parcel',
      'note /trackers/3/status_detail: EasyPost gave up waiting for news',
    ],
  },
  'broken-detail': {
    says: [
      '2026-02-04T06:00:00Z IN_TRANSIT ARRIVED @ HARBORTON NV 89099 US',
      'yesterday IN_TRANSIT DEPARTED (UNKNOWN) @ HARBORTON NV 89099 US',
      '2026-02-05T06:00:00Z UNMAPPED @ HARBORTON NV 89099 US',
      '2026-02-06T06:00:00Z OUT_FOR_DELIVERY (ZONE_ASSUMED)',
    ],
    issues: [
      'record /tracking_details/1: an event that is not an object',
      'record /tracking_details/2: an event that is not an object',
      'note /tracking_details/3/datetime: not a time: "yesterday"',
      'record /tracking_details/5: an event with neither status nor message',
    ],
  },
  'batch-event': { says: [], issues: ['note : batch.updated: no tracking news'] },
  error: {
    says: [],
    issues: [
      'source-error /error: TRACKER.CREATE.ERROR: The tracking code does not belong to a carrier that we know. (tracking_code is not valid; try again)',
    ],
  },
};

describe('normalize', () => {
  it.each(Object.entries(STORIES))('tells the story of %s', (name, { says, issues = [] }) => {
    const { milestones, issues: found } = read(fixture(name));
    expect(milestones.map(line)).toEqual(says);
    expect(found.map(complaint)).toEqual(issues);
  });

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
  const documents = Object.keys(STORIES).map((name) => JSON.parse(fixture(name).toString()) as unknown);

  it('is not kept busy by a message without end', () => {
    const message = 'prohibited not cleared label '.repeat(30_000);
    const before = performance.now();
    const { milestones } = read(
      tracker({ tracking_details: [detail({ status: 'failure', status_detail: 'delayed', message })] }),
    );
    expect(milestones[0]).toMatchObject({ code: 'DELAYED', sourceText: message.trim() });
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('keeps nothing between inputs', () => {
    stableUnderReordering(
      { normalize },
      Object.keys(STORIES).map((name) => rawInput(fixture(name))),
    );
  });

  it('never throws, and says the same of the same bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { maxLength: 6 }),
        mutated,
      ),
      { numRuns: 2_000 },
    );
  });

  function mutated(document: unknown, changes: [number, unknown][]) {
    const copy = JSON.parse(JSON.stringify(document)) as unknown;
    for (const [where, value] of changes) {
      const slots = slotsOf(copy);
      const slot = slots[where % slots.length];
      if (slot) slot.holder[slot.key] = value;
    }
    const bytes = Buffer.from(JSON.stringify(copy));
    const first = read(bytes);
    expect(JSON.stringify(read(bytes))).toBe(JSON.stringify(first));
    for (const { problem } of first.issues) expect(problem).not.toContain('unexpected fault');
    for (const { trackingNumber, code, occurredAt } of first.milestones) {
      expect(trackingNumber).toBeTruthy();
      expect(code).toMatch(/^[A-Z_]+$/);
      expect(occurredAt === null || /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(occurredAt)).toBe(true);
    }
  }

  /** Every place in a document that can be overwritten. */
  function slotsOf(value: unknown): { holder: Record<string, unknown>; key: string }[] {
    if (typeof value !== 'object' || value === null) return [];
    const holder = value as Record<string, unknown>;
    return Object.keys(holder).flatMap((key) => [{ holder, key }, ...slotsOf(holder[key])]);
  }
});
