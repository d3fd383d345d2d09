import {
  clientCredentials,
  definePlugin,
  documentReader,
  found,
  foundAll,
  holds,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
  textAt,
  upstream,
  type DocumentKind,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { asia, packages } from './packages';
import { page } from './page';

const Settings = z.object({
  ...optionalWebhookSecrets,
  clientId: line().optional(),
  clientSecret: secret().optional(),
  baseUrl: z.url().default('https://api.dhlecs.com'),
});
type Settings = z.output<typeof Settings>;

/** Errors of every version: a list, a title with the parameters that are wrong, or a list below `meta`. */
const errors: DocumentKind = {
  name: 'DHL eCommerce, errors',
  fits: (document) => holds(document, 'errors', 'title', 'meta', 'error'),
  read(document, reading) {
    const listed = foundAll(document, ['errors.*', 'meta.error.*', 'invalidParams.*']);
    const title = textAt(document, 'title', 'error_description', 'error');
    if (title !== null || listed.length === 0) reading.sourceError('', title ?? textAt(document, 'meta.code') ?? '');
    for (const { value, path } of listed)
      reading.sourceError(
        path,
        [
          textAt(value, 'code', 'error_type', 'name'),
          textAt(value, 'message', 'error_message', 'reason'),
          textAt(value, 'parameter', 'path'),
        ]
          .filter(Boolean)
          .join(': '),
      );
  },
};

/** DHL eCommerce as a source: the tracking of the Americas and of Asia, and the pages for those without an account. */
export const plugin = definePlugin({
  id: 'dhl-ecommerce',
  name: 'DHL eCommerce',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: pullEach<Settings>({
    budget: { requests: 60, perSeconds: 60 },
    authorize: clientCredentials<Settings>({
      url: ({ baseUrl }) => `${baseUrl}/auth/v4/accesstoken`,
      credentials: ({ clientId, clientSecret }) =>
        clientId === undefined || clientSecret === undefined ? null : { id: clientId, secret: clientSecret },
      in: 'form',
    }),
    request: (number, { baseUrl }) => ({
      url: `${baseUrl}/tracking/v4/package?trackingId=${encodeURIComponent(number)}`,
      alsoRead: [400, 404],
    }),
    judge: ({ value, status }) => {
      if (found(value, 'packages.*').length > 0) return null;
      const title = textAt(value, 'title', 'errors.0.message') ?? 'not known';
      return status === 400 ? upstream(title) : notFoundYet(title);
    },
  }),
  normalize: documentReader({ formats: ['json', 'html'], kinds: [page, packages, asia, errors] }),
});
