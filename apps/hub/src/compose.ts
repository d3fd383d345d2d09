import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { Links } from '@whereabouts/api';
import { instant, type Clock } from '@whereabouts/model';
import { createPipeline, type Mailer, type Meter, type Pipeline, type PluginLoading } from '@whereabouts/pipeline';
import { isUnavailable, openMerchantPool } from '@whereabouts/store';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { authorities } from './access/authorities';
import { KeysAway, signedTokens, type ReadToken } from './access/signed-tokens';
import { viewers } from './access/viewers';
import { claimPackets } from './claims/claim-packet';
import { publicUrl, runsTrustedOnly, servesExplorer } from './config/read-config';
import { ROLES_OF_A_PROCESS, type Config, type ProcessRole } from './config/settings';
import { DEMO_MERCHANT } from './demo/demo-merchant';
import { seedDemo, type SeededDemo } from './demo/seed-demo';
import { readRegisteredDocuments } from './documents/read-documents';
import { smtpMailer } from './mail/smtp-mailer';
import { openPhotoStore } from './photos/open-store';
import { photoDesk } from './photos/photo-desk';
import { layFoundation, type Foundation } from './foundation';
import { distFolder, loadConfiguredPlugins, whatIfFile, workerFile } from './installed';
import { addressReader } from './http/address';
import { graphqlDoor } from './http/graphql-door';
import type { OriginRule } from './http/origin';
import { buildServer } from './http/server';
import { keepHouse } from './lifecycle/keep-house';
import { readiness } from './lifecycle/readiness';
import { stopInOrder, type StopStep } from './lifecycle/stopping';

import { watchFolders } from './lifecycle/watch-folders';
import type { HubLog } from './logging/log';
import { countedIntake } from './metrics/counted-intake';
import { countRefusals } from './metrics/count-refusals';
import { registerGauges } from './metrics/gauges';
import { prometheusMeter, tally } from './metrics/meter';
import { gaugeReadings, sourceReadings } from './metrics/readings';
import { registerSourceGauges } from './metrics/source-gauges';

/** The one place that reads the system's clock. */
export const systemClock: Clock = () => instant(Date.now());

export interface PipelineOptions {
  readonly meter: Meter;
  readonly roles?: readonly ProcessRole[];
  readonly clock?: Clock;
  /** Threads in which plugins run; without, they run on the event loop: for short jobs. */
  readonly workers?: number;
  readonly allowPrivateHosts?: boolean;
  /** Without, no email goes out. */
  readonly mailer?: Mailer;
}

/** The pipeline over a foundation, with its plugins. Nothing works until `start`. */
export const buildPipeline = (
  { log, clock, database }: Foundation,
  { plugins }: PluginLoading,
  options: PipelineOptions,
): Promise<Pipeline> =>
  createPipeline({
    databaseUrl: database.url,
    clock: options.clock ?? clock,
    log,
    meter: options.meter,
    plugins,
    secretKey: database.secretKey,
    roles: options.roles,
    pull: { allowPrivateHosts: options.allowPrivateHosts },
    mailer: options.mailer,
    whatIfFile: whatIfFile(),
    ...(options.workers !== undefined && { workerFile: workerFile(), workers: options.workers }),
  });

/** Adds the demo, once. */
export const addDemo = (foundation: Foundation, loading: PluginLoading): Promise<SeededDemo | null> =>
  seedDemo({
    pool: foundation.pool,
    directory: foundation.directory,
    plugins: loading.plugins,
    clock: foundation.clock,
    pipelineAt: (clock) => buildPipeline(foundation, loading, { clock, meter: tally(), roles: ['apply'] }),
  });

export interface HubOptions {
  readonly config: Config;
  /** With demo data, and without credentials. */
  readonly demo: boolean;
  readonly log: HubLog;
}

export interface RunningHub {
  readonly url: string;
  /** How the database came to run, for people. */
  readonly database: string;
  /** What was added for the demo just now. */
  readonly seeded: SeededDemo | null;
  /** Finishes what is in hand. False when it did not go as it should. Calling it twice stops once. */
  stop(): Promise<boolean>;
}

