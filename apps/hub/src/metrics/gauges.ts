import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

export interface CaseCount {
  readonly kind: string;
  readonly status: string;
  readonly cases: number;
}

/** What is asked of the database and the process each time that the metrics are read. */
export interface GaugeReadings {
  readonly cases: () => Promise<readonly CaseCount[]>;
  readonly backlog: () => Promise<{ readonly inputs: number; readonly oldestSeconds: number }>;
  readonly deadLetters: () => Promise<number>;
  readonly feedLagSeconds: () => Promise<number>;
  readonly subscribers: () => number;
}

/** Gauges and the process's own figures. A reading that fails leaves its gauge out; the others are given. */
export function registerGauges(registry: Registry, readings: GaugeReadings): void {
  collectDefaultMetrics({ register: registry });
  const gauge = (
    name: string,
    help: string,
    read: (self: Gauge) => Promise<void> | void,
    labelNames: string[] = [],
  ) => {
    new Gauge({
      name: `whereabouts_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        try {
          await read(this);
        } catch {
          if (labelNames.length === 0) this.remove();
        }
      },
    });
  };

  gauge(
    'cases',
    'Cases that are not closed, by kind and status.',
    async (self) => (await readings.cases()).forEach(({ kind, status, cases }) => self.set({ kind, status }, cases)),
    ['kind', 'status'],
  );
  const backlog = shared(readings.backlog);
  gauge('pending_inputs', 'Inputs whose effect is not committed yet.', async (self) =>
    self.set((await backlog()).inputs),
  );
  gauge('pending_oldest_seconds', 'Age of the oldest of them.', async (self) =>
    self.set((await backlog()).oldestSeconds),
  );
  gauge('dead_letters', 'Inputs and records that are set aside now.', async (self) =>
    self.set(await readings.deadLetters()),
  );
  gauge('feed_lag_seconds', 'How far the oldest open transaction holds the change feed back.', async (self) =>
    self.set(await readings.feedLagSeconds()),
  );
  gauge('subscribers', 'Open subscriptions of this process.', (self) => self.set(readings.subscribers()));
}

/** Two gauges of one reading ask once. */
function shared<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null;
  return () => (running ??= read().finally(() => (running = null)));
}
