import type { FastifyInstance } from 'fastify';
import { escapeHtml as escape } from './escape-html';

export interface HomeFacts {
  readonly url: string;
  readonly version: string;
  readonly demo: boolean;
  readonly explorer: boolean;
}

export interface HomeNeeds {
  readonly home: () => HomeFacts;
}

/** `/` says where things are: to a browser as a page, to anything else as JSON. */
export async function homeRoutes(app: FastifyInstance, { home }: HomeNeeds): Promise<void> {
  app.get('/', async (request, reply) => {
    const places = placesOf(home());
    if (!(request.headers.accept ?? '').includes('text/html')) return places;
    return reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(page(places));
  });
}

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const placesOf = ({ url, version, demo, explorer }: HomeFacts) => ({
  hub: 'Whereabouts',
  version,
  ...(demo && { demo: 'Demo mode: requests without credentials act as the lead of the demo merchant.' }),
  places: {
    graphql: `${url}/graphql`,
    subscriptions: `${url.replace(/^http/, 'ws')}/graphql`,
    ...(explorer && { explorer: `${url}/graphql (in a browser)` }),
    intake: `${url}/intake/<source>`,
    photos: `${url}/photos`,
    health: `${url}/healthz`,
    readiness: `${url}/readyz?verbose`,
    metrics: `${url}/metrics`,
  },
});

function page({ version, demo, places }: ReturnType<typeof placesOf>): string {
  const rows = Object.entries(places).map(([name, address]) => {
    const href = /^https?:[^<]*$/.test(address) ? address.replace(/ \(.*$/, '') : null;
    const shown = escape(address);
    return `<dt>${name}</dt><dd>${href === null ? shown : `<a href="${escape(href)}">${shown}</a>`}</dd>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Whereabouts</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem}</style>
<main><h1>Whereabouts ${escape(version)}</h1>${demo === undefined ? '' : `<p><strong>${escape(demo)}</strong></p>`}<dl>${rows.join('')}</dl></main></html>`;
}
