import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MilestoneRecord, Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const read = (name: string): Normalized =>
  plugin.normalize(rawInput(readFileSync(join(__dirname, '../fixtures', name))));

/** What happened, when, why, and the details: in the order of the document. */
const story = ({ milestones }: Normalized) => milestones.map(told);
const told = (scan: MilestoneRecord): string =>
  [
    scan.code,
    scan.sourceCode,
    scan.occurredAt?.slice(0, 16) ?? 'no time',
    ...scan.reasons,
    scan.facilityAction,
    scan.deliveredTo,
    scan.attemptNumber === undefined ? undefined : `attempt ${scan.attemptNumber}`,
    scan.direction === 'RETURN' ? 'back' : undefined,
    scan.leg,
  ]
    .filter(Boolean)
    .join(' ');

describe('the Track API', () => {
  it('tells the way of a delivered package', () => {
    const reply = read('delivered.json');
    expect(story(reply)).toEqual([
      'DELIVERED FS 2026-03-05T19:12 SAFE_PLACE',
      'OUT_FOR_DELIVERY OT 2026-03-05T13:45',
      'OUT_FOR_DELIVERY OF 2026-03-05T11:11',
      'AT_DELIVERY_DEPOT YP 2026-03-05T07:47',
      'IN_TRANSIT AR 2026-03-05T03:21 ARRIVED',
      'IN_TRANSIT DP 2026-03-04T05:15 DEPARTED',
      'ACCEPTED OR 2026-03-03T01:14',
      'LABEL_CREATED MP 2026-03-02T15:30',
    ]);
    expect(reply.issues).toEqual([]);
    expect(reply.milestones[0]).toEqual({
      code: 'DELIVERED',
      reasons: [],
      occurredAt: '2026-03-05T19:12:33.000Z',
      occurredLocal: '20260305T141233',
      timeCertainty: 'OFFSET_GIVEN',
      place: { city: 'OAK HOLLOW', region: 'OH', country: 'US' },
      direction: 'FORWARD',
      deliveredTo: 'SAFE_PLACE',
      sourceCode: 'FS',
      sourceSubCode: 'D',
      sourceText: 'DELIVERED',
      trackingNumber: '1Z0WB47K0341000179',
      carrier: 'ups',
    });
  });

  it('tells what it knows of the shipment', () => {
    expect(read('delivered.json').shipments).toEqual([
      {
        trackingNumber: '1Z0WB47K0341000179',
        carrier: 'ups',
        trackingUrl: 'https://www.ups.com/track?tracknum=1Z0WB47K0341000179',
        serviceLevel: 'UPS Ground',
        shippedAt: '2026-03-02T18:00:00.000Z',
        origin: { city: 'MILLBROOK', region: 'IL', country: 'US' },
        destination: { city: 'OAK HOLLOW', region: 'OH', country: 'US' },
        billed: { weightGrams: 1814, lengthMm: 305, widthMm: 254, heightMm: 203 },
      },
    ]);
  });

  it('takes the rescheduled date and the end of its window on the clock of the destination', () => {
    const reply = read('in-transit-international.json');
    expect(story(reply)).toEqual([
      'CUSTOMS_STARTED 4C 2026-03-07T09:15',
      'IN_TRANSIT AR 2026-03-07T05:24 ARRIVED',
      'IN_TRANSIT DP 2026-03-07T03:09 DEPARTED',
      'DELAYED DJ 2026-03-06T08:10 external.weather',
      'ACCEPTED OR 2026-03-06T00:30',
      'LABEL_CREATED MP 2026-03-05T18:00',
    ]);
    expect(reply.shipments[0]).toMatchObject({
      carrierEstimate: '2026-03-10T14:00:00.000Z', // 15:00 in Halle, of 10 March instead of the 9th
      billed: { weightGrams: 2500 },
      destination: { city: 'HALLE', postalCode: '06108', country: 'DE' },
    });
  });

  it('takes an Access Point for a place of waiting until the package is collected', () => {
    expect(story(read('access-point.json'))).toEqual([
      'DELIVERED 2W 2026-03-09T22:10 SERVICE_POINT',
      'AVAILABLE_FOR_PICKUP 2Q 2026-03-06T22:15 SERVICE_POINT',
      'ATTEMPT_FAILED 2X 2026-03-06T19:03 unknown.unknown',
    ]);
    expect(story(read('access-point-waiting.json'))).toEqual([
      'AVAILABLE_FOR_PICKUP FS 2026-03-06T22:15 SERVICE_POINT',
    ]);
  });

  it('keeps the pieces of a shipment apart, each with its own number', () => {
    const reply = read('two-pieces.json');
    expect(reply.milestones.map(({ trackingNumber, code }) => [trackingNumber, code])).toEqual([
      ['1Z0WB47K0341000740', 'DELIVERED'],
      ['1Z0WB47K0341000900', 'DELAYED'],
    ]);
    expect(reply.milestones[0]).toMatchObject({ deliveredTo: 'NEIGHBOR' });
    expect(reply.milestones[1]).toMatchObject({ reasons: ['carrier.missort'] });
    expect(reply.shipments.map(({ externalId }) => externalId)).toEqual([undefined, '1Z0WB47K0341000740']);
  });

  it('reads Mail Innovations by its own list, and without GMT by the place', () => {
    const reply = read('mail-innovations.json');
    expect(story(reply)).toEqual([
      'INFORMATION DP 2026-03-07T13:00',
      'ATTEMPT_FAILED DX 2026-03-06T20:00 recipient.not_available',
      'IN_TRANSIT ZR 2026-03-05T02:30 DEPARTED',
      'LABEL_CREATED ML 2026-03-02T09:00',
    ]);
    expect(reply.milestones[0]).toMatchObject({ carrier: 'ups-mail-innovations' });
    expect(reply.milestones.map(({ timeCertainty }) => timeCertainty)).toEqual([
      'ZONE_FROM_PLACE',
      'ZONE_FROM_PLACE',
      'ZONE_FROM_PLACE',
      'ZONE_ASSUMED', // only the country is said
    ]);
  });

  it('takes a delivery for one to the sender when the package is said to be returned', () => {
    const scan = (type: string, code: string, date: string) => ({ status: { type, code }, date, time: '105433' });
    const activity = [scan('D', 'FS', '20260827'), scan('I', 'OT', '20260827'), scan('D', 'FS', '20260820')];
    const returned = (code: string) =>
      plugin.normalize(
        rawInput({
          trackResponse: {
            shipment: [{ package: [{ trackingNumber: '1Z0WB47K0341000179', activity, currentStatus: { code } }] }],
          },
        }),
      );
    const codes = (status: string) => returned(status).milestones.map(({ code }) => code);
    expect(codes('034')).toEqual(['RETURNED', 'OUT_FOR_DELIVERY', 'DELIVERED']);
    expect(codes('035')).toEqual(['DELIVERED', 'OUT_FOR_DELIVERY', 'DELIVERED']);
    expect(codes('011')).toEqual(['DELIVERED', 'OUT_FOR_DELIVERY', 'DELIVERED']);
  });

  it('takes the status when UPS hides the activities', () =>
    expect(read('activities-hidden.json').milestones).toMatchObject([
      { code: 'DELIVERED', sourceCode: '011', occurredLocal: '20260305T141233', deliveredTo: 'RECIPIENT' },
    ]));
});

