import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant, summarize, type Instant } from '@whereabouts/model';
import { createPipeline, loadPlugins, type Pipeline, type PipelineNeeds } from '@whereabouts/pipeline';
import {
  dataSource,
  directory,
  ensurePartitions,
  migrate,
  openEmbeddedDatabase,
  openPool,
  secretBox,
  type Merchant,
  type SourceConfig,
} from '@whereabouts/store';
import pg, { type Pool } from 'pg';
import { FEEDS, SECRET, type FeedPlugin } from './payloads';

/** A durable database of a bench's own, with a merchant and the four sources. */
export interface World {
  readonly url: string;
  readonly pool: Pool;
  readonly merchant: Merchant;
  readonly sources: ReadonlyMap<FeedPlugin, SourceConfig>;
  /** Base64, as HUB_SECRET_KEY takes it. */
  readonly secretKey: string;
  pipeline(needs?: Partial<PipelineNeeds>): Promise<Pipeline>;
  /** Writes all dirty pages out, so that each arm pays for its own: the first touch after this logs the whole page. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export const wallClock = (): Instant => instant(Date.now());

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts: object, message: string) => console.error(message, facts),
};

export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'whereabouts-bench-'));
  const cleaner = cleanUpAfter(dataDir);
  const database = await openEmbeddedDatabase({ dataDir, log: () => undefined });
  await migrate(database.url);
  const pool = openPool({ url: database.url, max: 6, applicationName: 'bench', statementTimeoutMs: 600_000 });
  await ensurePartitions(pool, wallClock());
  const secretKey = randomBytes(32);
  const data = await dataSource(database.url).initialize();
  const desk = directory(data, secretBox(secretKey));
  const merchant = await desk.addMerchant(
    { name: 'Bench', timeZone: 'UTC', admin: { name: 'Ada', email: 'ada@example.test' } },
    wallClock(),
  );
  const sources = new Map<FeedPlugin, SourceConfig>();
  for (const { plugin, kind } of FEEDS) {
    const source = {
      merchantId: merchant.id,
      plugin,
      name: plugin,
      kind,
      settings: {},
      secrets: { webhookSecret: SECRET },
    };
    sources.set(plugin, await desk.addSource(source, wallClock()));
  }
  await data.destroy();
  const { plugins, refused } = await loadPlugins(
    FEEDS.map(({ plugin }) => `@whereabouts/plugin-${plugin}`),
    [process.cwd()],
    () => true,
  );
  if (refused.length) throw new Error(`plugins refused: ${JSON.stringify(refused)}`);
  const workerFile = createRequire(import.meta.url)
    .resolve('@whereabouts/pipeline')
    .replace(/index\.js$/, 'normalize/normalize-worker.js');
  return {
    url: database.url,
    pool,
    merchant,
    sources,
    secretKey: secretKey.toString('base64'),
    pipeline: (needs) =>
      createPipeline({
        databaseUrl: database.url,
        clock: wallClock,
        log: quiet,
        meter: { count: () => undefined, time: () => undefined },
        plugins,
        secretKey,
        workerFile,
        workers: 1,
        ...needs,
      }),
    async checkpoint() {
      const { admin } = JSON.parse(await readFile(join(dataDir, 'postgres/credentials.json'), 'utf8')) as {
        admin: string;
      };
      const client = new pg.Client({ connectionString: database.url.replace(/\/\/.*@/, `//postgres:${admin}@`) });
      await client.connect();
      await client.query('checkpoint');
      await client.end();
    },
    async close() {
      await pool.end();
      await database.release();
      await rm(dataDir, { recursive: true, force: true });
      if (cleaner.connected) cleaner.disconnect();
    },
  };
}

/** Whatever ends this process before `close`, nothing of its world stays behind. */
function cleanUpAfter(dataDir: string): ChildProcess {
  const file = fileURLToPath(new URL('./clean-up.js', import.meta.url));
  const cleaner = fork(file, [dataDir], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  cleaner.unref();
  cleaner.channel?.unref();
  return cleaner;
}

export interface Preload {
  readonly shipments: number;
  /** How many of them have a deadline armed; the rest are delivered. */
  readonly active: number;
  readonly dueAt: Instant;
  /** Whether the parcels have milestones; true unless said otherwise. */
  readonly milestones?: boolean;
}

/** Fills the tables with parcels on their way, one milestone each, by SQL: the state a hub is in after weeks. */
export async function preload(
  { pool, merchant, sources }: World,
  { shipments, active, dueAt, milestones = true }: Preload,
): Promise<void> {
  const at = instant(Date.now() - 20 * 3_600_000);
  const summaries = FEEDS.map(({ plugin, kind }) =>
    summarize([
      {
        id: '01930000-0000-7000-8000-000000000001',
        code: 'ACCEPTED',
        reasons: [],
        occurredAt: at,
        occurredLocal: at,
        timeCertainty: 'OFFSET_GIVEN',
        receivedAt: at,
        direction: 'FORWARD',
        place: { city: 'Akron', region: 'OH', country: 'US' },
        sourceId: sources.get(plugin)!.id,
        sourceKind: kind,
        sourceCode: 'X',
        sourceText: null,
      },
    ]),
  );
  await pool.query(
    `insert into shipment (merchant_id, id, tracking_number, carrier, epoch, state, state_since, direction, conflicts, summary,
                           first_scan_at, last_scan_at, last_movement_at, heard_from, heard_to, next_check_at)
     select $1, gen_random_uuid(), 'BN' || lpad(i::text, 12, '0'), ($2::text[])[i % 4 + 1], 0, 'IN_TRANSIT', $3, 'FORWARD', '[]',
            ($4::jsonb[])[i % 4 + 1], $3, $3, $3, $3, $3, case when i < $5 then $6::timestamptz end
       from generate_series(0, $7::int - 1) i`,
    [merchant.id, FEEDS.map(({ carrier }) => carrier), at, summaries, active, dueAt, shipments],
  );
  if (milestones)
    await pool.query(
      `insert into milestone (merchant_id, subject_id, id, code, reasons, occurred_at, time_certainty, received_at, direction, source_id, source_code, source_text, place)
     select $1, s.id, (month_floor(date_trunc('month', $2::timestamptz)::date)::text::uuid), 'ACCEPTED', '{}', $2, 'OFFSET_GIVEN', $2, 'FORWARD', $3, 'X', 'Accepted', '{"city":"Akron"}'
       from shipment s where s.merchant_id = $1`,
      [merchant.id, at, sources.get('ups')!.id],
    );
  await pool.query(
    `insert into deadline (merchant_id, subject_kind, subject_id, due_at)
     select merchant_id, 'shipment', id, next_check_at from shipment where merchant_id = $1 and next_check_at is not null`,
    [merchant.id],
  );
  await pool.query('vacuum analyze');
}
