export { openEmbeddedDatabase } from './embedded-database';
export type { EmbeddedDatabase, EmbeddedDatabaseOptions } from './embedded-database';
export type { DatabaseRole } from './enter-server';
