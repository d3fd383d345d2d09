export { postgresCluster } from './postgres-cluster';
export type { TestCluster } from './postgres-cluster';
export { testDatabase } from './test-database';
export type { TestDatabase, TestDatabaseOptions } from './test-database';
export { leaveUncleaned, readMore, rowCounter, type RowCounter, type RowsRead } from './rows-read';
