import { instant } from '@whereabouts/model';
import { codeTable } from './code-table';
import { documentReader } from './document-reader';
import { shipEngineRows } from './shipengine-table';
import { shipEngineTracking } from './shipengine-tracking';

const CODES = codeTable('a test', shipEngineRows);
const read = (document: unknown) =>
  documentReader({ kinds: [shipEngineTracking(CODES)] })({
    body: Buffer.from(JSON.stringify(document)),
    headers: {},
    receivedAt: instant('2026-04-30T00:00:00Z'),
  });
const parcel = (more: object) => ({ tracking_number: '1Z0000000000000000', carrier_code: 'ups', ...more });

describe('an event', () => {
  it.each([
    ['by its status', { status_code: 'IT' }, 'IN_TRANSIT'],
    [
      'by its detail, where the status is coarse',
      { status_code: 'IT', status_detail_code: 'OUT_FOR_DELIVERY' },
      'OUT_FOR_DELIVERY',
    ],
    ['by a detail that stands in place of the status', { status_code: 'OUT_FOR_DELIVERY' }, 'OUT_FOR_DELIVERY'],
    [
      'by the carrier, where the status leaves it open',
      { status_code: 'EX', description: 'Notice left' },
      'ATTEMPT_FAILED',
    ],
    [
      'not by a new detail under a status that leaves it open',
      { status_code: 'EX', status_detail_code: 'NEW' },
      'UNMAPPED',
    ],
  ])('is known %s', (_how, event, code) =>
    expect(read(parcel({ events: [event] })).milestones).toMatchObject([{ code }]),
  );

  it('tells its offset by its two times', () => {
    const event = {
      status_code: 'IT',
      occurred_at: '2026-04-28T14:32:00Z',
      carrier_occurred_at: '2026-04-28T09:32:00',
    };
    expect(read(parcel({ events: [event] })).milestones).toMatchObject([
      { occurredAt: '2026-04-28T14:32:00.000Z', occurredLocal: '2026-04-28T09:32:00', timeCertainty: 'OFFSET_GIVEN' },
    ]);
  });
});

it.each(['DE', 'DELIVERED_TO_NEIGHBOUR'])('a parcel without events was delivered when it says so: %s', (status_code) =>
  expect(read(parcel({ status_code, actual_delivery_date: '2026-04-29T10:00:00Z' })).milestones).toMatchObject([
    { code: 'DELIVERED', occurredAt: '2026-04-29T10:00:00.000Z' },
  ]),
);