describe('one broken activity', () => {
  const reply = read('broken-activities.json');

  it('is set aside with its path', () =>
    expect(reply.issues.filter(({ kind }) => kind === 'record')).toEqual([
      { path: '/trackResponse/shipment/0/package/0/activity/2', problem: 'not an activity', kind: 'record' },
      { path: '/trackResponse/shipment/0/package/0/activity/3', problem: 'not an activity', kind: 'record' },
      { path: '/trackResponse/shipment/0/package/0/activity/4/status', problem: 'no status', kind: 'record' },
      { path: '/trackResponse/shipment/0/package/1', problem: 'not a package', kind: 'record' },
    ]));

  it('does not hold up its neighbours', () =>
    expect(story(reply)).toEqual([
      'DELIVERED Q8 2026-03-05T19:12',
      'IN_TRANSIT AR no time ARRIVED',
      'UNMAPPED Q7 2026-03-04T07:00',
      'IN_TRANSIT DP 2026-03-04T05:15 DEPARTED',
      'ACCEPTED OR 2026-03-03T01:14',
    ]));

  it('is noted where only a part of it is doubtful', () =>
    expect(reply.issues.filter(({ kind }) => kind === 'note').map(({ problem }) => problem)).toEqual([
      'code Q8 is not in the table, taken by its status 011',
      'not a date: "20261399"',
    ]));

  it('keeps the words of a code that nobody knows', () =>
    expect(reply.milestones[2]).toMatchObject({ sourceCode: 'Q7', sourceText: 'Something that UPS does since today' }));
});

