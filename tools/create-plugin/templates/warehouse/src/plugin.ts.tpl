import {
  addEvent,
  carrierCode,
  definePlugin,
  documentReader,
  found,
  holds,
  refuse,
  signedPush,
  stated,
  textAt,
  webhookSecrets,
  type DocumentKind,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

/** An order as the warehouse works on it: its steps, and its parcels once they are packed. */
const fulfillment: DocumentKind = {
  name: 'order webhook',
  fits: (document) => holds(document, 'orders', 'error'),
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, textAt(value, 'message') ?? 'an error without a message');
    reading.each(found(document, 'orders.*'), (order, path) => {
      const orderNumber = textAt(order, 'number') ?? refuse('an order without a number');
      const trackingNumber = textAt(order, 'tracking.number');
      const carrier = carrierCode(textAt(order, 'tracking.carrier'));
      if (trackingNumber !== null)
        reading.shipments.push({
          trackingNumber,
          carrier,
          orderNumber,
          ...stated({ node: nodeOf(textAt(order, 'warehouse')), serviceLevel: textAt(order, 'tracking.service') }),
        });
      reading.each(found(order, 'steps.*', path), (step, at) => {
        const said = {
          code: textAt(step, 'code'),
          text: textAt(step, 'text'),
          time: { text: textAt(step, 'time') },
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
