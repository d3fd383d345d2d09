import { attemptOf, CODES, deliveryLocation, directionOf, rowOfScan, type ScanCodes } from './codes';
import { PAGE } from './tables/page-wordings';

const meaning = (codes: Partial<ScanCodes>) =>
  rowOfScan({ product: 'PACKAGE', type: null, code: null, status: null, text: null, ...codes }).row;
const means = (codes: Partial<ScanCodes>) => meaning(codes)?.means;

describe('the code table', () => {
  it('holds every code that UPS publishes', () => {
    const published = (subCode: string) => CODES.rows.filter((row) => row.subCode === subCode).length;
    expect(published('STATUS')).toBe(160);
    expect(published('MAIL_INNOVATIONS')).toBe(213);
    expect(published('FREIGHT')).toBe(273);
  });

  it('gives every failure and hold of small packages a reason, unless the sender asked for it', () => {
    const trouble = new Set(['ATTEMPT_FAILED', 'PICKUP_FAILED', 'DELAYED', 'HELD', 'EXCEPTION', 'TERMINATED']);
    const bare = CODES.rows.filter((row) => row.code !== PAGE && trouble.has(row.means) && !row.reasons?.length);
    expect(bare.map((row) => row.code)).toEqual(['39', 'T3', 'XS']);
  });

  it('keeps the codes that count attempts apart from other lists', () => {
    const counted = CODES.rows.filter((row) => attemptOf(row) !== undefined);
    expect(counted.every((row) => [undefined, 'X', 'STATUS'].includes(row.subCode))).toBe(true);
    expect(counted).toHaveLength(24);
  });
});

describe('a code is read beside its status type', () => {
  it.each([
    ['a departure', { type: 'I', code: 'DP' }, 'IN_TRANSIT'],
    ['a manifest', { type: 'M', code: 'DP' }, 'LABEL_CREATED'],
    ['a commodity that must not travel', { type: 'X', code: 'DP' }, 'EXCEPTION'],
    ['a reminder by Mail Innovations', { type: 'I', code: 'DP', product: 'MAIL_INNOVATIONS' }, 'INFORMATION'],
    ['out for delivery', { type: 'I', code: 'OT' }, 'OUT_FOR_DELIVERY'],
    ['out for delivery, as Track Alert types it', { type: 'D', code: 'OT' }, 'OUT_FOR_DELIVERY'],
    ['a question about clearance', { type: 'X', code: 'OT' }, 'HELD'],
    ['a delivery', { type: 'D', code: 'KB' }, 'DELIVERED'],
    ['an internal record', { type: 'X', code: 'KB' }, 'INFORMATION'],
    ['an updated arrival', { type: 'I', code: 'UA' }, 'IN_TRANSIT'],
    ['a return that ended', { type: 'X', code: 'UA' }, 'RETURNED'],
    ['a garage', { type: 'D', code: 'MP' }, 'DELIVERED'],
    ['billing information', { type: 'M', code: 'MP' }, 'LABEL_CREATED'],
    ['a voided manifest', { type: 'MV', code: 'MP' }, 'TERMINATED'],
    ['a drop-off', { type: 'I', code: 'XD' }, 'ACCEPTED'],
    ['an import scan', { type: 'X', code: 'XD' }, 'IN_TRANSIT'],
    ['customs release under the exception type', { type: 'X', code: 'SR' }, 'CUSTOMS_CLEARED'],
  ] as const)('%s', (_what, codes, expected) => expect(means(codes)).toBe(expected));

  it('takes a code with one published meaning under any type, and one with several under none', () => {
    expect(means({ code: '48' })).toBe('ATTEMPT_FAILED');
    expect(means({ type: 'D', code: '48' })).toBe('ATTEMPT_FAILED');
    expect(means({ code: 'DP' })).toBeUndefined();
    expect(means({ type: 'NEW', code: 'DP' })).toBeUndefined();
  });

  it('never takes a place of delivery for a delivery under another type', () => {
    expect(means({ type: 'X', code: 'M3' })).toBeUndefined();
    expect(means({ type: 'D', code: 'M3' })).toBe('DELIVERED');
  });

  it('writes out the leading zero that spreadsheets lose', () => {
    expect(means({ type: 'X', code: '6' })).toBe('DELAYED');
    expect(means({ type: 'X', code: '06' })).toBe('DELAYED');
  });

  it('tells the destination scan from "out for delivery" under the same code by the words', () => {
    expect(means({ type: 'I', code: 'DS', text: 'DESTINATION SCAN' })).toBe('AT_DELIVERY_DEPOT');
    expect(means({ type: 'I', code: 'DS', text: 'OUT FOR DELIVERY' })).toBe('OUT_FOR_DELIVERY');
  });

  it.each(['constructor', '__proto__', 'toString', '', 'fs', 'FS '])('does not know %p', (code) =>
    expect(means({ type: 'D', code })).toBeUndefined(),
  );
});

