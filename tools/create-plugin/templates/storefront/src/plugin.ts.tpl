import {
  addEvent,
  asText,
  definePlugin,
  documentReader,
  eventTime,
  found,
  holds,
  pick,
  refuse,
  signedPush,
  stated,
  textAt,
  webhookSecrets,
  type DocumentKind,
  type JsonValue,
  type MoneyFact,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

/** Amounts are text in most shops; a number keeps its digits. */
function money(value: JsonValue | undefined, currency: string | null): MoneyFact | null {
  const amount = asText(value);
  return amount !== null && currency !== null && /^\d+(\.\d+)?$/.test(amount) ? { amount, currency } : null;
}

/** An order as the shop took it. */
const orders: DocumentKind = {
  name: 'order webhook',
  fits: (document) => holds(document, 'order', 'error'),
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, textAt(value, 'message') ?? 'an error without a message');
    reading.each(found(document, 'order'), (order, path) => {
      const number = textAt(order, 'number') ?? refuse('an order without a number');
      const currency = textAt(order, 'currency');
      const placed = textAt(order, 'placed');
      const status = textAt(order, 'status');
      if (status !== null) {
        const event = { code: status, time: { text: placed } };
        addEvent(reading, CODES, { trackingNumber: null, carrier: null, orderNumber: number }, event, `${path}/status`);
      }
      reading.orders.push({
        number,
        ...stated({
          placedAt: eventTime({ text: placed }).occurredAt,
          value: money(pick(order, 'total'), currency),
          customer: stated({ email: textAt(order, 'customer.email'), name: textAt(order, 'customer.name') }),
        }),
        lines: found(order, 'lines.*').flatMap(({ value }) => {
          const unitPrice = money(pick(value, 'price'), currency);
          const sku = textAt(value, 'sku');
          const quantity = Number(textAt(value, 'quantity'));
          if (sku === null || unitPrice === null || !Number.isSafeInteger(quantity) || quantity < 0) return [];
          return [{ sku, title: textAt(value, 'title') ?? sku, quantity, unitPrice }];
        }),
      });
    });
  },
};

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
  normalize: documentReader({ kinds: [orders] }),
});