/** Starts all that a serving process does. @throws Error that says what to do; then nothing is left running. */
export async function startHub({ config, demo, log }: HubOptions): Promise<RunningHub> {
  const [foundation, loading] = await Promise.all([
    layFoundation(config, log, systemClock),
    loadConfiguredPlugins(config),
  ]);
  for (const { from, problem } of loading.refused) log.error({ plugin: from, problem }, 'a plugin was refused');
  const undo: StopStep[] = [{ name: 'database', run: foundation.close }];
  try {
    return await openHub(foundation, loading, { config, demo, log }, undo);
  } catch (error) {
    await stopInOrder(undo, config.HUB_STOP_SECONDS, log);
    throw error;
  }
}

const mailerOf = ({ HUB_SMTP_URL: url, HUB_MAIL_FROM: from }: Config): Mailer | undefined =>
  url && from ? smtpMailer({ url, from }) : undefined;

const isAway = (error: unknown): boolean => error instanceof KeysAway || isUnavailable(error);

async function openHub(
  foundation: Foundation,
  loading: PluginLoading,
  { config, demo, log }: HubOptions,
  undo: StopStep[],
): Promise<RunningHub> {
  const { clock, database, directory, pool } = foundation;
  const explores = servesExplorer(config);
  const seeded = demo ? await addDemo(foundation, loading) : null;

  const registry = new Registry();
  const pipeline = await buildPipeline(foundation, loading, {
    meter: prometheusMeter(registry),
    // A demo asks nobody and writes to nobody, unless it is told to.
    roles: config.HUB_ROLES ?? (demo ? ['apply', 'timers'] : ROLES_OF_A_PROCESS),
    allowPrivateHosts: config.HUB_ALLOW_PRIVATE_HOSTS,
    mailer: mailerOf(config),
    workers: config.HUB_WORKERS ?? Math.max(1, availableParallelism() - 1),
  });
  undo.unshift({ name: 'pipeline', run: pipeline.stop });
  await pipeline.start();

  const merchants = openMerchantPool({
    url: database.url,
    max: config.HUB_DATABASE_POOL,
    applicationName: 'whereabouts-api',
    statementTimeoutMs: config.HUB_STATEMENT_SECONDS * 1_000,
    onError: (error) => log.warn({ error }, 'an idle database connection was lost'),
  });
  undo.unshift({ name: 'connections', run: merchants.end });

  const state = { isStopping: false, port: config.HUB_PORT };
  const url = () => publicUrl(config, state.port);
  const access = authorities({ db: pool, clock, log });
  access.start();
  undo.unshift({ name: 'access', run: async () => access.stop() });
  const viewerOf = viewers({
    db: pool,
    directory,
    authorities: access,
    apiToken: config.HUB_API_TOKEN,
    readToken: issuerOf(config, clock),
    demoMerchant: demo ? DEMO_MERCHANT : null,
  });
  const origins: OriginRule = {
    onlyHosts: demo ? [new URL(url()).hostname] : null,
    pages: config.HUB_CORS_ORIGINS,
    own: config.HUB_PUBLIC_URL && new URL(config.HUB_PUBLIC_URL).origin,
  };
  const addressOf = addressReader(config.HUB_PROXIES);
  const links: Links = {
    photo: (id) => `${url()}/photos/${id}`,
    claimPacket: (id) => `${url()}/claims/${id}/packet.zip`,
  };
  const { policyOf } = pipeline;
  const door = await graphqlDoor({
    db: merchants,
    pipeline,
    policyOf,
    clock,
    log,
    viewerOf,
    links,
    settings: {
      introspection: explores,
      federation: config.HUB_FEDERATION,
      registered: await readRegisteredDocuments(config.HUB_TRUSTED_DOCUMENTS),
      trustedOnly: runsTrustedOnly(config),
      rates: { queries: config.HUB_RATE_QUERIES, mutations: config.HUB_RATE_MUTATIONS },
      mostSubscriptions: config.HUB_SUBSCRIPTIONS,
      onRefused: countRefusals(registry),
    },
    origins,
    addressOf,
  });
  const photos = photoDesk({
    db: merchants,
    store: openPhotoStore(config),
    clock,
    quotaBytes: config.HUB_PHOTO_QUOTA_MB * 1_000_000,
  });
  registerGauges(registry, gaugeReadings(pool, directory, door.subscribers));
  registerSourceGauges(registry, sourceReadings(pool, directory, clock), clock);

  const server = buildServer({
    receive: countedIntake(registry, pipeline.receive),
    isUnavailable: isAway,
    maxBodyBytes: config.HUB_MAX_BODY_BYTES,
    readiness: readiness({
      db: pool,
      isStopping: () => state.isStopping,
      plugins: () => ({ loaded: loading.plugins.size, refused: loading.refused.length }),
      onDatabaseAway: () => void database.ensureRunning().catch(() => undefined),
    }),
    metrics: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    execute: door.execute,
    streams: door.streams,
    addressOf,
    files: {
      photos,
      claims: claimPackets({ db: merchants, photos }),
      maxPhotoBytes: config.HUB_PHOTO_MAX_BYTES,
      viewerOf,
      isUnavailable: isAway,
    },
    explorer: explores ? { folder: join(distFolder(), 'explorer'), demo } : null,
    home: () => ({ url: url(), version: versionOfHub(), demo, explorer: explores }),
    log,
    origins,
  });
  door.attach(server.server);
  await listen(server, config);
  state.port = (server.server.address() as AddressInfo).port;
  const endHouse = keepHouse({ db: pool, clock, log, feedDays: config.HUB_FEED_DAYS });
  const endWatch = watchFolders({ sources: pipeline.sources, deposit: pipeline.deposit, clock, log });
  const stop = stopper(config, log, [
    { name: 'say so', run: () => drain(state, config) },
    { name: 'sockets', run: door.close },
    { name: 'http', run: () => server.close() },
    { name: 'folders', run: endWatch },
    { name: 'timers', run: endHouse },
    ...undo,
  ]);
  return { url: url(), database: database.how, seeded, stop };
}

