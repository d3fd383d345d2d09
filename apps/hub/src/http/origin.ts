import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config/settings';

/**
 * Which pages may talk to the hub. In demo mode a request needs no credentials, so a page of another site, or a name
 * that was re-bound to this machine, must not get through: then only these hosts are answered.
 */
export interface OriginRule {
  /** Null: any host, credentials decide. Otherwise loopback names and these. */
  readonly onlyHosts: readonly string[] | null;
}

export function isAllowedOrigin({ onlyHosts }: OriginRule, headers: IncomingHttpHeaders): boolean {
  if (onlyHosts === null) return true;
  const allowed = (authority: string | undefined) => {
    const name = hostname(authority);
    return name !== null && (isLoopback(name) || onlyHosts.includes(name));
  };
  const { host, origin } = headers;
  return allowed(host) && (origin === undefined || (URL.canParse(origin) && allowed(new URL(origin).host)));
}

const hostname = (authority: string | undefined): string | null =>
  authority !== undefined && URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname : null;
