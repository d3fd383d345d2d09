import {
  asObject,
  asText,
  carrierCode,
  carrierOfNumber,
  definePlugin,
  documentReader,
  endOfPromise,
  errorDocument,
  found,
  holds,
  line,
  noNewsDocument,
  notFoundYet,
  optionalWebhookSecrets,
  pick,
  place,
  placeAt,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
  type DocumentKind,
  type Found,
  type JsonValue,
  type Loose,
  type PlaceInput,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES, NO_SUB_STATUS } from './codes';
import { push } from './verify';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** `shippo_live_…`; only pull needs it. */
  apiKey: secret().optional(),
  /** Carrier token, such as `fedex`, to ask for numbers whose form does not tell their carrier. */
  defaultCarrier: line().optional(),
  baseUrl: z.url().default('https://api.goshippo.com'),
});

/** What a webhook carries, what a page or a list holds, or the document itself. */
const heldBy =
  (isOne: (value: Loose) => boolean) =>
  (document: JsonValue): readonly Found[] =>
    ['data', 'results.*', '', '*']
      .map((where) => found(document, where).filter(({ value }) => isOne(value)))
      .find((some) => some.length > 0) ?? [];
const isTrack = (value: Loose): boolean =>
  asObject(value) !== null &&
  (Array.isArray(pick(value, 'tracking_history')) || asObject(pick(value, 'tracking_status')) !== null);
const isTransaction = (value: Loose): boolean =>
  textAt(value, 'tracking_number') !== null && holds(value, 'label_url', 'rate');

const tracksOf = heldBy(isTrack);
const transactionsOf = heldBy(isTransaction);

const addressOf = (address: Loose): PlaceInput =>
  placeAt(address, { city: 'city', region: 'state', postalCode: 'zip', country: 'country' });

const SAME = ['status', 'status_date', 'status_details'] as const;

/** The history, and the status in force where it is not part of it: what is unsaid makes no difference. */
function eventsOf(track: JsonValue, path: string): readonly Found[] {
  const history = found(track, 'tracking_history.*', path);
  const now = found(track, 'tracking_status', path).filter(({ value }) => asObject(value) !== null);
  const agree = (one: string | null, other: string | null) => one === null || other === null || one === other;
  const isListed = (status: JsonValue) =>
    history.some(({ value }) => SAME.every((key) => agree(textAt(value, key), textAt(status, key))));
  return [...history, ...now.filter(({ value }) => !isListed(value))];
}

const messagesOf = (track: JsonValue): string[] =>
  found(track, 'messages.*').flatMap(({ value }) => asText(value) ?? textAt(value, 'text') ?? []);

const track = trackingDocument({
  name: 'Track',
  fits: (document) => tracksOf(document).length > 0,
  codes: CODES,
  parcels: tracksOf,
  parcel(value) {
    const destination = place(addressOf(pick(value, 'address_to')));
    return {
      trackingNumber: textAt(value, 'tracking_number'),
      carrier: carrierCode(textAt(value, 'carrier')),
      notes: messagesOf(value),
      shipment: {
        // The transaction of a label that was bought at Shippo.
        externalId: textAt(value, 'transaction'),
        serviceLevel: textAt(value, 'servicelevel.name'),
        carrierEstimate: endOfPromise({ text: textAt(value, 'eta', 'original_eta'), place: destination }),
        origin: place(addressOf(pick(value, 'address_from'))),
        destination,
      },
    };
  },
  events: eventsOf,
  event(scan) {
    const subCode = textAt(scan, 'substatus.code');
    return {
      code: textAt(scan, 'status'),
      subCode,
      text: textAt(scan, 'status_details', 'substatus.text'),
      lookUp: { subCode: subCode ?? NO_SUB_STATUS },
      // Local times of carriers are known to have come through with a Z.
      time: { text: textAt(scan, 'status_date'), offsetIsDefault: true },
      place: addressOf(pick(scan, 'location')),
    };
  },
});

