import { secret } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** What an operator fills in. Polling needs the two credentials, Track Alert the webhook secret: either, or both. */
export const SETTINGS = z
  .object({
    clientId: z
      .string()
      .trim()
      .min(1)
      .optional()
      .meta({ title: 'Client ID', description: 'Of the app on developer.ups.com.' }),
    clientSecret: secret().optional(),
    webhookSecret: secret().optional(),
    previousWebhookSecret: secret().optional(),
    baseUrl: z.url({ protocol: /^https?$/ }).default('https://onlinetools.ups.com'),
  })
  .refine(({ clientId, clientSecret }) => (clientId === undefined) === (clientSecret === undefined), {
    path: ['clientSecret'],
    message: 'client ID and client secret belong together',
  });

export type Settings = z.output<typeof SETTINGS>;
