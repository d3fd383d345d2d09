import { anySecret, definePlugin, header, secretMatches } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { readDocument } from './documents';
import { SETTINGS } from './settings';
import { trackPull } from './track-client';

/** UPS as a source: Track API, Track Alert, and the older XML services. */
export const plugin = definePlugin({
  id: 'ups',
  name: 'UPS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: SETTINGS,
  codes: CODES,
  push: {
    /** Track Alert signs nothing: it sends back the credential that was given when subscribing. */
    verify: ({ headers, secrets }) =>
      anySecret(secrets, (secret) => secretMatches(secret, header(headers, 'credential'))),
  },
  pull: trackPull(),
  normalize: readDocument,
});
