import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/** Durable: a commit survives loss of power. Quick: it survives the end of any process, which is enough for tests. */
export type Durability = 'durable' | 'quick';

/** Bytes of memory this process may count on: the machine's, or less inside a container. */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Text of the settings file, written anew before each start. What an operator sets with `alter system` wins over it.
 * Port and addresses are not here: they are given on the command line.
 */
export function settingsText(durability: Durability, memory: number): string {
  const shared = Math.max(32, Math.min(1_024, Math.floor(memory / MB / 8)));
  const settings: readonly (readonly [string, string])[] = [
    ['max_connections', durability === 'durable' ? '100' : '300'],
    ['shared_buffers', `${durability === 'durable' ? shared : 64}MB`],
    ['effective_cache_size', `${Math.max(128, Math.floor(memory / MB / 2))}MB`],
    ['work_mem', '16MB'],
    ['maintenance_work_mem', `${Math.min(128, shared)}MB`],
    ['jit', 'off'],
    // Many short statements share few cores; a parallel plan for one takes time from all others.
    ['max_parallel_workers_per_gather', '0'],
    ['random_page_cost', '1.1'],
    ...writeAhead(durability),
    ['autovacuum_naptime', '15s'],
    ['autovacuum_vacuum_scale_factor', '0.05'],
    ['autovacuum_analyze_scale_factor', '0.05'],
    ['autovacuum_vacuum_insert_scale_factor', '0.1'],
    ['autovacuum_vacuum_cost_limit', '1000'],
    // The oldest open transaction holds the change feed back.
    ['idle_in_transaction_session_timeout', '60s'],
    // Statements of a process that is gone end by themselves.
    ['client_connection_check_interval', '5s'],
    ['timezone', "'UTC'"],
    ['log_timezone', "'UTC'"],
    ['lc_messages', "'C'"],
    ['log_checkpoints', 'off'],
    ['log_connections', "''"],
    // No statement texts and no key values: they hold personal data.
    ['log_error_verbosity', 'terse'],
    ['log_min_error_statement', 'panic'],
  ];
  return `# Written by the hub before each start.\n${settings.map(([name, value]) => `${name} = ${value}\n`).join('')}`;
}

function writeAhead(durability: Durability): readonly (readonly [string, string])[] {
  if (durability === 'quick')
    return [
      ['fsync', 'off'],
      ['full_page_writes', 'on'], // a killed server may leave half a page      ['synchronous_commit', 'on'],
      ['wal_level', 'minimal'],
      ['max_wal_senders', '0'],
      ['io_method', 'sync'],
      ['checkpoint_timeout', '30min'],
    ];
  return [
    ['fsync', 'on'],
    ['full_page_writes', 'on'],
    ['synchronous_commit', 'on'],
    // The server has pglz only. It takes most of the time of a write that is the first of its page after a checkpoint, and
    // the larger a table, the more writes are.
    ['wal_compression', 'off'],
    ['wal_buffers', '16MB'],
    ['max_wal_size', '2GB'],
    ['min_wal_size', '128MB'],
    ['checkpoint_timeout', '10min'],
  ];
}
