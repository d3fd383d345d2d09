import { asText, eventTime, zoneOfPlace, type Instant, type JsonObject, type Place } from '@whereabouts/plugin-sdk';

const END_OF_DAY = '23:59:59';
/** A date that EasyPost gave a time to: midnight is never the hour that a carrier promises. */
const DATE_ONLY = /^(\d{4}-\d\d-\d\d)(?:T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/;

/**
 * What the carrier expects now. The local date goes first where the destination's zone is known; a date alone means
 * the end of that day at the destination.
 */
export function deliveryEstimate(
  tracker: JsonObject,
  carrierDetail: JsonObject,
  destination: Place | null,
): Instant | null {
  const local = asText(carrierDetail['est_delivery_date_local']);
  const localTime = asText(carrierDetail['est_delivery_time_local']);
  const stamp = asText(tracker['est_delivery_date']);
  const stampedDay = stamp === null ? null : (DATE_ONLY.exec(stamp)?.[1] ?? null);

  const endOf = (day: string | null, time: string = END_OF_DAY) =>
    day === null ? null : eventTime({ date: day, time, place: destination }).occurredAt;
  const there = zoneOfPlace(destination) === null ? null : endOf(local, localTime ?? END_OF_DAY);
  const moment = stamp === null || stampedDay !== null ? null : eventTime({ text: stamp }).occurredAt;
  return there ?? moment ?? endOf(stampedDay) ?? endOf(local);
}
