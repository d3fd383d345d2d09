import fc from 'fast-check';
import { eventParts, parcelParts } from './said-parts';
import type { EventSaid, ParcelSaid } from './tracking-document';

const said = fc.option(fc.string());
const event = fc.record<EventSaid>(
  {
    code: said,
    subCode: said,
    text: said,
    time: fc.record({ text: said }),
    place: fc.constantFrom(null, { city: 'Dover' }),
    lookUp: fc.record({ code: said }),
    reasons: fc.constant(['recipient.refused'] as const),
    direction: fc.constantFrom('FORWARD', 'RETURN'),
    facilityAction: fc.constantFrom(null, 'ARRIVED'),
    deliveredTo: fc.constantFrom(null, 'LOCKER'),
    attemptNumber: fc.option(fc.nat()),
    piece: said,
    leg: said,
  },
  { requiredKeys: ['code', 'time'] },
);
const parcel = fc.record<ParcelSaid>(
  {
    trackingNumber: said,
    carrier: said,
    error: said,
    direction: fc.constantFrom('FORWARD', 'RETURN'),
    service: said,
    piece: said,
    orderNumber: said,
    shipmentExternalId: said,
    orderExternalId: said,
    shipment: fc.option(fc.record({ serviceLevel: said })),
    standing: fc.option(event),
    notes: fc.array(fc.string()),
  },
  { requiredKeys: ['carrier'] },
);

describe('what a source says, in one shape', () => {
  it('holds all that is said of an event, and nothing else', () =>
    fc.assert(fc.property(event, (one) => expect(eventParts(one)).toEqual(one))));

  it('holds all that is said of a parcel, and nothing else', () =>
    fc.assert(fc.property(parcel, (one) => expect(parcelParts(one)).toEqual(one))));

  it('has the same fields in the same order whatever is said', () => {
    const keys = ({ code, ...rest }: EventSaid) => Object.keys(eventParts({ ...rest, code }));
    fc.assert(fc.property(event, event, (one, other) => expect(keys(one)).toEqual(keys(other))));
  });
});