describe('what stands in for a code', () => {
  it('is the simplified status when the code is unknown', () => {
    const unknown: ScanCodes = { product: 'PACKAGE', type: 'D', code: '??', status: '011', text: 'Delivered' };
    expect(rowOfScan(unknown)).toMatchObject({ row: { means: 'DELIVERED' }, coarse: true });
    expect(rowOfScan({ ...unknown, status: '11' })).toMatchObject({ row: { means: 'DELIVERED' } });
    expect(rowOfScan({ ...unknown, status: '999' })).toEqual({ row: null, coarse: false });
    expect(rowOfScan({ ...unknown, status: null })).toEqual({ row: null, coarse: false });
  });

  it('is the status type when there is no code, as far as the type says anything', () => {
    expect(means({ type: 'M' })).toBe('LABEL_CREATED');
    expect(means({ type: 'P' })).toBe('ACCEPTED');
    expect(means({ type: 'D' })).toBeUndefined();
    expect(means({ type: 'I' })).toBeUndefined();
    expect(means({ type: 'X' })).toBeUndefined();
  });

  it('is the type for freight that reaches a container freight station, which is not the customer', () => {
    expect(means({ type: 'DO', code: '012', product: 'FREIGHT' })).toBe('IN_TRANSIT');
    expect(means({ type: 'DD', code: 'FS' })).toBe('IN_TRANSIT');
  });
});

describe('the way back', () => {
  it('is told by the type RS and by the statuses of a return', () => {
    const scan: ScanCodes = { product: 'PACKAGE', type: 'I', code: 'AR', status: '005', text: null };
    expect(directionOf(scan)).toBe('FORWARD');
    expect(directionOf({ ...scan, status: '036' })).toBe('RETURN');
    expect(directionOf({ ...scan, status: '36' })).toBe('RETURN');
    expect(directionOf({ ...scan, type: 'RS' })).toBe('RETURN');
  });

  it('ends with a delivery to the sender', () => {
    expect(means({ type: 'D', code: 'FS', status: '034' })).toBe('RETURNED');
    expect(means({ type: 'RS', code: 'FS' })).toBe('RETURNED');
    expect(means({ type: 'D', code: 'B0' })).toBe('RETURNED');
    expect(means({ type: 'D', code: 'YC', status: '034' })).toBe('RETURNED');
  });

  it('is a return on its way where the type says no more', () => {
    expect(means({ type: 'RS' })).toBe('RETURNING');
    expect(means({ type: 'RS', code: '??' })).toBe('RETURNING');
    expect(means({ type: 'X', code: 'KP' })).toBe('RETURNING');
  });
});

describe('attempts', () => {
  it.each([
    ['48', 1],
    ['KX', 2],
    ['49', 3],
    ['G3', 1],
    ['L1', 2],
    ['AY', 3],
  ])('%s is attempt %i', (code, attempt) => expect(attemptOf(meaning({ type: 'X', code }))).toBe(attempt));

  it('are not counted by codes that do not count', () => {
    expect(attemptOf(meaning({ type: 'X', code: 'OH' }))).toBeUndefined();
    expect(attemptOf(null)).toBeUndefined();
  });
});

describe('where a delivery was left', () => {
  it.each([
    ['M3', 'FRONT DESK', 'RECEPTION'],
    [null, 'Front Door', 'SAFE_PLACE'],
    [null, 'PORCH', 'SAFE_PLACE'],
    [null, 'Neighbor - By Request', 'NEIGHBOR'],
    [null, 'MET CUSTOMER WOMAN', 'RECIPIENT'],
    [null, 'Mailbox', 'MAILBOX'],
    [null, 'Mail Room', 'RECEPTION'],
    [null, 'Locker', 'LOCKER'],
    [null, 'UPS Access Point™', 'SERVICE_POINT'],
    [null, 'On the moon', 'OTHER'],
    ['??', 'Garage', 'SAFE_PLACE'],
  ])('%s %s', (code, text, expected) => expect(deliveryLocation(code, text)?.deliveredTo).toBe(expected));

  it('is unknown when nobody says', () => expect(deliveryLocation(null, null)).toBeNull());
});
