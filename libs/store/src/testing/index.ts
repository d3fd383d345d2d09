export { postgresCluster } from './postgres-cluster';
export type { TestCluster } from './postgres-cluster';
export { testDatabase } from './test-database';
export type { TestDatabase, TestDatabaseOptions } from './test-database';
export { leaveUncleaned, readBetween, readMore, rowsRead, tell, toldSoFar, type RowsRead } from './rows-read';
