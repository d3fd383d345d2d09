import {
  addEvent,
  asText,
  definePlugin,
  documentReader,
  eventTime,
  found,
  pick,
  refuse,
  signedPush,
  stated,
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
  fits: (document) => pick(document, 'order') !== undefined || pick(document, 'error') !== undefined,
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, asText(pick(value, 'message')) ?? 'an error without a message');
    reading.each(found(document, 'order'), (order, path) => {
      const number = asText(pick(order, 'number')) ?? refuse('an order without a number');
      const currency = asText(pick(order, 'currency'));
      const placed = asText(pick(order, 'placed'));
      const status = asText(pick(order, 'status'));
      if (status !== null) {
        const event = { code: status, time: { text: placed } };
        addEvent(reading, CODES, { trackingNumber: null, carrier: null, orderNumber: number }, event, `${path}/status`);
      }
      reading.orders.push({
        number,
        ...stated({
          placedAt: eventTime({ text: placed }).occurredAt,
          value: money(pick(order, 'total'), currency),
          customer: stated({ email: asText(pick(order, 'customer.email')), name: asText(pick(order, 'customer.name')) }),
        }),
        lines: found(order, 'lines.*').flatMap(({ value }) => {
          const unitPrice = money(pick(value, 'price'), currency);
          const sku = asText(pick(value, 'sku'));
          const quantity = Number(asText(pick(value, 'quantity')));
          if (sku === null || unitPrice === null || !Number.isSafeInteger(quantity) || quantity < 0) return [];
          return [{ sku, title: asText(pick(value, 'title')) ?? sku, quantity, unitPrice }];
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