describe('Track Alert', () => {
  it('tells one event', () => {
    const alert = read('track-alert-delivered.json');
    expect(story(alert)).toEqual(['DELIVERED FS 2026-03-05T19:12']);
    expect(alert.milestones[0]).toMatchObject({
      timeCertainty: 'OFFSET_GIVEN',
      occurredLocal: '20260305T141233',
      place: { city: 'OAK HOLLOW', region: 'OH', postalCode: '43999', country: 'US' },
    });
  });

  it('does not believe a scheduled date of years ago', () => {
    const { shipments, issues } = read('track-alert-delivered.json');
    expect(shipments).toEqual([]);
    expect(issues).toEqual([
      { path: '/scheduledDeliveryDate', problem: 'long before the event: 20190305', kind: 'note' },
    ]);
  });

  it('brings the estimate: the end of the window, or of the day', () => {
    const window = read('track-alert-out-for-delivery.json');
    expect(story(window)).toEqual(['OUT_FOR_DELIVERY OT 2026-03-05T13:45']);
    expect(window.shipments).toMatchObject([
      { trackingNumber: '1Z0WB47K0341000179', carrierEstimate: '2026-03-06T00:00:00.000Z' },
    ]);
    const update = read('track-alert-update.json');
    expect(story(update)).toEqual(['INFORMATION UP 2026-03-04T15:00']);
    expect(update.shipments).toMatchObject([{ carrierEstimate: '2026-03-06T23:59:59.000Z' }]);
  });

  it('tells an address problem', () =>
    expect(story(read('track-alert-exception.json'))).toEqual(['EXCEPTION AA 2026-03-06T14:15 address.incorrect']));

  it('sets a message without a number aside, alone', () => {
    const good = { trackingNumber: '1Z0WB47K0341000179', activityStatus: { type: 'I', code: 'AR' } };
    const bad = { activityStatus: { type: 'I', code: 'AR' } };
    expect(plugin.normalize(rawInput(bad)).issues).toEqual([
      { path: '/trackingNumber', problem: 'no tracking number', kind: 'record' },
    ]);
    const both = plugin.normalize(rawInput([bad, good]));
    expect(story(both)).toEqual(['IN_TRANSIT AR no time ARRIVED']);
    expect(both.issues).toMatchObject([{ path: '/0/trackingNumber' }, { path: '/1', problem: 'no time was given' }]);
  });

  it('says which numbers a subscription refused', () =>
    expect(read('subscription-reply.json').issues).toEqual([
      { path: '/invalidTrackingNumbers/0', problem: 'not subscribed: 1Z0WB47K03', kind: 'source-error' },
    ]));
});

describe('the tracking page', () => {
  const page = (detail: object) =>
    plugin.normalize(
      rawInput({
        trackDetails: [
          {
            trackingNumber: '1Z0WB47K0341000179',
            shipToAddress: { city: 'OAK HOLLOW', state: 'OH', country: 'US' },
            ...detail,
          },
        ],
      }),
    );

  it('tells the estimate in either spelling', () => {
    expect(page({ sdd: '20260829', sdst: '14:00:00', sdt: '18:00:00' }).shipments).toMatchObject([
      { carrierEstimate: '2026-08-29T22:00:00.000Z' },
    ]);
    expect(page({ sdd: '20260829', sdt: '' }).shipments).toMatchObject([
      { carrierEstimate: '2026-08-30T03:59:59.000Z' },
    ]);
    expect(page({ scheduledDeliveryDate: '08/29/2026', endTime: '6:00 P.M.' }).shipments).toMatchObject([
      { carrierEstimate: '2026-08-29T22:00:00.000Z' },
    ]);
  });

  it.each([
    ['UPS Access Point™ possession ', 'AVAILABLE_FOR_PICKUP'],
    ['UPS Access Point&#8482; possession ', 'AVAILABLE_FOR_PICKUP'],
    ['Your package is currently at the UPS Access Point™ and is scheduled to be tendered to UPS.', 'HANDED_OVER'],
    ['Your package is pending release from a Government Agency. Once they release it, it will be on its way.', 'HELD'],
    ['Your package has been released by the government agency.', 'CUSTOMS_CLEARED'],
    ['Your package was released by the customs agency.', 'CUSTOMS_CLEARED'],
    ['UPS initiated contact with the sender to obtain clearance information.', 'HELD'],
    ['UPS has received the information needed to submit your package for clearance.', 'CUSTOMS_STARTED'],
    ['The receiver has moved. / The package will be returned to the sender.', 'RETURNING'],
    ['The package was returned to the sender', 'RETURNED'],
  ])('by its words: %s', (activityScan, code) =>
    expect(
      page({ shipmentProgressActivities: [{ date: '10/01/2026', time: '7:24 P.M.', activityScan }] }).milestones,
    ).toMatchObject([{ code }]),
  );
});

