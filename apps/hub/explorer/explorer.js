import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { EXAMPLES } from './examples.js';
import './explorer.css';

// The editor's language services run in workers of this bundle: nothing comes from another host.
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(`./${['json', 'graphql'].includes(label) ? label : 'editor'}.worker.js`, import.meta.url), {
      type: 'module',
    }),
};

const url = new URL('/graphql', location.href);
const socket = new URL(url);
socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

// What is typed under "Headers", such as an Authorization, is sent with a subscription's connection_init as well.
const fetcher = createGraphiQLFetcher({ url: url.href, subscriptionUrl: socket.href });

const place = document.getElementById('explorer');
const isDemo = place.dataset.demo === 'true';
// The first tab's variables are shown only this way; later visits show what was kept.
const isFirstVisit = localStorage.getItem('graphiql:tabState') === null;

createRoot(place).render(
  createElement(GraphiQL, {
    fetcher,
    defaultTabs: EXAMPLES,
    ...(isFirstVisit && { initialVariables: EXAMPLES[0].variables }),
    defaultEditorToolsVisibility: isDemo ? 'variables' : 'headers',
    shouldPersistHeaders: false,
    inputValueDeprecation: true,
    schemaDescription: true,
  }),
);
