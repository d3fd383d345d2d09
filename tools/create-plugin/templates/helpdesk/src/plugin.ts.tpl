import {
  asText,
  definePlugin,
  documentReader,
  eventTime,
  found,
  holds,
  refuse,
  signedPush,
  stated,
  textAt,
  TICKET_STATUSES,
  webhookSecrets,
  type DocumentKind,
} from '{{sdk}}';
import { z } from 'zod';
import { CODES } from './codes';

/** A conversation of a customer with support. */
const tickets: DocumentKind = {
  name: 'ticket webhook',
  fits: (document) => holds(document, 'ticket', 'error'),
  read(document, reading) {
    for (const { value, path } of found(document, 'error'))
      reading.sourceError(path, textAt(value, 'message') ?? 'an error without a message');
    reading.each(found(document, 'ticket'), (ticket, path) => {
      const opened = eventTime({ text: textAt(ticket, 'opened') });
      if (opened.problem) reading.note(`${path}/opened`, opened.problem);
      const status = textAt(ticket, 'status');
      reading.tickets.push({
        externalId: textAt(ticket, 'id') ?? refuse('a ticket without an id'),
        subject: textAt(ticket, 'subject') ?? '',
        openedAt: opened.occurredAt,
        ...stated({
          text: textAt(ticket, 'text'),
          status: TICKET_STATUSES.find((one) => one === status),
          customerEmail: textAt(ticket, 'customer.email'),
          orderNumber: textAt(ticket, 'fields.order'),
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
