import {
  definePlugin,
  documentReader,
  errorsAt,
  found,
  holds,
  notFoundYet,
  place,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
  trackingDocument,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({ token: secret(), baseUrl: z.url().default('http://api.track.yw56.com.cn') });

/** `+8`, `UTC+8`, `GMT+05:30` as an offset. */
const offsetOf = (zone: string | null): string | null => {
  const [, sign, hours, minutes = '00'] = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::(\d\d))?$/.exec(zone ?? '') ?? [];
  return sign === undefined || hours === undefined ? zone : `${sign}${hours.padStart(2, '0')}:${minutes}`;
};

const standingOf = (status: string | null) =>
  status === null || status === 'NOTFOUND' ? null : { code: status, time: {} };

const tracking = trackingDocument({
  name: 'tracking',
  fits: (document) => holds(document, 'result', 'code'),
  codes: CODES,
  errors: errorsAt('', { code: 'code', message: 'message', fine: ['0'] }),
  parcels: 'result.*',
  parcel: (value) => ({
    trackingNumber: textAt(value, 'tracking_number'),
    carrier: 'yanwen',
    notes: textAt(value, 'tracking_status') === 'NOTFOUND' ? ['Yanwen knows nothing of the number yet'] : [],
    shipment: {
      externalId: textAt(value, 'waybill_number', 'exchange_number'),
      origin: place({ country: textAt(value, 'origin_country') }),
      destination: place({ country: textAt(value, 'destination_country') }),
    },
    standing: standingOf(textAt(value, 'tracking_status')),
  }),
  comparesStanding: true,
  events: 'checkpoints.*',
  event: (scan) => ({
    code: textAt(scan, 'tracking_status'),
    text: textAt(scan, 'message', 'description'),
    time: { text: textAt(scan, 'time_stamp'), offset: offsetOf(textAt(scan, 'time_zone')) },
    place: { city: textAt(scan, 'location') },
  }),
});

/** Yanwen as a source. */
export const plugin = definePlugin({
  id: 'yanwen',
  name: 'Yanwen',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullBatch<z.output<typeof Settings>>({
    batchSize: 30,
    authorize: settingsHeaders(({ token }) => ({ authorization: token })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/api/tracking?nums=${numbers.map(encodeURIComponent).join(',')}`,
    }),
    judge: ({ value }) =>
      (textAt(value, 'code') ?? '0') === '0' ? null : notFoundYet(textAt(value, 'message') ?? 'not known'),
    part: ({ value }, number) => {
      const own = found(value, 'result.*').filter(
        (one) => textAt(one.value, 'tracking_number') === number && found(one.value, 'checkpoints.*').length > 0,
      );
      return own.length === 0 ? null : { code: 0, result: own.map((one) => one.value) };
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
