import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

/** The address that a request came from, as far as clients are told apart by it. */
export type AddressOf = (request: IncomingMessage) => string;

/** @param proxies addresses and networks whose `X-Forwarded-For` is believed; of others, anybody could write it */
export function addressReader(proxies: readonly string[]): AddressOf {
  const trusts = proxyAddress.compile([...proxies]);
  return (request) => networkOf(proxyAddress(request, trusts));
}

/** A home or a server has a whole IPv6 network of 64 bits, and may write from any address of it. */
function networkOf(address: string): string {
  const own = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  if (own instanceof ipaddr.IPv6)
    return `${own.parts
      .slice(0, 4)
      .map((part) => part.toString(16))
      .join(':')}::/64`;
  return own?.toString() ?? 'unknown';
}
