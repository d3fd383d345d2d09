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
    ['a delivery to the sender', { type: 'D', code: 'UA' }, 'RETURNED'],
    ['out for delivery, under the type of that name', { type: 'O', code: 'OT' }, 'OUT_FOR_DELIVERY'],
    ['out for delivery, without a code', { type: 'O' }, 'OUT_FOR_DELIVERY'],
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
    expect(rowOfScan({ ...unknown, status: '999', text: 'New' })).toEqual({ row: null, coarse: false });
    expect(rowOfScan({ ...unknown, status: null, text: null })).toEqual({ row: null, coarse: false });
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

describe('a delivery by its plain name', () => {
  it.each(['KE', 'KD', '8Q', 'DL', '??'])('is one, whatever the code: %s', (code) => {
    expect(means({ type: 'D', code, text: 'DELIVERED ' })).toBe('DELIVERED');
    expect(means({ type: 'D', code, text: 'Delivered', status: '011' })).toBe('DELIVERED');
  });

  it('is none under another type, status or name', () => {
    expect(means({ type: 'I', code: 'DL', text: 'Delivered' })).toBe('AT_DELIVERY_DEPOT');
    expect(means({ type: 'D', code: 'OT', text: 'Delivered', status: '021' })).toBe('OUT_FOR_DELIVERY');
    expect(means({ type: 'D', code: '2Q', text: 'Delivered' })).toBe('AVAILABLE_FOR_PICKUP');
    expect(means({ type: 'D', code: '??', text: 'Delivered to agent' })).toBeUndefined();
  });

  it('is one to the sender when the status says so', () =>
    expect(means({ type: 'D', code: '??', text: 'Delivered', status: '034' })).toBe('RETURNED'));
});

describe('what came of it, under the code of the trouble', () => {
  it.each([
    ['RZ', 'Your package is pending release from a Government Agency.', '012', 'HELD'],
    ['RZ', 'Your package has been released by the government agency.', '014', 'CUSTOMS_CLEARED'],
    ['RZ', 'Ihr Paket wurde freigegeben.', '014', 'CUSTOMS_CLEARED'],
    ['VK', 'Your package has cleared customs and is on the way.', '134', 'CUSTOMS_CLEARED'],
    ['VK', 'Your package has cleared customs and is on the way.', null, 'CUSTOMS_CLEARED'],
    ['BB', 'UPS initiated contact with the sender to obtain clearance information.', '058', 'HELD'],
    ['BB', 'UPS has received the information needed to submit your package for clearance.', '014', 'CUSTOMS_STARTED'],
    ['BB', 'Die Angaben liegen vor.', '014', 'CUSTOMS_STARTED'],
    ['BB', 'Your package was released by the customs agency.', '014', 'CUSTOMS_CLEARED'],
    ['4C', 'UPS is preparing your package for clearance.', '012', 'CUSTOMS_STARTED'],
    ['Z1', 'Brokerage Released. Waiting For Clr Agy', null, 'CUSTOMS_STARTED'],
    ['7H', 'The package is missing duty information and will be returned to export location.', '014', 'RETURNING'],
  ])('customs: %s %s', (code, text, status, expected) => {
    const row = meaning({ type: 'X', code, text, status });
    expect(row?.means).toBe(expected);
    expect(row?.reasons?.length ?? 0).toBe(expected === 'HELD' || expected === 'RETURNING' ? 1 : 0);
  });

  it.each([
    [
      'AY',
      'The receiving business was closed at the time of the final delivery attempt. / The package will be returned to the sender.',
    ],
    ['A7', 'The receiver has moved. The package will be returned to the sender.'],
    ['49', 'THE RECEIVER WAS NOT AVAILABLE;THE PACKAGE WILL BE RETURNED TO THE SENDER'],
  ])('a return: %s %s', (code, text) => {
    const trouble = meaning({ type: 'X', code });
    expect(meaning({ type: 'X', code, text })).toMatchObject({ means: 'RETURNING', reasons: trouble?.reasons });
    expect(attemptOf(meaning({ type: 'X', code, text }))).toBeUndefined();
  });

  it('a return by the status alone', () => {
    expect(meaning({ type: 'X', code: 'KT', text: 'Annahme verweigert', status: '035' })).toMatchObject({
      means: 'RETURNING',
      reasons: ['recipient.refused'],
    });
    expect(means({ type: 'X', code: 'DJ', status: '036' })).toBe('DELAYED');
  });

  it.each([
    ['BF', "We're attempting to get further instructions and may return the shipment.", 'HELD'],
    ['4R', 'The package is being returned to the sender or re-delivered by a freight forwarding service.', 'EXCEPTION'],
    ['AG', 'Please correct the address or the package will be returned to the sender.', 'EXCEPTION'],
    ['YV', "The return label was missing. We're unable to return the package to the sender.", 'HELD'],
  ])('no return yet: %s %s', (code, text, expected) => expect(means({ type: 'X', code, text })).toBe(expected));

  it.each([
    ['AG', 'The address is incomplete. / The address was corrected.', null],
    ['A7', "The receiver has moved. We will deliver the package to the receiver's new address.", null],
    ['AA', 'Adresse', '028'],
  ])('an address that UPS corrected: %s %s', (code, text, status) =>
    expect(meaning({ type: 'X', code, text, status })).toMatchObject({
      means: 'INFORMATION',
      reasons: ['address.corrected'],
    }),
  );

  it('an origin scan under the code of a label', () => {
    expect(means({ type: 'I', code: 'OC', text: 'We have your package', status: '005' })).toBe('ACCEPTED');
    expect(means({ type: 'I', code: 'OC', text: 'Origin Scan' })).toBe('ACCEPTED');
    expect(means({ type: 'I', code: 'OC', text: 'Wir haben Ihr Paket', status: '005' })).toBe('ACCEPTED');
    const label = 'Shipper created a label, UPS has not received the package yet.';
    expect(means({ type: 'I', code: 'OC', text: label, status: '003' })).toBe('LABEL_CREATED');
    expect(means({ type: 'M', code: 'MP', text: label, status: '005' })).toBe('LABEL_CREATED');
  });
});

describe('the way back', () => {
  it('is told by the type RS and by the statuses of a return', () => {
    const scan: ScanCodes = { product: 'PACKAGE', type: 'I', code: 'AR', status: '005', text: null };
    expect(directionOf(scan)).toBe('FORWARD');
    expect(directionOf({ ...scan, status: '036' })).toBe('RETURN');
    expect(directionOf({ ...scan, status: '36' })).toBe('RETURN');
    expect(directionOf({ ...scan, code: 'OT', status: '037' })).toBe('RETURN');
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

  it('is not told by a photo', () => expect(deliveryLocation(null, 'Delivery Photo')).toBeNull());

  it('is unknown when nobody says', () => expect(deliveryLocation(null, null)).toBeNull());
});
