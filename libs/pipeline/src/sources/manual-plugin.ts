import { instant, type Instant } from '@whereabouts/model';
import {
  asObject,
  asText,
  carrierCode,
  codeTable,
  definePlugin,
  normalized,
  readJson,
  SDK_VERSION,
  unreadable,
  type Loose,
  type ShipmentRecord,
} from '@whereabouts/plugin-sdk';
import { MANUAL_SOURCE } from '@whereabouts/store';
import { z } from 'zod';
import type { TrackOrder } from '../pipeline';

/** A registration as it is stored in the inbox: like every other input, so that a rebuild finds it. */
export const toManualInput = (order: TrackOrder): Uint8Array => {
  const { merchantId: _merchant, ...said } = order;
  return Buffer.from(JSON.stringify({ kind: 'track-shipment', ...said }));
};

const moment = (value: Loose): Instant | undefined => {
  const text = asText(value);
  return text === null ? undefined : instant(text);
};

/** What a registration says of its parcel. */
export function shipmentOf(said: Readonly<Record<string, Loose>>): ShipmentRecord {
  const promisedBy = moment(said['promisedBy']);
  const nodeCode = asText(said['nodeCode']);
  return {
    trackingNumber: asText(said['trackingNumber']) ?? '',
    carrier: carrierCode(asText(said['carrier'])),
    orderNumber: asText(said['orderNumber']) ?? undefined,
    serviceLevel: asText(said['serviceLevel']) ?? undefined,
    shippedAt: moment(said['shippedAt']),
    node: nodeCode === null ? undefined : { code: nodeCode },
    promise: promisedBy && { to: promisedBy },
  };
}

/** Reads what people register by hand. Built in: every merchant has one such source. */
export const manualPlugin = definePlugin({
  id: MANUAL_SOURCE.plugin,
  name: 'By hand',
  version: SDK_VERSION,
  sdk: `^${SDK_VERSION}`,
  capabilities: [],
  source: MANUAL_SOURCE.kind,
  config: z.object({}),
  codes: codeTable('built in: has no codes', []),
  normalize({ body }) {
    const read = readJson(body);
    if (!read.ok) return unreadable(read.problem);
    const said = asObject(read.value);
    return said && said['kind'] === 'track-shipment'
      ? normalized({ shipments: [shipmentOf(said)] })
      : unreadable('not a registration of a shipment');
  },
});
