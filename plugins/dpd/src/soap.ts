import {
  asObject,
  malformed,
  msOf,
  notFoundYet,
  pick,
  pullBytes,
  readXml,
  textAt,
  unauthorized,
  upstream,
  type JsonObject,
  type PullContext,
  type PullError,
  type PullOutcome,
} from '@whereabouts/plugin-sdk';

export interface SoapSettings {
  readonly delisId?: string | undefined;
  readonly password?: string | undefined;
  readonly language: string;
  readonly baseUrl: string;
}

type Read = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly error: PullError };

const TYPES = 'http://dpd.com/common/service/types';
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const envelope = (header: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">` +
  `<s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

async function call(context: PullContext<SoapSettings>, service: string, body: string): Promise<Read> {
  const answer = await pullBytes(context, {
    url: `${context.config.baseUrl}/services/${service}/`,
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: '' },
    body,
    // Faults come with 500.
    alsoRead: [500],
  });
  if (!answer.ok) return answer;
  const read = readXml(answer.body);
  if (!read.ok) {
    const error = answer.status === 500 ? upstream('DPD answered 500', 500) : malformed(`not XML: ${read.problem}`);
    return { ok: false, error };
  }
  const fault = pick(read.value, 'Envelope.Body.Fault');
  if (fault === undefined) return answer.status === 500 ? failed(upstream('DPD answered 500', 500)) : read;
  const [detail] = Object.values(asObject(pick(fault, 'detail')) ?? {});
  const code = textAt(detail, 'errorCode') ?? textAt(fault, 'faultcode') ?? '';
  const words = [code, textAt(detail, 'errorMessage') ?? textAt(fault, 'faultstring')].filter(Boolean).join(': ');
  if (/AUTH|LOGIN/i.test(code)) return failed(unauthorized(words));
  return failed(/NO_?DATA|NOT_?FOUND|UNKNOWN|PARCEL/i.test(words) ? notFoundYet(words) : upstream(words));
}

const failed = (error: PullError) => ({ ok: false, error }) as const;

/** Tokens hold for a day, and DPD allows few logins: one is kept for the settings that it was given for. */
const HELD_MS = 20 * 3_600_000;
const tokens = new WeakMap<SoapSettings, { readonly token: string; readonly until: number }>();

async function tokenOf(context: PullContext<SoapSettings>) {
  const { config } = context;
  const held = tokens.get(config);
  if (held !== undefined && held.until > msOf(context.clock())) return { ok: true, token: held.token } as const;
  const read = await call(
    context,
    'LoginService/V2_0',
    envelope(
      '',
      `<l:getAuth xmlns:l="${TYPES}/LoginService/2.0"><delisId>${escaped(config.delisId ?? '')}</delisId>` +
        `<password>${escaped(config.password ?? '')}</password><messageLanguage>${escaped(config.language)}</messageLanguage></l:getAuth>`,
    ),
  );
  if (!read.ok) return read;
  const token = textAt(read.value, 'Envelope.Body.getAuthResponse.return.authToken');
  if (token === null) return failed(malformed('the answer to the login has no token'));
  tokens.set(config, { token, until: msOf(context.clock()) + HELD_MS });
  return { ok: true, token } as const;
}

async function track(number: string, context: PullContext<SoapSettings>): Promise<PullOutcome> {
  const access = await tokenOf(context);
  if (!access.ok) return { trackingNumber: number, ...access };
  const { delisId = '', language } = context.config;
  const read = await call(
    context,
    'ParcelLifeCycleService/V2_0',
    envelope(
      `<a:authentication xmlns:a="${TYPES}/Authentication/2.0"><delisId>${escaped(delisId)}</delisId>` +
        `<authToken>${escaped(access.token)}</authToken><messageLanguage>${escaped(language)}</messageLanguage></a:authentication>`,
      `<p:getTrackingData xmlns:p="${TYPES}/ParcelLifeCycleService/2.0"><parcelLabelNumber>${escaped(number)}</parcelLabelNumber></p:getTrackingData>`,
    ),
  );
  if (!read.ok) return { trackingNumber: number, ...read };
  if (pick(read.value, 'Envelope.Body.getTrackingDataResponse.trackingresult') === undefined)
    return { trackingNumber: number, ...failed(notFoundYet('DPD knows nothing of it')) };
  // The answer does not say whose it is.
  const body = Buffer.from(JSON.stringify({ trackingNumber: number, ...read.value }));
  return { trackingNumber: number, ok: true, body, contentType: 'application/json' };
}

/** Asks the web services with the account of a customer, number by number. A token that ran out early is renewed once. */
export async function pullSoap(
  numbers: readonly string[],
  context: PullContext<SoapSettings>,
): Promise<readonly PullOutcome[]> {
  const outcomes: PullOutcome[] = [];
  for (const number of numbers) {
    const hadToken = tokens.has(context.config);
    const first = await track(number, context);
    if (first.ok || first.error.kind !== 'Unauthorized' || !hadToken) outcomes.push(first);
    else {
      tokens.delete(context.config);
      outcomes.push(await track(number, context));
    }
  }
  return outcomes;
}
