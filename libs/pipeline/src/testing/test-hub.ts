import { createHmac, randomBytes } from 'node:crypto';
import { instant, msOf, type Clock, type Instant } from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import {
  dataSource,
  directory,
  ensurePartitions,
  openPool,
  secretBox,
  type Merchant,
  type SourceConfig,
} from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';
import type { Pool } from 'pg';
import { createPipeline } from '../create-pipeline';
import type { IntakeReply, LoadedPlugin, Log, Meter, Pipeline, PipelineNeeds } from '../pipeline';
import { TOYS, type ToyParcel } from './toy-plugin';

/** A clock that stands until it is moved. */
export interface TestClock {
  readonly clock: Clock;
  set(at: Instant): void;
  advance(ms: number): void;
}

export function testClock(start: string): TestClock {
  const state = { now: instant(start) };
  return {
    clock: () => state.now,
    set: (at) => (state.now = at),
    advance: (ms) => (state.now = instant(msOf(state.now) + ms)),
  };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const silentMeter: Meter = { count: () => undefined, time: () => undefined };

export const SECRET = 'a-secret-for-tests';

export const sign = (body: Uint8Array): Record<string, string> => ({
  'content-type': 'application/json',
  'x-toy': createHmac('sha256', SECRET).update(body).digest('hex'),
});

export const toyBody = (parcel: ToyParcel): Uint8Array => Buffer.from(JSON.stringify(parcel));

/** The tables with a merchant in them who owns one source of each plugin. */
export interface TestShop {
  readonly url: string;
  readonly pool: Pool;
  readonly merchant: Merchant;
  /** By plugin id, which is also their name. */
  readonly sources: ReadonlyMap<string, SourceConfig>;
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  readonly secretKey: Buffer;
  close(): Promise<void>;
}

export interface TestShopOptions {
  /** An address of a database with all migrations applied; absent: one of the test's own. */
  readonly url?: string;
  /** The test's own database has a server of its own: see `TestDatabaseOptions`. */
  readonly alone?: boolean;
  readonly plugins?: readonly Plugin[];
  readonly now?: string;
  /** Settings of sources, by plugin id. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const NOW = '2026-11-20T12:00:00Z';

export async function testShop(options: TestShopOptions = {}): Promise<TestShop> {
  const { url, alone, plugins = TOYS, now = NOW, settings = {} } = options;
  const database = url === undefined ? await testDatabase({ alone }) : { url, close: async () => undefined };
  const at = instant(now);
  const secretKey = randomBytes(32);
  const pool = openPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined });
  await ensurePartitions(pool, at);
  const data = await dataSource(database.url).initialize();
  const desk = directory(data, secretBox(secretKey));
  const admin = { name: 'Ada Admin', email: 'ada@example.test' };
  const merchant = await desk.addMerchant({ name: 'Toy Shop', timeZone: 'UTC', admin }, at);
  const sources = new Map<string, SourceConfig>();
  for (const { id, source: kind } of plugins) {
    const named = { merchantId: merchant.id, plugin: id, name: id, kind };
    const own = settings[id] ?? {};
    sources.set(id, await desk.addSource({ ...named, settings: own, secrets: { webhookSecret: SECRET } }, at));
  }
  await data.destroy();
  return {
    url: database.url,
    pool,
    merchant,
    sources,
    plugins: new Map(plugins.map((plugin) => [plugin.id, { from: plugin.id, plugin }])),
    secretKey,
    async close() {
      await pool.end();
      await database.close();
    },
  };
}

/** A pipeline of a shop: what one process runs. */
export const shopPipeline = (shop: TestShop, clock: Clock, needs: Partial<PipelineNeeds> = {}): Promise<Pipeline> =>
  createPipeline({
    databaseUrl: shop.url,
    clock,
    log: silentLog,
    meter: silentMeter,
    plugins: shop.plugins,
    secretKey: shop.secretKey,
    ...needs,
  });

/** A shop with a pipeline at work. */
export interface TestHub extends TestShop {
  readonly pipeline: Pipeline;
  readonly time: TestClock;
  /** The source that `post` speaks for: the toy carrier. */
  readonly source: SourceConfig;
  /** Posts a signed parcel. */
  post(parcel: ToyParcel, source?: string): Promise<IntakeReply>;
  /** Posts and waits until it is applied. */
  tell(...parcels: ToyParcel[]): Promise<void>;
  /** Another process on the same database. */
  another(needs?: Partial<PipelineNeeds>): Promise<Pipeline>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
}

export interface TestHubOptions extends TestShopOptions {
  readonly needs?: Partial<PipelineNeeds>;
}

export async function testHub({ needs = {}, ...options }: TestHubOptions = {}): Promise<TestHub> {
  const shop = await testShop(options);
  const time = testClock(options.now ?? NOW);
  const started: Pipeline[] = [];
  const another = async (more: Partial<PipelineNeeds> = {}): Promise<Pipeline> => {
    const pipeline = await shopPipeline(shop, time.clock, { ...needs, ...more });
    await pipeline.start();
    started.push(pipeline);
    return pipeline;
  };
  const pipeline = await another();
  const post = (parcel: ToyParcel, source = 'toy'): Promise<IntakeReply> => {
    const body = toyBody(parcel);
    return pipeline.receive({ source, headers: sign(body), body });
  };
  return {
    ...shop,
    pipeline,
    time,
    source: shop.sources.values().next().value!,
    post,
    async tell(...parcels) {
      for (const parcel of parcels) await post(parcel);
      await pipeline.settled();
    },
    another,
    rows: async <Row>(sql: string, values?: unknown[]) => (await shop.pool.query(sql, values)).rows as Row[],
    async close() {
      for (const one of started) await one.stop().catch(() => undefined);
      await shop.close();
    },
  };
}
