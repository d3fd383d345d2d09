import { z } from 'zod';
import { BUNDLED_PLUGINS } from './bundled-plugins';
import { budget, isUrl, list, text, webAddress, whole, yesOrNo } from './readers';

/** One environment variable: how it is read, what it is worth when unset, and what it means to an operator. */
export interface Setting<Value> {
  readonly read: z.ZodType<Value, string | undefined>;
  /** As people see it; for a value that is worked out later, in words. */
  readonly fallback: string;
  readonly meaning: string;
  /** Never shown, logged or repeated in a message. */
  readonly secret?: true;
}

const setting = <Value>(given: Setting<Value>): Setting<Value> => given;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const ROLES_OF_A_PROCESS = ['apply', 'timers', 'pull', 'send'] as const;
export type ProcessRole = (typeof ROLES_OF_A_PROCESS)[number];

/** All settings. Reading, `config`, its documentation and the check of docker-compose.yml are derived from this list. */
export const SETTINGS = {
  HUB_PORT: setting({
    read: whole(0, 65_535).default(4000),
    fallback: '4000',
    meaning: 'Port for HTTP and WebSocket. 0 takes any free one.',
  }),
  HUB_HOST: setting({
    read: text(/^[\w.:%-]+$/, 'must be a host name or an address').default('127.0.0.1'),
    fallback: '127.0.0.1',
    meaning: 'Address to listen on. 0.0.0.0 is all of them.',
  }),
  HUB_PUBLIC_URL: setting({
    read: webAddress()
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    fallback: 'http://<host>:<port>',
    meaning: 'Address under which the outside reaches the hub: used in the intake URLs that are printed.',
  }),
  HUB_DATA_DIR: setting({
    read: z.string().trim().default('.data'),
    fallback: '.data',
    meaning: 'Folder of the embedded database and the generated secret key; relative to the current folder.',
  }),
  HUB_DATABASE_URL: setting({
    read: z
      .string()
      .trim()
      .refine((value) => isUrl(value, ['postgres:', 'postgresql:']), 'must be a postgres:// address')
      .optional(),
    fallback: 'the embedded database in HUB_DATA_DIR',
    meaning: 'PostgreSQL 15 or newer.',
    secret: true,
  }),
  HUB_DATABASE_POOL: setting({
    read: whole(2, 200).default(10),
    fallback: '10',
    meaning: 'Database connections that this process may hold for queries.',
  }),
  HUB_STATEMENT_SECONDS: setting({
    read: whole(1, 300).default(15),
    fallback: '15',
    meaning: 'How long a statement of a GraphQL operation may run before the database ends it.',
  }),
  HUB_PLUGINS: setting({
    read: list(
      /^((@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*|file:.+|\.{1,2}\/.+)$/,
      'must be package names, separated by commas',
    ).default([...BUNDLED_PLUGINS]),
    fallback: 'all that come with the hub',
    meaning: 'Plugins to load: package names or paths, separated by commas.',
  }),
  HUB_PLUGIN_FOLDERS: setting({
    read: list(/\S/, 'must be folders, separated by commas').default([]),
    fallback: 'none',
    meaning: 'Folders with more plugin packages installed in them (npm install there), separated by commas.',
  }),
  HUB_SECRET_KEY: setting({
    read: z
      .string()
      .trim()
      .refine((value) => Buffer.from(value, 'base64').length === 32, 'must be 32 bytes in base64')
      .transform((value) => Buffer.from(value, 'base64'))
      .optional(),
    fallback: 'with the embedded database: made once, kept in HUB_DATA_DIR/secret.key',
    meaning: "Key that encrypts the sources' secrets: 32 bytes in base64. Required with HUB_DATABASE_URL.",
    secret: true,
  }),
  HUB_API_TOKEN: setting({
    read: z.string().trim().min(20, 'must have at least 20 characters').optional(),
    fallback: 'none: only API keys and signed tokens come in',
    meaning: 'Bearer token that acts as an admin of the first merchant.',
    secret: true,
  }),
  HUB_JWT_ISSUER: setting({
    read: webAddress().optional(),
    fallback: 'none: signed tokens are not taken',
    meaning:
      'Issuer whose signed tokens (JWT) are taken: its `iss`. The email claim names the person, who must be a user of the hub.',
  }),
  HUB_JWT_AUDIENCE: setting({
    read: z.string().trim().min(1).default('whereabouts'),
    fallback: 'whereabouts',
    meaning: 'The `aud` that signed tokens must have.',
  }),
  HUB_JWT_JWKS_URL: setting({
    read: webAddress().optional(),
    fallback: '<HUB_JWT_ISSUER>/.well-known/jwks.json',
    meaning: "Where the issuer's public keys are.",
  }),
  HUB_JWT_MERCHANT_CLAIM: setting({
    read: text(/^[\w:./-]{1,200}$/, 'must be the name of a claim').default('merchant'),
    fallback: 'merchant',
    meaning: 'Claim that names the merchant, by name or id: needed for people who work for several.',
  }),
  HUB_MAX_BODY_BYTES: setting({
    read: whole(1_000, 104_857_600).default(1_048_576),
    fallback: '1048576',
    meaning: 'Largest request body that is taken, in bytes.',
  }),
  HUB_PHOTO_DIR: setting({
    read: z.string().trim().min(1).optional(),
    fallback: 'photos in HUB_DATA_DIR',
    meaning: 'Folder for photos. Several machines need one that they share, or a bucket.',
  }),
  HUB_PHOTO_MAX_BYTES: setting({
    read: whole(10_000, 104_857_600).default(20_971_520),
    fallback: '20971520',
    meaning: 'Largest photo that is taken, in bytes.',
  }),
  HUB_PHOTO_QUOTA_MB: setting({
    read: whole(1, 100_000_000).default(50_000),
    fallback: '50000',
    meaning: 'How much room the photos of a merchant may take, in megabytes.',
  }),
  HUB_PHOTO_S3_ENDPOINT: setting({
    read: webAddress()
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    fallback: 'none: photos lie in HUB_PHOTO_DIR',
    meaning: 'Address of S3, or of what speaks like it, such as https://s3.eu-central-1.amazonaws.com.',
  }),
  HUB_PHOTO_S3_BUCKET: setting({
    read: text(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, 'must be the name of a bucket').optional(),
    fallback: 'none',
    meaning: 'Bucket for photos; it must not be public.',
  }),
  HUB_PHOTO_S3_REGION: setting({
    read: text(/^[a-z\d-]{1,40}$/, 'must be the name of a region').default('us-east-1'),
    fallback: 'us-east-1',
    meaning: 'Region of the bucket.',
  }),
  HUB_PHOTO_S3_ACCESS_KEY_ID: setting({
    read: z.string().trim().min(1).optional(),
    fallback: 'none',
    meaning: 'Key that may put and get objects of the bucket.',
  }),
  HUB_PHOTO_S3_SECRET_ACCESS_KEY: setting({
    read: z.string().trim().min(1).optional(),
    fallback: 'none',
    meaning: 'Secret of that key.',
    secret: true,
  }),
  HUB_SMTP_URL: setting({
    read: z
      .string()
      .trim()
      .refine((value) => isUrl(value, ['smtp:', 'smtps:']), 'must be an smtp:// or smtps:// address')
      .optional(),
    fallback: 'none: no email goes out',
    meaning: 'Mail server for messages to customers, such as smtps://user:password@mail.example.com.',
    secret: true,
  }),
  HUB_MAIL_FROM: setting({
    read: text(/^[^\s@<>",]+@[^\s@<>",]+$/, 'must be an email address').optional(),
    fallback: 'none',
    meaning: 'Address that emails to customers come from.',
  }),
  HUB_WORKERS: setting({
    read: whole(1, 64).optional(),
    fallback: 'as many as there are cores, less one',
    meaning: 'Threads in which plugins read inputs.',
  }),
  HUB_ROLES: setting({
    read: list(
      /^(apply|timers|pull|send|none)$/,
      'must be apply, timers, pull, send (several separated by commas), or none',
    )
      .transform((parts) => ROLES_OF_A_PROCESS.filter((role) => parts.includes(role)))
      .optional(),
    fallback: 'apply,timers,pull,send; apply,timers in demo mode',
    meaning:
      'What this process does beside HTTP. pull: it asks sources. send: it sends messages. none: it takes inputs and answers, and others do the rest.',
  }),
  HUB_ALLOW_PRIVATE_HOSTS: setting({
    read: yesOrNo.default(false),
    fallback: 'false',
    meaning: 'Let sources be asked that are in the own network: private and loopback addresses.',
  }),
  HUB_INTROSPECTION: setting({
    read: yesOrNo.optional(),
    fallback: 'true on a loopback address, else false',
    meaning: 'Answer introspection and serve the GraphQL explorer at /graphql.',
  }),
  HUB_FEDERATION: setting({
    read: yesOrNo.default(false),
    fallback: 'false',
    meaning: 'Be a subgraph of Apollo Federation 2: answer _service and _entities for a gateway.',
  }),
  HUB_RATE_QUERIES: setting({
    read: budget().default(600_000),
    fallback: '600000',
    meaning:
      'What the queries of a key, a user, or an address without credentials may cost in a minute, counted in each process. 0: any amount.',
  }),
  HUB_RATE_MUTATIONS: setting({
    read: budget().default(60_000),
    fallback: '60000',
    meaning: 'The same for mutations.',
  }),
  HUB_SUBSCRIPTIONS: setting({
    read: whole(1, 10_000_000).default(20_000),
    fallback: '20000',
    meaning: 'Subscriptions that a merchant may have open in each process.',
  }),
  HUB_PROXIES: setting({
    read: list(
      /^([\d.]+|[\da-f:.]*:[\da-f:.]*)(\/\d{1,3})?$/i,
      'must be addresses or networks such as 10.0.0.0/8, separated by commas',
    ).default([]),
    fallback: 'none',
    meaning: 'Addresses and networks of proxies whose X-Forwarded-For is believed, separated by commas.',
  }),
  HUB_CORS_ORIGINS: setting({
    read: list(
      /^https?:\/\/[a-z\d.-]+(:\d{1,5})?$/,
      'must be origins such as https://desk.example.com, separated by commas',
    ).default([]),
    fallback: 'none',
    meaning: 'Origins of other sites whose pages may use the API and open WebSockets, separated by commas.',
  }),
  HUB_TRUSTED_DOCUMENTS: setting({
    read: list(/\S/, 'must be files or folders, separated by commas').default([]),
    fallback: 'none',
    meaning: 'Manifests of registered GraphQL documents: files, or folders of .json files, separated by commas.',
  }),
  HUB_TRUSTED_ONLY: setting({
    read: yesOrNo.optional(),
    fallback: 'false where the explorer is served, else true',
    meaning: 'Run only registered documents, unless an API key of the scope EXPLORE asks.',
  }),
  HUB_LOG_LEVEL: setting({
    read: z
      .string()
      .trim()
      .toLowerCase()
      .refine(
        (value): value is LogLevel => LOG_LEVELS.includes(value as LogLevel),
        `must be one of ${LOG_LEVELS.join(', ')}`,
      )
      .optional(),
    fallback: 'info; warn in demo mode',
    meaning: 'Least severe lines that are logged.',
  }),
  HUB_STOP_SECONDS: setting({
    read: whole(1, 600).default(25),
    fallback: '25',
    meaning: 'How long a stop may take to finish what is in hand before it is forced.',
  }),
  HUB_DRAIN_SECONDS: setting({
    read: whole(0, 120).default(0),
    fallback: '0',
    meaning: 'How long /readyz says no before the hub stops listening: time for a load balancer to look away.',
  }),
  HUB_FEED_DAYS: setting({
    read: whole(7, 3_650).default(14),
    fallback: '14',
    meaning: 'Days for which a cursor of the change feed stays good.',
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Config = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['read']> };

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** True for an address that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