describe('the XML service', () => {
  it('tells the way of a delivered package', () => {
    const reply = read('xml-delivered.xml');
    expect(story(reply)).toEqual([
      'DELIVERED KB 2013-06-06T20:17 RECEPTION',
      'OUT_FOR_DELIVERY DS 2013-06-06T10:00',
      'AT_DELIVERY_DEPOT DS 2013-06-06T08:30',
      'IN_TRANSIT DP 2013-06-05T01:43 DEPARTED',
      'ACCEPTED PU 2013-06-03T23:15',
      'LABEL_CREATED MP 2013-06-03T16:45',
    ]);
    expect(reply.milestones.map(({ timeCertainty }) => timeCertainty).slice(0, 2)).toEqual([
      'OFFSET_GIVEN',
      'ZONE_FROM_PLACE',
    ]);
    expect(reply.shipments).toMatchObject([
      {
        serviceLevel: 'GROUND',
        carrierEstimate: '2013-06-07T03:59:59.000Z',
        origin: { city: 'MILLBROOK', postalCode: '60999-0417' },
        billed: { weightGrams: 1361 },
      },
    ]);
  });

  it('tells exceptions, and a rescheduled delivery before the scheduled one', () => {
    const reply = read('exception.xml');
    expect(story(reply)).toEqual([
      'EXCEPTION C8 2013-06-07T16:00 recipient.moved',
      'UNMAPPED XYZ 2013-06-07T14:00',
      'ATTEMPT_FAILED L1 2013-06-06T21:30 recipient.business_closed attempt 2',
      'EXCEPTION DP 2013-06-05T13:30 customs.prohibited',
    ]);
    expect(reply.shipments).toMatchObject([{ carrierEstimate: '2013-06-07T16:00:00.000Z' }]);
  });

  it('finds addresses and the estimate where the web service puts them', () => {
    const detail = (code: string, description: string, date: string) => ({
      Type: { Code: code, Description: description },
      Date: date,
    });
    const address = (code: string, city: string, country: string) => ({
      Type: { Code: code },
      Address: { City: city, CountryCode: country },
    });
    const reply = (details: unknown) =>
      plugin.normalize(
        rawInput({
          TrackResponse: {
            Shipment: {
              InquiryNumber: { Code: '01', Value: '1Z0WB47K6841000179' },
              ShipmentAddress: [address('01', 'BREST', 'FR'), address('02', 'HALLE', 'DE')],
              Package: {
                TrackingNumber: '1Z0WB47K6841000179',
                DeliveryDetail: details,
                Activity: { Status: { Type: 'I', Code: 'DP' }, Date: '20260305', Time: '120000' },
              },
            },
          },
        }),
      ).shipments[0];
    const scheduled = detail('03', 'Scheduled Delivery', '20260309');
    expect(reply(scheduled)).toMatchObject({
      origin: { city: 'BREST', country: 'FR' },
      destination: { city: 'HALLE', country: 'DE' },
      carrierEstimate: '2026-03-09T22:59:59.000Z',
    });
    expect(reply([scheduled, detail('02', 'Rescheduled Delivery', '20260310')])).toMatchObject({
      carrierEstimate: '2026-03-10T22:59:59.000Z',
    });
    expect(reply([detail('01', 'Delivery', '20260310')])).not.toHaveProperty('carrierEstimate');
  });

  it('reads Quantum View, record by record', () => {
    const reply = read('quantum-view.xml');
    expect(reply.milestones.map((scan) => `${scan.trackingNumber?.slice(-4)} ${told(scan)}`)).toEqual([
      '0179 LABEL_CREATED Manifest 2026-03-02T09:30',
      '0339 LABEL_CREATED Manifest 2026-03-02T09:30',
      '0179 ACCEPTED Origin 2026-03-03T01:14',
      '0339 EXCEPTION AG 2026-03-05T14:30 address.incorrect',
      '0179 DELIVERED Delivery 2026-03-05T19:12 SAFE_PLACE',
      '0584 AVAILABLE_FOR_PICKUP Delivery 2026-03-06T22:15 SERVICE_POINT',
      '0660 TERMINATED VM 2026-03-03T10:00 shipper.cancelled',
    ]);
    expect(reply.issues).toMatchObject([{ problem: 'no tracking number', kind: 'record' }]);
    expect(reply.shipments[0]).toMatchObject({
      serviceLevel: 'Ground',
      carrierEstimate: '2026-03-06T04:59:59.000Z',
      billed: { weightGrams: 1814 },
    });
  });
});

