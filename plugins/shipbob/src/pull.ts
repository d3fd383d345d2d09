import { asObject, asText, malformed, notFoundYet, pullJson, textAt, unauthorized } from '@whereabouts/plugin-sdk';
import type { JsonObject, JsonValue, Pull, PullError, PullOutcome } from '@whereabouts/plugin-sdk';
import { numberOf } from './tracking';

export interface ShipBobAccess {
  readonly baseUrl: string;
  readonly token?: string | undefined;
}

/**
 * `GET /tracking?TrackingIds=…&TrackingIds=…` (API 2026-01 and newer): up to 25 numbers, each in a parameter of its
 * own; numbers that ShipBob does not know are missing from the answer.
 */
export const pull: Pull<ShipBobAccess> = {
  batchSize: 25,
  async fetch(trackingNumbers, context) {
    const { baseUrl, token } = context.config;
    const failed = (error: PullError): PullOutcome[] =>
      trackingNumbers.map((trackingNumber) => ({ trackingNumber, ok: false, error }));
    if (trackingNumbers.length === 0) return [];
    if (token === undefined) return failed(unauthorized('no token is configured'));

    const query = trackingNumbers.map((number) => `TrackingIds=${encodeURIComponent(number)}`).join('&');
    const url = `${baseUrl.replace(/\/+$/, '')}/tracking?${query}`;
    const answer = await pullJson(context, {
      url,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
    if (!answer.ok) return failed(answer.error);
    if (!Array.isArray(answer.value)) return failed(malformed('the answer is not a list'));
    const found = (answer.value as readonly JsonValue[]).map(asObject).filter((one) => one !== null);
    return trackingNumbers.map((number) => outcome(number, found));
  },
};

/** Each number gets what is about it, as a list of its own that is read like any other answer. */
function outcome(trackingNumber: string, found: readonly JsonObject[]): PullOutcome {
  const own = found.filter((one) => numbersOf(one).includes(trackingNumber));
  if (own.length === 0) return { trackingNumber, ok: false, error: notFoundYet('ShipBob does not know the number') };
  return { trackingNumber, ok: true, body: Buffer.from(JSON.stringify(own)), contentType: 'application/json' };
}

const numbersOf = (one: JsonObject): readonly (string | null)[] => [
  numberOf(one),
  asText(one.tracking_id),
  textAt(one, 'last_mile_carrier.tracking_number'),
];
