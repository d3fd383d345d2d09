import type { Directory, Queryable } from '@whereabouts/store';
import type { Clock } from '@whereabouts/model';
import {
  backlog,
  feedLag,
  MANUAL_SOURCE,
  readCaseCountKey,
  readCounters,
  sourceHealth,
  sourcesOfMerchant,
} from '@whereabouts/store';
import type { CaseCount, GaugeReadings } from './gauges';
import type { SourceReading } from './source-gauges';

/** Beyond this a backlog is only called large. */
const COUNT_LIMIT = 100_000;

/** What the gauges read of the database: kept totals and bounded counts only. */
export function gaugeReadings(
  db: Queryable,
  directory: Pick<Directory, 'merchants'>,
  subscribers: () => number,
): GaugeReadings {
  return {
    cases: () => caseCounts(db, directory),
    backlog: () => backlog(db, COUNT_LIMIT),
    async deadLetters() {
      const { rows } = await db.query<{ letters: number }>(
        `select count(*)::int as letters from (select 1 from dead_letter limit ${COUNT_LIMIT}) d`,
      );
      return rows[0]?.letters ?? 0;
    },
    feedLagSeconds: () => feedLag(db),
    subscribers,
  };
}

/** All merchants together: a metric must not grow with the number of them. */
async function caseCounts(db: Queryable, directory: Pick<Directory, 'merchants'>): Promise<readonly CaseCount[]> {
  const totals = new Map<string, CaseCount>();
  for (const { id } of await directory.merchants())
    for (const [key, value] of await readCounters(db, id, 'cases')) {
      const { kind, status } = readCaseCountKey(key);
      if (status === 'CLOSED') continue;
      const sum = totals.get(`${kind} ${status}`);
      totals.set(`${kind} ${status}`, { kind, status, cases: (sum?.cases ?? 0) + value });
    }
  return [...totals.values()];
}

/** The first so many sources: a metric must not grow with the number of merchants. */
const MOST_SOURCES = 200;

/** How the sources fare that people configured. */
export const sourceReadings =
  (db: Queryable, directory: Pick<Directory, 'merchants'>, clock: Clock) =>
  async (): Promise<readonly SourceReading[]> => {
    const readings: SourceReading[] = [];
    for (const { id, name: merchant } of await directory.merchants()) {
      if (readings.length >= MOST_SOURCES) break;
      const sources = (await sourcesOfMerchant(db, id)).filter(
        ({ plugin, isRemoved }) => !isRemoved && plugin !== MANUAL_SOURCE.plugin,
      );
      if (sources.length === 0) continue;
      const healthOf = await sourceHealth(db, id, clock());
      for (const { id: sourceId, name: source, plugin } of sources)
        readings.push({ labels: { merchant, source, plugin }, health: healthOf(sourceId) });
    }
    return readings.slice(0, MOST_SOURCES);
  };
