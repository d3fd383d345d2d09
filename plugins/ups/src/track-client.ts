import {
  asList,
  asText,
  malformed,
  msOf,
  notFoundYet,
  pick,
  pullBytes,
  pullJson,
  readJson,
  unauthorized,
  upstream,
  type BytesAnswer,
  type JsonValue,
  type Pull,
  type PullContext,
  type PullError,
  type PullOutcome,
} from '@whereabouts/plugin-sdk';
import type { Settings } from './settings';

type Context = PullContext<Settings>;
type Token = { readonly value: string; readonly expiresAt: number };
type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: PullError };

/** UPS counts a token as used up a little before its time. */
const MARGIN_MS = 60_000;

/**
 * Asks the Track API, one number a request. A token holds four hours and UPS limits how many it hands out, so it is kept
 * for the settings it was given for: by object, weakly, so that changed settings start afresh and nothing outlives them.
 */
export function trackPull(): Pull<Settings> {
  const tokens = new WeakMap<Settings, Token>();
  return {
    batchSize: 1,
    fetch: async (trackingNumbers, context) => {
      const outcomes: PullOutcome[] = [];
      for (const number of trackingNumbers)
        outcomes.push({ trackingNumber: number, ...(await track(number, context, tokens)) });
      return outcomes;
    },
  };
}

async function track(number: string, context: Context, tokens: WeakMap<Settings, Token>): Promise<BytesAnswer> {
  const held = tokens.get(context.config);
  const token =
    held !== undefined && held.expiresAt > msOf(context.clock()) ? ok(held) : await newToken(context, tokens);
  if (!token.ok) return token;
  const answer = await details(number, token.value.value, context);
  // A token can be revoked before its time: one new one is worth a try.
  if (answer.ok || answer.error.kind !== 'Unauthorized' || token.value !== held) return answer;
  const fresh = await newToken(context, tokens);
  return fresh.ok ? details(number, fresh.value.value, context) : fresh;
}

/** OAuth 2 client credentials. Source: UPS OpenAPI file OAuthClientCredentials. */
async function newToken(context: Context, tokens: WeakMap<Settings, Token>): Promise<Answer<Token>> {
  const { clientId, clientSecret, baseUrl } = context.config;
  tokens.delete(context.config);
  if (clientId === undefined || clientSecret === undefined)
    return { ok: false, error: unauthorized('no client ID and secret are configured') };
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const answer = await pullJson(context, {
    url: new URL('/security/v1/oauth/token', baseUrl),
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    alsoRead: [400],
  });
  if (!answer.ok) return answer;
  // 400 is how the token service refuses credentials that it does not know.
  if (answer.status === 400) return { ok: false, error: unauthorized('UPS refuses the client ID and secret') };
  const value = asText(pick(answer.value, 'access_token'));
  if (value === null) return { ok: false, error: malformed('the token answer has no access_token') };
  const seconds = Number(asText(pick(answer.value, 'expires_in')) ?? 0);
  const lifetime = Number.isFinite(seconds) ? seconds * 1000 - MARGIN_MS : 0;
  const token = { value, expiresAt: msOf(context.clock()) + lifetime };
  tokens.set(context.config, token);
  return ok(token);
}

async function details(number: string, token: string, context: Context): Promise<BytesAnswer> {
  const url = new URL(`/api/track/v1/details/${encodeURIComponent(number)}`, context.config.baseUrl);
  url.search = 'locale=en_US&returnSignature=false';
  const answer = await pullBytes(context, {
    url,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      transId: `${context.clock().replace(/\D/g, '')}-${number.slice(-12)}`.replace(/[^\w-]/g, ''),
      transactionSrc: 'whereabouts',
    },
    alsoRead: [400, 404],
  });
  if (!answer.ok) return answer;
  const read = readJson(answer.body);
  if (!read.ok) return { ok: false, error: malformed(`the answer is not JSON: ${read.problem}`) };
  const error = failureIn(read.value, answer.status);
  return error === null ? answer : { ok: false, error };
}

/** How UPS says that it does not know a number: with 404, with 400, and with a warning inside a 200. */
const UNKNOWN_NUMBER: ReadonlySet<string | null> = new Set(['TW0001', 'TV1002']);

function failureIn(document: JsonValue, status: number): PullError | null {
  const shipments = asList(pick(document, 'trackResponse.shipment'));
  if (status === 200 && shipments.some((shipment) => asList(pick(shipment, 'package')).length > 0)) return null;
  const said = pick(document, 'response.errors.0') ?? pick(document, 'errors.0') ?? pick(shipments[0], 'warnings.0');
  const code = asText(pick(said, 'code'));
  const words = [code, asText(pick(said, 'message'))].filter(Boolean).join(': ');
  const message = words === '' ? `UPS answered ${status} without a package` : words;
  if (status === 404 || UNKNOWN_NUMBER.has(code)) return notFoundYet(message);
  return status === 200 ? malformed(message) : upstream(message, status);
}

const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
