import {
  asObject,
  found,
  malformed,
  notFoundYet,
  pick,
  pullJson,
  textAt,
  unauthorized,
  type JsonValue,
  type PullContext,
  type PullError,
  type PullOutcome,
} from '@whereabouts/plugin-sdk';

export interface AskSettings {
  readonly apiKey?: string | undefined;
  readonly referenceApiKey?: string | undefined;
  readonly baseUrl: string;
}

const failed = (trackingNumber: string, error: PullError): PullOutcome => ({ trackingNumber, ok: false, error });

/** Evri finds a parcel by an id of its own, which has to be asked for first; what it then says may leave the number out. */
async function askOne(number: string, context: PullContext<AskSettings>): Promise<PullOutcome> {
  const { apiKey, referenceApiKey = apiKey, baseUrl } = context.config;
  if (apiKey === undefined || referenceApiKey === undefined)
    return failed(number, unauthorized('no API key is configured'));
  const reference = await pullJson(context, {
    url: `${baseUrl}/parcels/reference/${encodeURIComponent(number)}`,
    headers: { apikey: referenceApiKey },
  });
  if (!reference.ok) return failed(number, reference.error);
  const urn = textAt(reference.value, 'parcelIdentifiers.0.urn', 'parcelIdentifiers.0.uniqueId');
  if (urn === null) {
    const isAnswer = pick(reference.value, 'parcelIdentifiers') !== undefined;
    return failed(number, isAnswer ? notFoundYet('Evri does not know it') : malformed('an answer without identifiers'));
  }
  const answer = await pullJson(context, {
    url: `${baseUrl}/parcels?uniqueIds=${encodeURIComponent(urn)}`,
    headers: { apikey: apiKey },
  });
  if (!answer.ok) return failed(number, answer.error);
  const parcel: JsonValue | undefined = found(answer.value, 'results.*')[0]?.value;
  if (asObject(parcel) === null) return failed(number, notFoundYet('Evri says nothing of it yet'));
  const body = Buffer.from(JSON.stringify({ ...asObject(parcel), trackingNumber: number }));
  return { trackingNumber: number, ok: true, body, contentType: 'application/json' };
}

/** One number after another, one outcome each. */
export async function ask(
  numbers: readonly string[],
  context: PullContext<AskSettings>,
): Promise<readonly PullOutcome[]> {
  const outcomes: PullOutcome[] = [];
  for (const number of numbers) outcomes.push(await askOne(number, context));
  return outcomes;
}
