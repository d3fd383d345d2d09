import { definePlugin, sharedSecretPush } from '@whereabouts/plugin-sdk';
import { CODES } from './codes';
import { readDocument } from './documents';
import { SETTINGS } from './settings';
import { trackPull } from './track-client';

/** UPS as a source: Track API, Track Alert, the older XML services, and the pages of Mail Innovations. */
export const plugin = definePlugin({
  id: 'ups',
  name: 'UPS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  variants: [{ id: 'ups-mail-innovations', name: 'UPS Mail Innovations' }],
  config: SETTINGS,
  codes: CODES,
  /** Track Alert signs nothing: it sends back the credential that was given when subscribing. */
  push: sharedSecretPush('credential'),
  pull: trackPull(),
  normalize: readDocument,
});
