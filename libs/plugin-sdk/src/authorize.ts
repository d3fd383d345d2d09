import { msOf } from '@whereabouts/model';
import type { HostContext, PullError } from './contract';
import { failed, malformed, unauthorized } from './errors';
import { asText, pick } from './loose';
import { pullJson } from './pull';

export type Authorized =
  | { readonly ok: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly error: PullError };

/** Gives the headers that let a request in. */
export interface Authorize<Config> {
  (context: HostContext<Config>): Promise<Authorized>;
  /** Drops what is kept, so that the next call asks anew: after a 401. Absent when nothing is kept. */
  readonly forget?: (context: HostContext<Config>) => void;
}

/** Headers made of the settings alone, such as an API key. Null: the settings for it are missing. */
export const settingsHeaders =
  <Config>(headersOf: (config: Config) => Readonly<Record<string, string>> | null): Authorize<Config> =>
  ({ config }) => {
    const headers = headersOf(config);
    if (headers === null) return Promise.resolve({ ok: false, error: unauthorized('no credentials are configured') });
    return Promise.resolve({ ok: true, headers });
  };

/** Text for an Authorization header. */
export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export interface ClientCredentials<Config> {
  readonly url: (config: Config) => string | URL;
  /** Null: not configured. */
  readonly credentials: (config: Config) => { readonly id: string; readonly secret: string } | null;
  /** Where the credentials go: into a Basic header, or into the form. */
  readonly in: 'header' | 'form';
  /** More fields of the form, such as a scope or another grant. */
  readonly form?: (config: Config) => Readonly<Record<string, string>>;
  /** The whole body, for token services that take JSON instead of a form. */
  readonly json?: (config: Config) => Readonly<Record<string, string>>;
  /** Where in the answer the token is. By default `access_token`. */
  readonly tokenAt?: string;
  /** More headers of the token request. */
  readonly headers?: (config: Config) => Readonly<Record<string, string>>;
  /** What the token becomes. By default `authorization: Bearer …`. */
  readonly toHeaders?: (token: string, config: Config) => Readonly<Record<string, string>>;
}

/** A token counts as used up a little before its time. */
const MARGIN_MS = 60_000;

/**
 * OAuth 2 client credentials (RFC 6749, 4.4). Sources limit how many tokens they hand out, so one is kept for the
 * settings it was given for: by object, weakly, so that changed settings start afresh and nothing outlives them.
 */
export function clientCredentials<Config extends object>(spec: ClientCredentials<Config>): Authorize<Config> {
  const tokens = new WeakMap<
    Config,
    { readonly headers: Readonly<Record<string, string>>; readonly expiresAt: number }
  >();
  const authorize = async (context: HostContext<Config>): Promise<Authorized> => {
    const held = tokens.get(context.config);
    if (held !== undefined && held.expiresAt > msOf(context.clock())) return { ok: true, headers: held.headers };
    const token = await newToken(spec, context);
    if (!token.ok) return token;
    tokens.set(context.config, token);
    return { ok: true, headers: token.headers };
  };
  return Object.assign(authorize, { forget: ({ config }: HostContext<Config>) => void tokens.delete(config) });
}

async function newToken<Config>(spec: ClientCredentials<Config>, context: HostContext<Config>) {
  const { config } = context;
  const credentials = spec.credentials(config);
  if (credentials === null) return failed(unauthorized('no client id and secret are configured'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(spec.in === 'form' ? { client_id: credentials.id, client_secret: credentials.secret } : {}),
    ...spec.form?.(config),
  });
  const url = new URL(spec.url(config));
  const answer = await pullJson(context, {
    url,
    method: 'POST',
    headers: {
      ...(spec.in === 'header' ? { authorization: basicAuth(credentials.id, credentials.secret) } : {}),
      'content-type': spec.json === undefined ? 'application/x-www-form-urlencoded' : 'application/json',
      ...spec.headers?.(config),
    },
    body: spec.json === undefined ? form.toString() : JSON.stringify(spec.json(config)),
    alsoRead: [400],
  });
  if (!answer.ok) return failed(answer.error);
  // 400 is how token services refuse credentials that they do not know (RFC 6749, 5.2).
  if (answer.status === 400) return failed(unauthorized(`${url.host} refuses the client id and secret`));
  const { tokenAt = 'access_token' } = spec;
  const token = asText(pick(answer.value, tokenAt));
  if (token === null) return failed(malformed(`the token answer has no ${tokenAt}`));
  const seconds = Number(asText(pick(answer.value, 'expires_in')) ?? 0);
  const lifetime = Number.isFinite(seconds) ? seconds * 1000 - MARGIN_MS : 0;
  const headers = spec.toHeaders?.(token, config) ?? { authorization: `Bearer ${token}` };
  return { ok: true, headers, expiresAt: msOf(context.clock()) + lifetime } as const;
}
