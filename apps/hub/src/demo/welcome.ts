import { instant, type Instant } from '@whereabouts/model';
import { DEMO_MERCHANT, DEMO_SECRETS } from './demo-merchant';

export interface WelcomeFacts {
  readonly url: string;
  readonly seconds: number;
  readonly database: string;
  /** Parcels that were just added; null when the demo was there already. */
  readonly parcels: number | null;
  readonly explorer: boolean;
  readonly now: Instant;
}

/** What `npm start` prints: where things are, a query, and a signed webhook, all ready to paste. */
export function demoWelcome({ url, seconds, database, parcels, explorer, now }: WelcomeFacts): string {
  const added = parcels === null ? '' : ` with ${parcels} parcels`;
  return `
Whereabouts is ready after ${seconds.toFixed(1)} s.  ${database}.

  DEMO MODE: requests without credentials act as the lead of ${DEMO_MERCHANT}${added}.
  This works on this machine only. Never use it for real parcels.

  explorer       ${explorer ? `${url}/graphql  (in a browser)` : 'off: HUB_INTROSPECTION=false'}
  GraphQL        ${url}/graphql
  subscriptions  ${url.replace(/^http/, 'ws')}/graphql  (graphql-transport-ws)
  intake         ${url}/intake/<source>  for ${Object.keys(DEMO_SECRETS).join(', ')}
  health         ${url}/readyz?verbose  ${url}/metrics

The queue, most urgent first:

${exampleQuery(url)}

A webhook of EasyPost, rightly signed, that makes a case appear. Paste all of it:

${exampleWebhook(url, now)}

Watch it arrive: open ${url}/graphql, tab FollowTheQueue, press play, then send the webhook.
Webhook secrets: ${Object.entries(DEMO_SECRETS)
    .map(([name, secret]) => `${name}=${secret}`)
    .join('  ')}
Stop with Ctrl-C. Start again with npm start: what happened is kept.
`;
}

export const exampleQuery = (url: string): string => `curl -s ${url}/graphql -H 'Content-Type: application/json' -d '
  {"query": "{ exceptionCases(first: 5) { totalCount nodes { ref kind status owner { name } shipment { trackingNumber } } } }"}'`;

/** A tracker whose parcel was damaged ten minutes ago. */
export function exampleWebhook(url: string, now: Instant): string {
  const at = instant(Date.parse(now) - 600_000);
  const body = JSON.stringify({
    object: 'Event',
    description: 'tracker.updated',
    result: {
      object: 'Tracker',
      id: 'trk_hello',
      tracking_code: '9400111899223197428497',
      carrier: 'USPS',
      status: 'failure',
      status_detail: 'damaged',
      tracking_details: [
        {
          object: 'TrackingDetail',
          status: 'failure',
          status_detail: 'damaged',
          message: 'Package damaged',
          datetime: `${at.slice(0, 19)}Z`,
          tracking_location: { city: 'MEMPHIS', state: 'TN', country: 'US', zip: '38118' },
        },
      ],
    },
  });
  return `BODY='${body}'
curl -s ${url}/intake/easypost -H 'Content-Type: application/json' -d "$BODY" \\
  -H "X-Hmac-Signature: hmac-sha256-hex=$(printf %s "$BODY" | openssl dgst -sha256 -hmac '${DEMO_SECRETS.easypost}' | sed 's/.* //')"`;
}
