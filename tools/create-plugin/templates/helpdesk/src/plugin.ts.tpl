import {
  asText,
  definePlugin,
  documentReader,
  eventTime,
  found,
  pick,
  refuse,
  signedPush,
  stated,
  TICKET_STATUSES,
  webhookSecrets,
  type DocumentKind,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

/** A conversation of a customer with support. */
const tickets: DocumentKind = {
  name: 'ticket webhook',
  fits: (document) => pick(document, 'ticket') !== undefined || pick(document, 'error') !== undefined,
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, asText(pick(value, 'message')) ?? 'an error without a message');
    reading.each(found(document, 'ticket'), (ticket, path) => {
      const opened = eventTime({ text: asText(pick(ticket, 'opened')) });
      if (opened.problem) reading.note(`${path}/opened`, opened.problem);
      const status = asText(pick(ticket, 'status'));
      reading.tickets.push({
        externalId: asText(pick(ticket, 'id')) ?? refuse('a ticket without an id'),
        subject: asText(pick(ticket, 'subject')) ?? '',
        openedAt: opened.occurredAt,
        ...stated({
          text: asText(pick(ticket, 'text')),
          status: TICKET_STATUSES.find((one) => one === status),
          customerEmail: asText(pick(ticket, 'customer.email')),
          orderNumber: asText(pick(ticket, 'fields.order')),
        }),
        tags: found(ticket, 'tags.*').flatMap(({ value }) => asText(value) ?? []),
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
  normalize: documentReader({ kinds: [tickets] }),
});
