import {
  anySecret,
  definePlugin,
  documentReader,
  failed,
  followOnly,
  freshTimestamp,
  header,
  hmacMatches,
  malformed,
  pullJson,
  refused,
  type JsonAnswer,
  type Push,
} from '@whereabouts/plugin-sdk';
import { act } from './act';
import { CODES } from './codes';
import { documentKinds } from './documents';
import { authorize, baseUrlOf, Settings, type Config } from './settings';

/** How old a signature may be. Zendesk states no limit; its own retries are signed anew. */
export const TOLERANCE_SECONDS = 300;

/** `X-Zendesk-Webhook-Signature`: base64 of the HMAC-SHA256 of the timestamp's text and the raw body. */
const push: Push = {
  verify({ headers, body, secrets, now }) {
    const timestamp = header(headers, 'x-zendesk-webhook-signature-timestamp') ?? '';
    const seconds = Math.floor(Date.parse(timestamp) / 1000);
    if (!freshTimestamp({ seconds, now, toleranceSeconds: TOLERANCE_SECONDS }))
      return refused('the timestamp of the signature is missing, or too far from now');
    const signature = header(headers, 'x-zendesk-webhook-signature');
    return anySecret(secrets, (secret) =>
      hmacMatches({ algorithm: 'sha256', encoding: 'base64', secret, data: [timestamp, body], signature }),
    );
  },
};

/** The ticket with those it names, and its comments: two answers of the API as one document. */
const pull = followOnly<Config>(
  async (link, context) => {
    if (!/^tickets\/\d+$/.test(link)) return failed(malformed('not a ticket of Zendesk'));
    const access = await authorize(context);
    if (!access.ok) return access;
    const read = (path: string): Promise<JsonAnswer> =>
      pullJson(context, { url: `${baseUrlOf(context.config)}/api/v2/${path}`, headers: access.headers });
    const ticket = await read(`${link}.json?include=users,ticket_forms,metric_sets`);
    if (!ticket.ok) return ticket;
    const comments = await read(`${link}/comments.json?page[size]=100`);
    if (!comments.ok) return comments;
    const body = Buffer.from(JSON.stringify({ ...(comments.value as object), ...(ticket.value as object) }));
    return { ok: true, body, contentType: 'application/json' };
  },
  { requests: 200, perSeconds: 60 },
);

/** Zendesk as a helpdesk: ticket events, bodies of triggers, and the Ticketing API. */
export const plugin = definePlugin<Config>({
  id: 'zendesk',
  name: 'Zendesk',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'HELPDESK',
  capabilities: ['push', 'follow', 'addTicketNote', 'replyToTicket', 'setTicketStatus', 'tagTicket'],
  config: Settings,
  codes: CODES,
  push,
  pull,
  act,
  normalize: documentReader({ kinds: documentKinds }),
});