/** A label that was given back before the carrier had the parcel is no label any more. */
function statusOf(transaction: JsonValue): string | null {
  const status = textAt(transaction, 'tracking_status');
  const isGone = textAt(transaction, 'status') === 'REFUNDED' && /^(UNKNOWN|PRE_TRANSIT)$/.test(status ?? 'UNKNOWN');
  return isGone ? 'REFUNDED' : status;
}

/** A label that was bought: what its parcel's status is, without a time. */
const transaction = trackingDocument({
  name: 'Transaction',
  fits: (document) => transactionsOf(document).length > 0,
  codes: CODES,
  parcels: transactionsOf,
  parcel(value) {
    const status = statusOf(value);
    const rate = (key: string) => (asObject(pick(value, 'rate')) === null ? null : textAt(value, `rate.${key}`));
    return {
      trackingNumber: textAt(value, 'tracking_number'),
      // A rate that is only an id names no carrier.
      carrier: carrierCode(rate('provider')),
      notes: messagesOf(value),
      shipment: {
        externalId: textAt(value, 'object_id'),
        serviceLevel: rate('servicelevel_name'),
        trackingUrl: textAt(value, 'tracking_url_provider'),
        carrierEstimate: endOfPromise({ text: textAt(value, 'eta') }),
      },
      standing:
        status === null || status === 'UNKNOWN' ? null : { code: status, lookUp: { subCode: NO_SUB_STATUS }, time: {} },
    };
  },
  events: () => [],
  event: () => null,
});

const error = errorDocument({ name: 'error', whole: [['detail', 'error', '__all__.0', 'message']] });

/** What carriers say to a request that failed: other objects have remarks of carriers too. */
const carrierErrors = errorDocument({
  name: 'messages of carriers',
  fits: (document) =>
    found(document, 'messages.*').length > 0 &&
    (!holds(document, 'object_id') || textAt(document, 'status') === 'ERROR'),
  lists: 'messages.*',
  entry: [['text', 'message']],
});

/** A refused request: each field with what is wrong about it. */
const fieldErrors: DocumentKind = {
  name: 'errors of fields',
  fits: (document) => {
    const fields = Object.values(asObject(document) ?? {});
    return (
      fields.length > 0 && fields.every((words) => Array.isArray(words) && words.every((one) => asText(one) !== null))
    );
  },
  read(document, { sourceError }) {
    for (const field in asObject(document))
      for (const { value, path } of found(document, `${field}.*`)) sourceError(path, `${field} ${asText(value)}`);
  },
};

/** Webhooks of batches and of other objects, and statuses that come without their parcel. */
const noNews = noNewsDocument({
  name: 'no parcel',
  fits: ['event', 'status', 'object_id', 'data.object_id'],
  topic: 'event',
  otherwise: 'an object',
});

/** Shippo as a source: what carriers say, relayed by webhook or asked for by carrier and number. */
export const plugin = definePlugin({
  id: 'shippo',
  name: 'Shippo',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 500, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey }) =>
      apiKey === undefined ? null : { authorization: `ShippoToken ${apiKey}` },
    ),
    request(number, { baseUrl, defaultCarrier }) {
      const carrier = carrierOfNumber(number)?.replace(/-/g, '_') ?? defaultCarrier;
      if (carrier === undefined)
        return notFoundYet('Shippo has to be told the carrier, and the number does not tell it');
      const path = [carrier, number].map(encodeURIComponent).join('/');
      return { url: `${baseUrl}/tracks/${path}`, alsoRead: [400] };
    },
    judge: ({ value }) =>
      found(value, 'tracking_history.*').length > 0 || asObject(pick(value, 'tracking_status')) !== null
        ? null
        : notFoundYet('Shippo knows nothing of the number'),
  }),
  normalize: documentReader({ kinds: [track, transaction, error, carrierErrors, noNews, fieldErrors] }),
});
