import { scanTime, type Scan } from './scan';

describe('the moment of a scan', () => {
  const timeOf = (said: Partial<Scan>) =>
    scanTime({ place: null, gmtDate: '20260305', gmtTime: '191233', ...said } as Scan);

  it('is the GMT one, with the local time as it was written', () => {
    expect(timeOf({ date: '20260305', time: '141233' })).toEqual({
      occurredAt: '2026-03-05T19:12:33.000Z',
      occurredLocal: '20260305T141233',
      timeCertainty: 'OFFSET_GIVEN',
    });
  });

  it.each([
    { date: null, time: '1970-01-01T00:00:00Z' },
    { date: null, time: '9999-12-31T23:59:59.9999999+14:00' },
    { date: '2026-03-10T10:00:00.123456789012345678Z', time: null },
  ])('has no local time that states another moment: %j', (said) => {
    expect(timeOf(said)).toMatchObject({
      occurredAt: '2026-03-05T19:12:33.000Z',
      occurredLocal: '20260305T191233',
      problem: expect.stringContaining('the GMT time was taken') as string,
    });
  });
});
