// A process of its own that outlives the bench: when the bench is gone, its database is stopped and removed.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { openEmbeddedDatabase } from '@whereabouts/store';

const dataDir = process.argv[2]!;

// What interrupts the bench interrupts its whole group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.once('disconnect', async () => {
  // The bench has done it itself.
  if (!existsSync(dataDir)) return;
  // Who leaves last stops the server.
  await (await openEmbeddedDatabase({ dataDir, log: () => undefined })).release();
  await rm(dataDir, { recursive: true, force: true });
});
