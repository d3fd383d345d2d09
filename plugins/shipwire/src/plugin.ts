import {
  anySecret,
  basicAuth,
  definePlugin,
  documentReader,
  failed,
  followOnly,
  header,
  hmacMatches,
  line,
  malformed,
  optionalWebhookSecrets,
  pullBytes,
  refused,
  secret,
  settingsHeaders,
  type HostContext,
  type PushRequest,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { rest } from './rest';
import { withoutDoctype, XML } from './xml';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Of a user, for what webhooks point to. */
  username: line().optional(),
  password: secret().optional(),
  baseUrl: z.url().default('https://api.shipwire.com'),
});
type Config = z.output<typeof Settings>;

const authorize = settingsHeaders<Config>(({ username, password }) =>
  username === undefined || password === undefined ? null : { authorization: basicAuth(username, password) },
);

const PROOF = /^([A-Za-z0-9+/]+={0,2}); ?secret-id=(\w+)$/;

/** `X-Shipwire-Signature`: base64 of the HMAC-SHA256 of the raw body, `;secret-id=…`. One for each secret, commas between. */
function verify({ headers, body, secrets }: PushRequest) {
  const proofs = (header(headers, 'x-shipwire-signature') ?? '').split(',', 8).map((one) => PROOF.exec(one.trim()));
  const ids = new Set(proofs.map((proof) => proof?.[2]));
  if (ids.has(undefined) || ids.size < proofs.length)
    return refused('the header X-Shipwire-Signature is missing or malformed');
  return anySecret(secrets, (key) =>
    proofs
      .map((proof) => proof?.[1] ?? null)
      .map((signature) => hmacMatches({ algorithm: 'sha256', encoding: 'base64', secret: key, data: body, signature }))
      .includes(true),
  );
}

async function follow(link: string, context: HostContext<Config>) {
  const url = URL.parse(link);
  if (url?.origin !== new URL(context.config.baseUrl).origin)
    return failed(malformed('the link does not lead to Shipwire'));
  const access = await authorize(context);
  return access.ok ? pullBytes(context, { url, headers: { accept: 'application/json', ...access.headers } }) : access;
}

const read = documentReader({ formats: ['json', 'xml'], kinds: [...XML, rest] });

/** Shipwire as a warehouse: webhooks and answers of its REST API, and those of its older XML API. */
export const plugin = definePlugin<Config>({
  id: 'shipwire',
  name: 'Shipwire',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'WAREHOUSE',
  capabilities: ['push', 'follow'],
  config: Settings,
  codes: CODES,
  push: { verify },
  pull: followOnly(follow, { requests: 60, perSeconds: 60 }),
  normalize: (input) => read({ ...input, body: withoutDoctype(input.body) }),
});
