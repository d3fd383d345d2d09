import { instant } from '@whereabouts/model';
import { codeTable } from './code-table';
import { documentReader } from './document-reader';
import { asText, pick } from './loose';
import { trackingDocument } from './tracking-document';

const CODES = codeTable('a test', [
  { code: 'D', means: 'DELIVERED' },
  { code: 'T', means: 'IN_TRANSIT' },
]);
const KIND = trackingDocument({
  name: 'tracking',
  fits: () => true,
  codes: CODES,
  errors: (document) => (pick(document, 'fault') === undefined ? [] : [{ code: 'E1', message: 'slow down' }]),
  parcels: 'parcels.*',
  parcel: (value) => ({
    trackingNumber: asText(pick(value, 'number')),
    shipmentExternalId: asText(pick(value, 'id')),
    carrier: 'ups',
    error: asText(pick(value, 'error')),
    shipment: pick(value, 'service') === undefined ? null : { serviceLevel: asText(pick(value, 'service')) },
    standing: { code: asText(pick(value, 'status')), time: { text: asText(pick(value, 'at')) } },
  }),
  events: 'events.*',
  event: (scan) =>
    pick(scan, 'skip') === true ? null : { code: asText(pick(scan, 'code')), time: { text: asText(pick(scan, 'at')) } },
});
const read = (document: unknown) =>
  documentReader({ kinds: [KIND] })({
    body: Buffer.from(JSON.stringify(document)),
    headers: {},
    receivedAt: instant('2026-03-05T10:00:00Z'),
  });
const AT = '2026-03-01T10:00:00Z';

describe('trackingDocument', () => {
  it('makes a milestone of every event, and keeps the words of the source', () => {
    const events = [{ code: 'T', at: AT }, { skip: true }, { code: 'D', at: AT }];
    const { milestones, issues, shipments } = read({ parcels: [{ number: 'A1', events }] });
    expect(milestones.map(({ trackingNumber, code, sourceCode }) => [trackingNumber, code, sourceCode])).toEqual([
      ['A1', 'IN_TRANSIT', 'T'],
      ['A1', 'DELIVERED', 'D'],
    ]);
    expect([issues, shipments]).toEqual([[], []]);
  });

  it('takes what holds now where no events are listed', () =>
    expect(read({ parcels: { number: 'A1', status: 'D', at: AT } }).milestones).toMatchObject([
      { code: 'DELIVERED', sourceCode: 'D' },
    ]));

  it('sets one event aside, not its neighbours', () => {
    const { milestones, issues } = read({ parcels: [{ number: 'A1', events: [{ at: AT }, { code: 'D', at: AT }] }] });
    expect(milestones).toHaveLength(1);
    expect(issues).toMatchObject([{ path: '/parcels/0/events/0', kind: 'record' }]);
  });

  it('sets a parcel without a number aside, not its neighbours', () => {
    const events = [{ code: 'D', at: AT }];
    const { milestones, issues } = read({ parcels: [{ events }, { number: 'A2', events }] });
    expect(milestones).toMatchObject([{ trackingNumber: 'A2' }]);
    expect(issues).toMatchObject([{ path: '/parcels/0', problem: 'a parcel without a tracking number' }]);
  });

  it("goes on with the source's own id where there is no number yet", () => {
    const { milestones, issues, shipments } = read({ parcels: [{ id: 7, service: 'Express', status: 'T', at: AT }] });
    expect(milestones).toMatchObject([{ trackingNumber: null, shipmentExternalId: '7', code: 'IN_TRANSIT' }]);
    expect([issues, shipments]).toEqual([[], []]);
  });

  it("tells the source's own errors from faults of the document", () => {
    expect(read({ fault: true }).issues).toEqual([{ path: '', problem: 'E1: slow down', kind: 'source-error' }]);
    expect(read({ parcels: [{ error: 'unknown number' }] }).issues).toEqual([
      { path: '/parcels/0', problem: 'unknown number', kind: 'source-error' },
    ]);
  });

  it('makes a shipment of what is said beside events', () =>
    expect(read({ parcels: [{ number: 'A1', service: 'Express', events: [] }] }).shipments).toMatchObject([
      { trackingNumber: 'A1', carrier: 'ups', serviceLevel: 'Express' },
    ]));

  it.each([
    [{}, { isReturn: true, orderNumber: 'O1' }],
    [{ serviceLevel: '' }, { isReturn: true, orderNumber: 'O1' }],
    [
      { isReturn: false, orderNumber: 'O2' },
      { isReturn: false, orderNumber: 'O2' },
    ],
    [{ isReturn: null, orderNumber: null }, {}],
  ])('lets a shipment that says %j speak for itself', (shipment, expected) => {
    const kind = trackingDocument({
      name: 'return',
      fits: () => true,
      codes: CODES,
      parcel: () => ({ trackingNumber: 'A1', carrier: null, direction: 'RETURN', orderNumber: 'O1', shipment }),
      events: () => [],
      event: () => null,
    });
    const input = { body: Buffer.from('{}'), headers: {}, receivedAt: instant('2026-03-05T10:00:00Z') };
    expect(documentReader({ kinds: [kind] })(input).shipments).toStrictEqual([
      { trackingNumber: 'A1', carrier: null, ...expected },
    ]);
  });

  it('notes an outcome of the whole that no event tells, where a source asks for it', () => {
    const kind = trackingDocument({
      name: 'relayed',
      fits: () => true,
      codes: CODES,
      comparesStanding: true,
      parcel: (value) => ({
        trackingNumber: 'A1',
        carrier: null,
        notes: ['asked no longer'],
        standing: { code: asText(pick(value, 'status')), time: {} },
      }),
      events: 'events.*',
      event: (scan) => ({ code: asText(scan), time: { text: AT } }),
    });
    const notes = (document: unknown) =>
      documentReader({ kinds: [kind] })({
        body: Buffer.from(JSON.stringify(document)),
        headers: {},
        receivedAt: instant('2026-03-05T10:00:00Z'),
      }).issues.map(({ problem, kind: sort }) => `${sort} ${problem}`);
    const untold = 'note the parcel as a whole is DELIVERED, but none of its events says so';
    expect(notes({ status: 'D', events: ['T'] })).toEqual(['note asked no longer', untold]);
    expect(notes({ status: 'D', events: ['T', 'D'] })).toEqual(['note asked no longer']);
    expect(notes({ status: 'D', events: [] })).toEqual(['note asked no longer']);
  });
});
