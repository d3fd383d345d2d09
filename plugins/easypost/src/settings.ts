import { secret, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** What an operator fills in to connect an EasyPost account. */
export const Settings = z.object({
  ...webhookSecrets,
  /** Needed to ask for numbers; webhooks come without it. */
  apiKey: secret().optional(),
  /** EasyPost, or a proxy in front of it. */
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.easypost.com/v2'),
  /** Have EasyPost follow numbers that it does not know. It charges for each, so nobody is charged unasked. */
  trackUnknownNumbers: z.boolean().default(false),
});
export type Settings = z.infer<typeof Settings>;
