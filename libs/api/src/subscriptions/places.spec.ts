import type { Subscribe } from './operations';
import type { Outlet, Running } from './outlet';
import { withPlaces } from './places';

const outlet: Outlet = { write: () => true, end: () => undefined };
const of = (merchantId: string) => ({ context: { viewer: { merchantId } } }) as Subscribe;

const twoEach = (open: () => Running = () => ({ resume: () => undefined, close: () => undefined })) => {
  const full: string[] = [];
  const opening = withPlaces(() => open, { mostOfMerchant: 2, onFull: () => full.push('full') });
  return { full, begin: (merchantId: string) => opening(of(merchantId))(outlet) };
};

describe('places for subscriptions', () => {
  it('gives each merchant so many, whatever the others have', () => {
    const { begin, full } = twoEach();
    begin('a');
    begin('a');
    expect(() => begin('a')).toThrow('A merchant may have 2 subscriptions open');
    expect(full).toEqual(['full']);
    expect(() => begin('b')).not.toThrow();
  });

  it('takes a place back once, however often a subscription is closed', () => {
    const { begin } = twoEach();
    const first = begin('a');
    begin('a');
    first.close();
    first.close();
    begin('a');
    expect(() => begin('a')).toThrow();
  });

  it('keeps no place for what could not begin', () => {
    const broken = { is: true };
    const { begin } = twoEach(() => {
      if (broken.is) throw new Error('no such filter');
      return { resume: () => undefined, close: () => undefined };
    });
    for (let tries = 0; tries < 3; tries++) expect(() => begin('a')).toThrow('no such filter');
    broken.is = false;
    begin('a');
    begin('a');
    expect(() => begin('a')).toThrow();
  });

  it('hands on that there is room again, and that nobody listens', () => {
    const told: string[] = [];
    const { begin } = twoEach(() => ({ resume: () => told.push('resume'), close: () => told.push('close') }));
    const running = begin('a');
    running.resume();
    running.close();
    expect(told).toEqual(['resume', 'close']);
  });
});
