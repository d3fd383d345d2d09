import { createHmac, randomBytes } from 'node:crypto';
import { instant, msOf, type Clock, type Instant } from '@whereabouts/model';
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
import type { IntakeReply, Log, Meter, Pipeline, PipelineNeeds } from '../pipeline';
import { toyPlugin, type ToyParcel } from './toy-plugin';

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

/** A merchant with one toy source and a pipeline on a database of its own. */
export interface TestHub {
  readonly url: string;
  readonly pool: Pool;
  readonly pipeline: Pipeline;
  readonly time: TestClock;
  readonly merchant: Merchant;
  readonly source: SourceConfig;
  /** Posts a signed parcel. */
  post(parcel: ToyParcel): Promise<IntakeReply>;
  /** Posts and waits until it is applied. */
  tell(...parcels: ToyParcel[]): Promise<void>;
  /** Another process on the same database. */
  another(needs?: Partial<PipelineNeeds>): Promise<Pipeline>;
  close(): Promise<void>;
}

export interface TestHubOptions {
  readonly now?: string;
  readonly needs?: Partial<PipelineNeeds>;
}

export async function testHub({ now = '2026-11-20T12:00:00Z', needs = {} }: TestHubOptions = {}): Promise<TestHub> {
  const database = await testDatabase();
  const time = testClock(now);
  const secretKey = randomBytes(32);
  const pool = openPool({ url: database.url, max: 4, applicationName: 'test', onError: () => undefined });
  await ensurePartitions(pool, time.clock());
  const data = await dataSource(database.url).initialize();
  const desk = directory(data, secretBox(secretKey));
  const admin = { name: 'Ada Admin', email: 'ada@example.test' };
  const merchant = await desk.addMerchant({ name: 'Toy Shop', timeZone: 'UTC', admin }, time.clock());
  const source = await desk.addSource(
    {
      merchantId: merchant.id,
      plugin: 'toy',
      name: 'toy',
      kind: 'CARRIER',
      settings: {},
      secrets: { webhookSecret: SECRET },
    },
    time.clock(),
  );
  await data.destroy();

  const started: Pipeline[] = [];
  const another = async (more: Partial<PipelineNeeds> = {}): Promise<Pipeline> => {
    const plugins = new Map([['toy', { from: 'toy', plugin: toyPlugin }]]);
    const pipeline = await createPipeline({
      databaseUrl: database.url,
      clock: time.clock,
      log: silentLog,
      meter: silentMeter,
      plugins,
      secretKey,
      ...needs,
      ...more,
    });
    await pipeline.start();
    started.push(pipeline);
    return pipeline;
  };
  const pipeline = await another();

  const post = (parcel: ToyParcel): Promise<IntakeReply> => {
    const body = toyBody(parcel);
    return pipeline.receive({ source: 'toy', headers: sign(body), body });
  };

  return {
    url: database.url,
    pool,
    pipeline,
    time,
    merchant,
    source,
    post,
    async tell(...parcels) {
      for (const parcel of parcels) await post(parcel);
      await pipeline.settled();
    },
    another,
    async close() {
      for (const one of started) await one.stop().catch(() => undefined);
      await pool.end();
      await database.close();
    },
  };
}