it('reads in Quantum View what UPS does about an exception', () => {
  const record = (Description: string) => ({
    QuantumViewResponse: {
      QuantumViewEvents: {
        SubscriptionEvents: {
          SubscriptionFile: {
            Exception: {
              TrackingNumber: '1Z0WB47K0341000339',
              StatusCode: 'A7',
              StatusDescription: 'THE RECEIVER HAS MOVED',
              Resolution: { Code: 'XX', Description },
              Date: '20260305',
              Time: '093000',
            },
          },
        },
      },
    },
  });
  const told = (words: string) => plugin.normalize(rawInput(record(words))).milestones;
  const sourceText = 'THE RECEIVER HAS MOVED';
  expect(told('PACKAGE WILL BE RETURNED TO SENDER')).toMatchObject([
    { code: 'RETURNING', reasons: ['recipient.moved'], sourceText },
  ]);
  expect(told('DELIVERY WILL BE RESCHEDULED')).toMatchObject([{ code: 'EXCEPTION', sourceText }]);
});

describe('a refusal', () => {
  const soap = (body: string) =>
    `<e:Envelope xmlns:e="urn:e"><e:Header/><e:Body><e:Fault><detail>${body}</detail></e:Fault></e:Body></e:Envelope>`;
  const detail = { PrimaryErrorCode: { Code: '151044', Description: 'No tracking information available' } };

  it.each([
    [
      'of the web service',
      soap(
        '<x:Errors xmlns:x="urn:x"><x:ErrorDetail><x:PrimaryErrorCode><x:Code>151018</x:Code><x:Description>Invalid tracking number</x:Description></x:PrimaryErrorCode></x:ErrorDetail></x:Errors>',
      ),
      '151018: Invalid tracking number',
    ],
    [
      'in a list',
      { Fault: { detail: { Errors: { ErrorDetail: [detail] } } } },
      '151044: No tracking information available',
    ],
    [
      'of the tracking page',
      { statusCode: '402', statusText: 'Invalid Request', trackDetails: null },
      '402: Invalid Request',
    ],
    ['while the tracking page is out', { statusCode: '298', statusText: 'Try again later' }, '298: Try again later'],
  ])('%s is an error of the source', (_what, document, problem) => {
    const { milestones, issues } = plugin.normalize(rawInput(document));
    expect(milestones).toEqual([]);
    expect(issues).toMatchObject([{ problem, kind: 'source-error' }]);
  });
});

describe('what is no reply of UPS', () => {
  it.each([
    ['an empty body', '', 'there is nothing in it'],
    ['half a JSON', '{"trackResponse":{"shipment":[', 'line 1'],
    ['half an XML', '<TrackResponse><Shipment>', 'line 1'],
    ['something else', '{"hello":"world","a":1}', 'none of the documents that are known: an object of hello, a'],
    ['a bare list', '[1,2]', 'none of the documents that are known'],
    ['a bare word', '"x"', 'none of the documents that are known: string'],
    ['null', 'null', 'none of the documents that are known'],
  ])('%s', (_what, body, problem) => {
    const result = plugin.normalize(rawInput(body));
    expect(result.milestones).toEqual([]);
    expect(result.issues).toMatchObject([{ path: '', kind: 'record' }]);
    expect(result.issues[0]?.problem).toContain(problem);
  });

  it.each(['\uFEFF <html><body>Sorry</body></html>', '<!DOCTYPE html><title>UPS</title>'])('a page: %s', (body) =>
    expect(plugin.normalize(rawInput(body)).issues).toMatchObject([
      { kind: 'source-error', problem: expect.stringContaining('a web page instead of an answer') },
    ]),
  );

  it('is noted when a reply has nothing in it', () =>
    expect(plugin.normalize(rawInput({ trackResponse: { shipment: [] } })).issues).toEqual([
      { path: '', problem: 'a reply without any package', kind: 'note' },
    ]));
});

it('knows an address that was kept without its reply', () => {
  const { issues, ...records } = plugin.normalize(
    rawInput('<Address><City>PRISTINA</City><CountryCode>ZZ</CountryCode></Address>'),
  );
  expect(issues).toEqual([{ path: '/Address', problem: 'an address without a parcel', kind: 'note' }]);
  expect(Object.values(records).flat()).toEqual([]);
});
