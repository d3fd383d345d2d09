import {
  addEvent,
  asText,
  carrierCode,
  definePlugin,
  documentReader,
  found,
  pick,
  refuse,
  signedPush,
  stated,
  webhookSecrets,
  type DocumentKind,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

/** An order as the warehouse works on it: its steps, and its parcels once they are packed. */
const fulfillment: DocumentKind = {
  name: 'order webhook',
  fits: (document) => pick(document, 'orders') !== undefined || pick(document, 'error') !== undefined,
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, asText(pick(value, 'message')) ?? 'an error without a message');
    reading.each(found(document, 'orders.*'), (order, path) => {
      const orderNumber = asText(pick(order, 'number')) ?? refuse('an order without a number');
      const trackingNumber = asText(pick(order, 'tracking.number'));
      const carrier = carrierCode(asText(pick(order, 'tracking.carrier')));
      if (trackingNumber !== null)
        reading.shipments.push({
          trackingNumber,
          carrier,
          orderNumber,
          ...stated({ node: nodeOf(asText(pick(order, 'warehouse'))), serviceLevel: asText(pick(order, 'tracking.service')) }),
        });
      reading.each(found(order, 'steps.*', path), (step, at) => {
        const said = {
          code: asText(pick(step, 'code')),
          text: asText(pick(step, 'text')),
          time: { text: asText(pick(step, 'time')) },
        };
        addEvent(reading, CODES, { trackingNumber, carrier, orderNumber }, said, at);
      });
    });
  },
};

const nodeOf = (code: string | null) => (code === null ? null : { code });

/** {{name}} as a source. */
export const plugin = definePlugin({
  id: '{{id}}',
  name: '{{name}}',
  version: '0.1.0',
  sdk: '^{{sdkVersion}}',
  source: '{{SOURCE}}',
  capabilities: ['push'],
  config: z.object(webhookSecrets),
  codes: CODES,
  push: signedPush({ header: 'x-{{id}}-signature', encoding: 'hex' }),
  normalize: documentReader({ kinds: [fulfillment] }),
});