function issuerOf(config: Config, clock: Clock): ReadToken | null {
  const { HUB_JWT_ISSUER: issuer, HUB_JWT_AUDIENCE: audience, HUB_JWT_JWKS_URL: jwksUrl } = config;
  if (issuer === undefined) return null;
  return signedTokens({ issuer, audience, jwksUrl, merchantClaim: config.HUB_JWT_MERCHANT_CLAIM }, clock);
}

/** Connections that wait to be taken: after a restart, all who were connected come back within seconds. */
const MOST_WAITING = 4_096;

async function listen(server: FastifyInstance, { HUB_HOST, HUB_PORT }: Config): Promise<void> {
  try {
    await server.listen({ host: HUB_HOST, port: HUB_PORT, backlog: MOST_WAITING });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE')
      throw new Error(`Cannot listen on ${HUB_HOST}:${HUB_PORT} (${code}). Set HUB_HOST or HUB_PORT.`, { cause });
    throw new Error(
      `Port ${HUB_PORT} is taken. Stop what runs there, or choose another one: HUB_PORT=${HUB_PORT + 1} npm start`,
      { cause },
    );
  }
}

/** Readiness fails first, and a load balancer gets the time to notice. */
async function drain(state: { isStopping: boolean }, { HUB_DRAIN_SECONDS }: Config): Promise<void> {
  state.isStopping = true;
  await new Promise((resolve) => setTimeout(resolve, HUB_DRAIN_SECONDS * 1000));
}

function stopper(config: Config, log: HubLog, steps: readonly StopStep[]): () => Promise<boolean> {
  let stopping: Promise<boolean> | null = null;
  return () => (stopping ??= stopInOrder(steps, config.HUB_STOP_SECONDS + config.HUB_DRAIN_SECONDS, log));
}

const versionOfHub = (): string =>
  (JSON.parse(readFileSync(join(dirname(distFolder()), 'package.json'), 'utf8')) as { version: string }).version;
