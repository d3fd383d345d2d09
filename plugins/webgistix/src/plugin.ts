import { definePlugin, documentReader, sharedSecretPush, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { completed, error, inventory, tracking, withOneRoot } from './documents';

const read = documentReader({ formats: ['xml'], kinds: [tracking, inventory, error, completed] });

/** Webgistix, later Rakuten Super Logistics, as a warehouse: what its XML API answers, handed on by whoever asks it. */
export const plugin = definePlugin({
  id: 'webgistix',
  name: 'Webgistix',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push'],
  config: z.object({ ...webhookSecrets, webhookSecret: webhookSecrets.webhookSecret.optional() }),
  codes: CODES,
  push: sharedSecretPush(),
  normalize: (input) => read({ ...input, body: withOneRoot(input.body) }),
});
