import type { CodeRow } from './code-table';
import { milestone } from './milestone';
import { eventTime } from './time';

const time = eventTime({ text: '2025-06-01T10:00:00+02:00' });
const of = (row: CodeRow | null, more: Partial<Parameters<typeof milestone>[0]> = {}) =>
  milestone({ row, time, trackingNumber: 'N1', carrier: 'ups', code: 'D', ...more });

describe('milestone', () => {
  it('takes what the row says and what the event says', () => {
    const row: CodeRow = { code: 'D', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] };
    expect(of(row, { text: 'Nobody home', place: { city: 'Reno' }, attemptNumber: 2, subCode: 'X' })).toEqual({
      code: 'ATTEMPT_FAILED',
      reasons: ['recipient.not_available'],
      occurredAt: '2025-06-01T08:00:00.000Z',
      occurredLocal: '2025-06-01T10:00:00+02:00',
      timeCertainty: 'OFFSET_GIVEN',
      place: { city: 'Reno' },
      direction: 'FORWARD',
      attemptNumber: 2,
      sourceCode: 'D',
      sourceSubCode: 'X',
      sourceText: 'Nobody home',
      trackingNumber: 'N1',
      carrier: 'ups',
    });
  });

  it('is UNMAPPED without a row, and keeps code and text', () => {
    const record = of(null, { code: 'Q7', text: 'Strange' });
    expect(record).toMatchObject({ code: 'UNMAPPED', reasons: [], sourceCode: 'Q7', sourceText: 'Strange' });
  });

  it('has no attribute that nobody stated', () => {
    const keys = Object.keys(of({ code: 'D', means: 'DELIVERED' }, { piece: null, leg: '', orderNumber: undefined }));
    expect(keys).not.toEqual(expect.arrayContaining(['piece']));
    for (const key of ['piece', 'leg', 'orderNumber', 'deliveredTo', 'attemptNumber']) expect(keys).not.toContain(key);
  });

  it('says whose it is by number or by the ids of the source', () => {
    const whose = { trackingNumber: null, orderNumber: null, shipmentExternalId: 'F1', orderExternalId: '77' };
    expect(of({ code: 'D', means: 'DELIVERED' }, whose)).toMatchObject({
      trackingNumber: null,
      shipmentExternalId: 'F1',
      orderExternalId: '77',
    });
    expect(of({ code: 'D', means: 'DELIVERED' }, whose)).not.toHaveProperty('orderNumber');
  });

  it('adds reasons of the event to those of the row, once', () => {
    const row: CodeRow = { code: 'D', means: 'EXCEPTION', reasons: ['external.weather'] };
    expect(of(row, { reasons: ['external.weather', 'carrier.vehicle'] }).reasons).toEqual([
      'external.weather',
      'carrier.vehicle',
    ]);
  });

  it.each([
    ['FORWARD when nobody says', { code: 'D', means: 'DELIVERED' }, undefined, 'FORWARD'],
    ['what the event says', { code: 'D', means: 'DELIVERED' }, 'RETURN', 'RETURN'],
    ['what the row says, before the event', { code: 'D', means: 'IN_TRANSIT', to: 'RETURN' }, 'FORWARD', 'RETURN'],
    [
      'RETURN for a milestone that is by definition on the way back',
      { code: 'D', means: 'RETURNING' },
      undefined,
      'RETURN',
    ],
  ] as const)('travels %s', (_says, row, direction, expected) => {
    expect(of(row, { direction }).direction).toBe(expected);
  });
});
