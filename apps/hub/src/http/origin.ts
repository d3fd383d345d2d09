import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config/settings';

/**
 * Which pages may talk to the hub. In demo mode a request needs no credentials, so a page of another site, or a name
 * that was re-bound to this machine, must not get through: then only these hosts are answered.
 */
export interface OriginRule {
  /** Null: any host, credentials decide. Otherwise loopback names and these. */
  readonly onlyHosts: readonly string[] | null;
  /** Origins of other sites whose pages may talk to the hub. */
  readonly pages?: readonly string[];
  /** Where the hub is for its own pages, if that is known. */
  readonly own?: string;
}

export function isAllowedOrigin({ onlyHosts, pages = [] }: OriginRule, headers: IncomingHttpHeaders): boolean {
  if (onlyHosts === null) return true;
  const allowed = (authority: string | undefined) => {
    const name = hostname(authority);
    return name !== null && (isLoopback(name) || onlyHosts.includes(name));
  };
  const { host, origin } = headers;
  if (origin !== undefined && pages.includes(origin)) return allowed(host);
  return allowed(host) && (origin === undefined || (URL.canParse(origin) && allowed(new URL(origin).host)));
}

/**
 * Browsers let every page open a WebSocket, and send along what they know of the hub: pages of other sites must be listed.
 * Programs name no origin.
 */
export function isAllowedSocket(rule: OriginRule, headers: IncomingHttpHeaders): boolean {
  if (!isAllowedOrigin(rule, headers)) return false;
  const { origin, host } = headers;
  if (origin === undefined || origin === rule.own || rule.pages?.includes(origin)) return true;
  const [page, here] = [URL.canParse(origin) ? new URL(origin).host : undefined, host];
  return page === here || [page, here].every((one) => isLoopback(hostname(one) ?? ''));
}

const hostname = (authority: string | undefined): string | null =>
  authority !== undefined && URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname : null;
