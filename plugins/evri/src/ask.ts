import {
  asObject,
  failed,
  found,
  holds,
  joinedAnswer,
  malformed,
  notFoundYet,
  pullJson,
  textAt,
  unauthorized,
  type FollowOutcome,
  type PullContext,
} from '@whereabouts/plugin-sdk';

export interface AskSettings {
  readonly apiKey?: string | undefined;
  readonly referenceApiKey?: string | undefined;
  readonly baseUrl: string;
}

/** Evri finds a parcel by an id of its own, which has to be asked for first; what it then says may leave the number out. */
export async function ask(number: string, context: PullContext<AskSettings>): Promise<FollowOutcome> {
  const { apiKey, referenceApiKey = apiKey, baseUrl } = context.config;
  if (apiKey === undefined || referenceApiKey === undefined) return failed(unauthorized('no API key is configured'));
  const reference = await pullJson(context, {
    url: `${baseUrl}/parcels/reference/${encodeURIComponent(number)}`,
    headers: { apikey: referenceApiKey },
  });
  if (!reference.ok) return reference;
  const urn = textAt(reference.value, 'parcelIdentifiers.0.urn', 'parcelIdentifiers.0.uniqueId');
  if (urn === null) {
    const isAnswer = holds(reference.value, 'parcelIdentifiers');
    return failed(isAnswer ? notFoundYet('Evri does not know it') : malformed('an answer without identifiers'));
  }
  const answer = await pullJson(context, {
    url: `${baseUrl}/parcels?uniqueIds=${encodeURIComponent(urn)}`,
    headers: { apikey: apiKey },
  });
  if (!answer.ok) return answer;
  const parcel = asObject(found(answer.value, 'results.*')[0]?.value);
  if (parcel === null) return failed(notFoundYet('Evri says nothing of it yet'));
  return joinedAnswer({ ...parcel, trackingNumber: number });
}
