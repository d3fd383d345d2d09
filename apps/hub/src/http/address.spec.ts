import type { IncomingMessage } from 'node:http';
import { addressReader } from './address';

const from = (proxies: readonly string[], peer: string, forwarded?: string): string =>
  addressReader(proxies)({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

describe('where a request comes from', () => {
  it.each([
    ['whoever connected', [], '203.0.113.7', undefined, '203.0.113.7'],
    ['whoever connected, whatever it writes', [], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['whom the proxy names', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['whom the last proxy names that is ours', ['10.0.0.0/8'], '10.1.2.3', '192.0.2.9, 198.51.100.1', '198.51.100.1'],
    ['an IPv4 address also as part of IPv6', [], '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['the network of an IPv6 address', [], '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['nobody where it cannot be read', ['10.0.0.0/8'], '10.1.2.3', 'rubbish', 'unknown'],
  ])('is %s', (_name, proxies, peer, forwarded, address) => {
    expect(from(proxies, peer, forwarded)).toBe(address);
  });
});
