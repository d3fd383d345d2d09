import { definePlugin, isZone, optionalWebhookSecrets, sharedSecretPush, watchedFolder } from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { normalize } from './normalize';
import { acknowledge } from './reply';

const Settings = z.object({
  ...watchedFolder,
  /** Needed for files that are posted; files from the watched folder come without it. */
  ...optionalWebhookSecrets,
  /** IANA zone of times that neither name a zone nor a place. */
  timeZone: z.string().trim().refine(isZone, 'is not a time zone').optional(),
});

/** X12 of any partner as a source: statuses of carriers, ship notices, shipping advices of warehouses, acknowledgements. */
export const plugin = definePlugin<z.output<typeof Settings>>({
  id: 'edi-x12',
  name: 'EDI (X12)',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push'],
  config: Settings,
  codes: CODES,
  push: {
    ...sharedSecretPush(),
    reply({ body, now }) {
      const answer = acknowledge(body, now);
      return answer === null ? null : { contentType: 'application/edi-x12', body: answer };
    },
  },
  normalize,
});
