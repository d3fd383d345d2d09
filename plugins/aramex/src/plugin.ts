import {
  asText,
  definePlugin,
  documentReader,
  errorOfCode,
  found,
  holds,
  itself,
  line,
  notFoundYet,
  pick,
  placeOfText,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  type ErrorMeanings,
  type Found,
  type JsonValue,
  type Loose,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  username: line(),
  password: secret(),
  accountNumber: line(),
  accountPin: secret(),
  accountEntity: line(),
  accountCountryCode: z.string().trim().length(2),
  baseUrl: z.url().default('https://ws.aramex.net'),
});
type Settings = z.output<typeof Settings>;

/** SOAP puts the answer into an envelope, and its lists into `KeyValueOf…` pairs; JSON has neither. */
const answerOf = (document: JsonValue): Loose => pick(document, 'Envelope.Body.ShipmentTrackingResponse') ?? document;
const RESULTS = [
  'TrackingResults.*.Value.*',
  'TrackingResults.KeyValueOfstringArrayOfTrackingResultmFAkxlpY.*.Value.TrackingResult.*',
];
const resultsOf = (document: JsonValue): readonly Found[] =>
  RESULTS.flatMap((path) => found(answerOf(document), path)).filter(({ value }) => holds(value, 'WaybillNumber'));
const unknownOf = (document: JsonValue): readonly Found[] =>
  ['NonExistingWaybills.string.*', 'NonExistingWaybills.*']
    .flatMap((path) => found(answerOf(document), path))
    .filter(({ value }) => asText(value) !== null);

const notificationsOf = (document: JsonValue): readonly Found[] =>
  ['Notifications.*', 'Notifications.Notification.*']
    .flatMap((path) => found(answerOf(document), path))
    .filter(({ value }) => holds(value, 'Message'));

const MEANINGS: ErrorMeanings = { unauthorized: /user ?name|password|credential|account|authenti|client ?info/i };

const tracking = trackingDocument({
  name: 'TrackShipments',
  fits: (document) =>
    pick(answerOf(document), 'NonExistingWaybills') !== undefined ||
    pick(answerOf(document), 'HasErrors') !== undefined,
  codes: CODES,
  errors: (document) => [
    ...unknownOf(document).map(({ value, path }) => ({
      path,
      message: `the waybill ${asText(value) ?? ''} is not known`,
    })),
    ...notificationsOf(document).map(({ value, path }) => ({
      path,
      code: textAt(value, 'Code'),
      message: textAt(value, 'Message'),
    })),
  ],
  parcels: resultsOf,
  parcel: (value) => ({ trackingNumber: textAt(value, 'WaybillNumber'), carrier: 'aramex' }),
  events: itself,
  event: (scan) => ({
    code: textAt(scan, 'UpdateCode'),
    subCode: textAt(scan, 'ProblemCode'),
    text: textAt(scan, 'UpdateDescription'),
    time: stamp(textAt(scan, 'UpdateDateTime')),
    place: placeOfText(textAt(scan, 'UpdateLocation')),
  }),
});

/** `/Date(1710158400000+0300)/`, as its JSON writes a moment; the offset is for show. */
const stamp = (text: string | null) => {
  const epoch = /^\/Date\((\d+)(?:[+-]\d{4})?\)\/$/.exec(text ?? '')?.[1];
  return epoch === undefined ? { text } : { epochMilliseconds: epoch };
};

/** Aramex Australia, formerly Fastway: scans of a label. */
const scans = trackingDocument({
  name: 'scans of a label',
  fits: (document) => holds(document, 'LabelNumber', 'result.LabelNumber'),
  codes: CODES,
  parcels: (document) => (holds(document, 'LabelNumber') ? itself(document) : found(document, 'result')),
  parcel: (value) => ({ trackingNumber: textAt(value, 'LabelNumber'), carrier: 'aramex' }),
  events: 'Scans.*',
  event: (scan) => ({
    code: textAt(scan, 'Status'),
    text: textAt(scan, 'StatusDescription', 'Description'),
    time: { text: textAt(scan, 'RealDateTime', 'Date') },
  }),
});

/** Aramex as a source. */
export const plugin = definePlugin({
  id: 'aramex',
  name: 'Aramex',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    request: (
      number,
      { baseUrl, username, password, accountNumber, accountPin, accountEntity, accountCountryCode },
    ) => ({
      url: `${baseUrl}/ShippingAPI.V2/Tracking/Service_1_0.svc/json/TrackShipments`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ClientInfo: {
          UserName: username,
          Password: password,
          Version: 'v1',
          AccountNumber: accountNumber,
          AccountPin: accountPin,
          AccountEntity: accountEntity,
          AccountCountryCode: accountCountryCode,
        },
        GetLastTrackingUpdateOnly: false,
        Shipments: [number],
      }),
    }),
    judge: ({ value }) => {
      if (unknownOf(value).length > 0) return notFoundYet('Aramex does not know the waybill');
      // Refused credentials come as a notification of an answer without results.
      const [said] = resultsOf(value).length > 0 ? [] : notificationsOf(value);
      const words = [textAt(said?.value, 'Code'), textAt(said?.value, 'Message')].filter(Boolean).join(': ');
      return words === '' ? null : errorOfCode(words, words, MEANINGS);
    },
  }),
  normalize: documentReader({ formats: ['json', 'xml'], kinds: [tracking, scans] }),
});
