/** How to reach a hub. */
export interface ClientOptions {
  /** Address of its GraphQL endpoint, such as `https://hub.example.com/graphql`; in a page also `/graphql`. */
  readonly url: string;
  /**
   * What stands behind `Bearer`: an API key, or a function that gives a token that is good now. It is asked for every
   * request and for every connection of a socket. When it throws, what keeps connected asks again later; when there is no
   * credential any more, it gives `undefined`.
   */
  readonly credential?: string | (() => string | undefined | Promise<string | undefined>);
  /**
   * Send documents by the hash that a code generator left in them (`persistedDocuments` of the client preset), for a hub that
   * runs only registered ones. Documents without a hash are sent as text.
   */
  readonly registeredDocuments?: boolean;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** A WebSocket class, for runtimes without a global one (Node below 22: the `ws` package). */
  readonly webSocketImpl?: unknown;
  /** Told of every connection that broke and will be tried again. */
  readonly onRetry?: (retry: Retry) => void;
}

export interface Retry {
  /** 1 for the first one after a success. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly reason: unknown;
}

export async function authorizationOf({ credential }: ClientOptions): Promise<string | undefined> {
  const token = typeof credential === 'function' ? await credential() : credential;
  return token === undefined ? undefined : `Bearer ${token}`;
}

/** The whole address. @throws TypeError when it is none */
export function addressOf({ url }: ClientOptions): string {
  const page = (globalThis as { readonly location?: { readonly href: string } }).location?.href;
  try {
    const address = new URL(url, page);
    if (/^https?:$/.test(address.protocol)) return address.href;
  } catch {
    // It is told below.
  }
  throw new TypeError(`${JSON.stringify(url)} is not the address of a hub: it begins with http:// or https://.`);
}
