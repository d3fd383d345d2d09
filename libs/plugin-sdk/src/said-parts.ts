import type { EventSaid, ParcelSaid } from './tracking-document';

// Each source says other things of its parcels and events, in objects of another shape. What is there is gone through once
// and put into one shape: to ask objects of a hundred shapes for what most of them do not have takes longer than all the rest.

type InOneShape<Said> = { -readonly [Key in keyof Required<Said>]: Said[Key] | undefined };

/** What a source says of an event, with every field there. */
export type EventParts = InOneShape<EventSaid> & Pick<EventSaid, 'code' | 'time'>;
/** What a source says of a parcel, with every field there. */
export type ParcelParts = InOneShape<ParcelSaid> & Pick<ParcelSaid, 'carrier'>;

export function eventParts(event: EventSaid): EventParts {
  const parts: InOneShape<EventSaid> = {
    code: undefined,
    subCode: undefined,
    text: undefined,
    time: undefined,
    place: undefined,
    lookUp: undefined,
    reasons: undefined,
    direction: undefined,
    facilityAction: undefined,
    deliveredTo: undefined,
    attemptNumber: undefined,
    piece: undefined,
    leg: undefined,
  };
  for (const key in event) {
    const said = event[key as keyof EventSaid] as never;
    if (key === 'code') parts.code = said;
    else if (key === 'text') parts.text = said;
    else if (key === 'time') parts.time = said;
    else if (key === 'place') parts.place = said;
    else if (key === 'subCode') parts.subCode = said;
    else if (key === 'lookUp') parts.lookUp = said;
    else if (key === 'deliveredTo') parts.deliveredTo = said;
    else if (key === 'facilityAction') parts.facilityAction = said;
    else if (key === 'direction') parts.direction = said;
    else if (key === 'reasons') parts.reasons = said;
    else if (key === 'piece') parts.piece = said;
    else if (key === 'leg') parts.leg = said;
    else if (key === 'attemptNumber') parts.attemptNumber = said;
  }
  return parts as EventParts;
}

export function parcelParts(parcel: ParcelSaid): ParcelParts {
  const parts: InOneShape<ParcelSaid> = {
    trackingNumber: undefined,
    carrier: undefined,
    error: undefined,
    direction: undefined,
    service: undefined,
    piece: undefined,
    orderNumber: undefined,
    shipmentExternalId: undefined,
    orderExternalId: undefined,
    shipment: undefined,
    standing: undefined,
    notes: undefined,
  };
  for (const key in parcel) {
    const said = parcel[key as keyof ParcelSaid] as never;
    if (key === 'trackingNumber') parts.trackingNumber = said;
    else if (key === 'carrier') parts.carrier = said;
    else if (key === 'orderNumber') parts.orderNumber = said;
    else if (key === 'shipment') parts.shipment = said;
    else if (key === 'service') parts.service = said;
    else if (key === 'standing') parts.standing = said;
    else if (key === 'orderExternalId') parts.orderExternalId = said;
    else if (key === 'shipmentExternalId') parts.shipmentExternalId = said;
    else if (key === 'direction') parts.direction = said;
    else if (key === 'error') parts.error = said;
    else if (key === 'piece') parts.piece = said;
    else if (key === 'notes') parts.notes = said;
  }
  return parts as ParcelParts;
}

/** Is there anything? Empty text says nothing. */
export const isSaid = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined && value !== '';
