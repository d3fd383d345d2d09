import { DataSource, type MigrationInterface } from 'typeorm';
import { SEES_ALL } from './db';
import { Spine20261122090000 } from './migrations/20261122090000-spine';
import { MappingVersion20261126110000 } from './migrations/20261126110000-mapping-version';
import { AskingSources20261126120000 } from './migrations/20261126120000-asking-sources';
import { GuessedCarriers20261126130000 } from './migrations/20261126130000-guessed-carriers';
import { Tickets20261126140000 } from './migrations/20261126140000-tickets';
import { ActivitySeals20261126150000 } from './migrations/20261126150000-activity-seals';
import { TwoTracks20261126160000 } from './migrations/20261126160000-two-tracks';
import { CaseClocks20261126170000 } from './migrations/20261126170000-case-clocks';
import { Access20261126190000 } from './migrations/20261126190000-access';
import { IncidentCases20261127120000 } from './migrations/20261127120000-incident-cases';
import { CaseTags20261127130000 } from './migrations/20261127130000-case-tags';
import { LaneFigures20261126193000 } from './migrations/20261126193000-lane-figures';
import { ShipEvidence20261126194500 } from './migrations/20261126194500-ship-evidence';
import { CaseDeadlines20261126195000 } from './migrations/20261126195000-case-deadlines';
import { Policies20261126200000 } from './migrations/20261126200000-policies';
import { SilentSources20261126200000 } from './migrations/20261126200000-silent-sources';
import { PolicyClocks20261126203000 } from './migrations/20261126203000-policy-clocks';
import { Stock20261126220000 } from './migrations/20261126220000-stock';
import { Signals20261126213000 } from './migrations/20261126213000-signals';
import { DeadlineKinds20261126221500 } from './migrations/20261126221500-deadline-kinds';
import { Destinations20261126223000 } from './migrations/20261126223000-destinations';
import { Messages20261127010000 } from './migrations/20261127010000-messages';
import { StockTurns20261127020000 } from './migrations/20261127020000-stock-turns';
import { MerchantsApart20261127030000 } from './migrations/20261127030000-merchants-apart';
import { ShipmentFeed20261127050000 } from './migrations/20261127050000-shipment-feed';
import { QueueTotals20261127050100 } from './migrations/20261127050100-queue-totals';
import { CasePlaces20261127080000 } from './migrations/20261127080000-case-places';
import { ShareDoor20261127110000 } from './migrations/20261127110000-share-door';
import { StreetKeys20261127021000 } from './migrations/20261127021000-street-keys';
import { MerchantRows, SourceRows, UserRows } from './admin/rows';

export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Spine20261122090000,
  MappingVersion20261126110000,
  AskingSources20261126120000,
  GuessedCarriers20261126130000,
  Tickets20261126140000,
  ActivitySeals20261126150000,
  TwoTracks20261126160000,
  CaseClocks20261126170000,
  Access20261126190000,
  LaneFigures20261126193000,
  ShipEvidence20261126194500,
  CaseDeadlines20261126195000,
  Policies20261126200000,
  SilentSources20261126200000,
  PolicyClocks20261126203000,
  Signals20261126213000,
  Stock20261126220000,
  DeadlineKinds20261126221500,
  Destinations20261126223000,
  Messages20261127010000,
  StockTurns20261127020000,
  StreetKeys20261127021000,
  MerchantsApart20261127030000,
  ShipmentFeed20261127050000,
  QueueTotals20261127050100,
  CasePlaces20261127080000,
  ShareDoor20261127110000,
  IncidentCases20261127120000,
  CaseTags20261127130000,
];

/** TypeORM serves the schema and administrative reads and writes; the hot paths use `pg` directly. */
export const dataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [MerchantRows, UserRows, SourceRows],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    poolSize: 2,
    applicationName: 'whereabouts-admin',
    extra: { options: `-c TimeZone=UTC ${SEES_ALL}` },
  });

const LOCK = 'select pg_advisory_lock(5739012)';
const UNLOCK = 'select pg_advisory_unlock(5739012)';

async function locked<T>(url: string, work: (data: DataSource) => Promise<T>): Promise<T> {
  const data = await dataSource(url).initialize();
  const runner = data.createQueryRunner();
  try {
    await runner.query(LOCK);
    return await work(data);
  } finally {
    await runner.query(UNLOCK).catch(() => undefined);
    await runner.release();
    await data.destroy();
  }
}

/** Brings the schema up to date; several processes may call it at once. Returns the names of what was applied. */
export const migrate = (url: string): Promise<readonly string[]> =>
  locked(url, async (data) => (await data.runMigrations({ transaction: 'each' })).map(({ name }) => name));

/** Takes the newest migration back. Returns its name, or null when there is none. */
export const migrateDown = (url: string): Promise<string | null> =>
  locked(url, async (data) => {
    const [newest] = await appliedMigrations(data);
    if (newest === undefined) return null;
    await data.undoLastMigration({ transaction: 'each' });
    return newest;
  });

/** Names of the applied migrations, newest first; empty before the first one. */
export async function appliedMigrations(db: { query(sql: string): Promise<unknown> }): Promise<readonly string[]> {
  const [known] = rowsOf(await db.query(`select to_regclass('schema_migration') is not null as there`)) as {
    there: boolean;
  }[];
  if (!known?.there) return [];
  return (rowsOf(await db.query('select name from schema_migration order by id desc')) as { name: string }[]).map(
    ({ name }) => name,
  );
}

/** TypeORM answers with rows, `pg` with a result that holds them. */
const rowsOf = (answer: unknown): unknown[] =>
  Array.isArray(answer) ? (answer as unknown[]) : (answer as { rows: unknown[] }).rows;

export const pendingMigrations = async (db: { query(sql: string): Promise<unknown> }): Promise<readonly string[]> => {
  const applied = new Set(await appliedMigrations(db));
  return MIGRATIONS.map(({ name }) => name).filter((name) => !applied.has(name));
};
