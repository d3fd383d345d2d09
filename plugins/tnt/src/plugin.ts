import {
  basicAuth,
  definePlugin,
  documentReader,
  endOfPromise,
  found,
  holds,
  line,
  notFoundYet,
  type JsonValue,
  type Loose,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  baseUrl: z.url().default('https://express.tnt.com'),
});
type Settings = z.output<typeof Settings>;

/** An element's text, with attributes or without. */
const textOf = (value: Loose, path: string): string | null => textAt(value, `${path}.#text`, path);

const tracking = trackingDocument({
  name: 'TrackResponse',
  fits: (document) => holds(document, 'TrackResponse'),
  codes: CODES,
  errors: (document) => [
    ...found(document, 'TrackResponse.Error.*').map(({ value, path }) => ({
      path,
      code: textOf(value, 'Code'),
      message: textOf(value, 'Message'),
    })),
    ...found(document, 'TrackResponse.Consignment.*')
      .filter(({ value }) => isUnknown(value))
      .map(({ value, path }) => ({ path, message: `${textOf(value, 'ConsignmentNumber') ?? ''} is not known` })),
  ],
  parcels: (document) => found(document, 'TrackResponse.Consignment.*').filter(({ value }) => !isUnknown(value)),
  parcel: (value) => ({
    trackingNumber: textOf(value, 'ConsignmentNumber'),
    carrier: 'tnt',
    orderNumber: textOf(value, 'CustomerReference'),
    shipment: {
      destination: {
        city: textOf(value, 'DeliveryTown') ?? undefined,
        country: textOf(value, 'DestinationCountry.CountryCode') ?? undefined,
      },
      origin: { country: textOf(value, 'OriginCountry.CountryCode') ?? undefined },
      serviceLevel: textOf(value, 'ShipmentSummary.Service'),
      carrierEstimate: endOfPromise({ date: textOf(value, 'ShipmentSummary.DueDate') }),
    },
    standing: standing(value),
  }),
  events: 'StatusData.*',
  event: (scan) => ({
    code: textOf(scan, 'StatusCode'),
    text: textOf(scan, 'StatusDescription'),
    time: { date: textOf(scan, 'LocalEventDate'), time: clock(textOf(scan, 'LocalEventTime')) },
    place: { city: textOf(scan, 'DepotName') },
  }),
});

/**
 * A consignment may come without its events: then its summary tells when it was delivered, or that there is an exception.
 * That it is in transit (INT) tells nothing of when or where.
 */
const standing = (value: JsonValue) => {
  const code = textOf(value, 'SummaryCode');
  if (code === null || code === 'INT') return null;
  return {
    code,
    time: { date: textOf(value, 'DeliveryDate'), time: clock(textOf(value, 'DeliveryTime')) },
    place:
      code === 'DEL'
        ? { city: textOf(value, 'DeliveryTown'), country: textOf(value, 'DestinationCountry.CountryCode') }
        : null,
  };
};

/** Its number alone stands in the answer then. */
const isUnknown = (value: JsonValue): boolean => textOf(value, 'SummaryCode') === 'CNF';

/** `HHMM`, as TNT writes the hour. */
const clock = (text: string | null): string | null => text?.replace(/^(\d\d)(\d\d)$/, '$1:$2') ?? null;

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** TNT as a source. */
export const plugin = definePlugin({
  id: 'tnt',
  name: 'TNT',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    format: 'xml',
    authorize: settingsHeaders<Settings>(({ username, password }) => ({
      authorization: basicAuth(username, password),
    })),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/expressconnect/track.do`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        xml_in: `<?xml version="1.0" encoding="UTF-8"?><TrackRequest locale="en_US" version="3.1"><SearchCriteria><ConsignmentNumber>${escaped(number)}</ConsignmentNumber></SearchCriteria><LevelOfDetail><Complete originAddress="true" destinationAddress="true" package="true" shipment="true"/></LevelOfDetail></TrackRequest>`,
      }).toString(),
    }),
    judge: ({ value }) =>
      found(value, 'TrackResponse.Consignment.*').some((one) => !isUnknown(one.value))
        ? null
        : notFoundYet('TNT does not know the consignment'),
  }),
  normalize: documentReader({ formats: ['xml'], kinds: [tracking] }),
});
