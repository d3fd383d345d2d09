import {
  carrierOfNumber,
  definePlugin,
  documentReader,
  errorDocument,
  found,
  line,
  noNewsDocument,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  settingsHeaders,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { label, tracking } from './tracking';
import { push } from './verify';

const Settings = z.object({
  /** Public keys of ShipEngine, or a secret that its webhooks send along. */
  ...optionalWebhookSecrets,
  /** Only pull needs it. */
  apiKey: secret().optional(),
  /** Carrier code, such as `fedex`, to ask for numbers whose form does not tell their carrier. */
  defaultCarrier: line().optional(),
  baseUrl: z.url().default('https://api.shipengine.com'),
});

/** ShipEngine's codes of carriers, where they are not ours with underscores. */
const ITS_CARRIERS: Readonly<Record<string, string>> = { usps: 'stamps_com', purolator: 'purolator_ca' };
const itsCarrier = (code: string | null): string | null =>
  code === null ? null : (ITS_CARRIERS[code] ?? code.replace(/-/g, '_'));

const errors = errorDocument({
  name: 'errors',
  lists: 'errors.*',
  entry: ['error_code', 'message', 'path'],
  whole: [['error.message', 'message']],
  at: '/error',
});

/** Webhooks about batches, rates, carriers and stores, and answers that hold no parcel. */
const noNews = noNewsDocument({
  name: 'no tracking',
  fits: ['resource_type', 'resource_url', 'batch_id', 'shipment_id', 'request_id'],
  topic: 'resource_type',
  otherwise: 'an object',
});

/** ShipEngine as a source: what carriers say, relayed by webhook or asked for by carrier and number. */
export const plugin = definePlugin({
  id: 'shipengine',
  name: 'ShipEngine',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push,
  pull: pullEach<z.output<typeof Settings>>({
    budget: { requests: 200, perSeconds: 60 },
    authorize: settingsHeaders(({ apiKey }) => (apiKey === undefined ? null : { 'api-key': apiKey })),
    request(number, { baseUrl, defaultCarrier }) {
      const carrier = itsCarrier(carrierOfNumber(number)) ?? defaultCarrier;
      if (carrier === undefined)
        return notFoundYet('ShipEngine has to be told the carrier, and the number does not tell it');
      const query = new URLSearchParams({ carrier_code: carrier, tracking_number: number });
      return { url: `${baseUrl}/v1/tracking?${query.toString()}` };
    },
    judge: ({ value }) =>
      /^un$/i.test(textAt(value, 'status_code') ?? '') && found(value, 'events.*').length === 0
        ? notFoundYet('ShipEngine knows nothing of the number yet')
        : null,
  }),
  normalize: documentReader({ kinds: [tracking, label, errors, noNews] }),
});
