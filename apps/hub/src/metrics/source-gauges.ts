import { msBetween, type Clock, type Instant } from '@whereabouts/model';
import type { SourceHealthView } from '@whereabouts/store';
import { Gauge, type Registry } from 'prom-client';

export interface SourceReading {
  readonly labels: { readonly merchant: string; readonly source: string; readonly plugin: string };
  readonly health: SourceHealthView;
}

const LABELS = ['merchant', 'source', 'plugin'] as const;
const CIRCUIT = { CLOSED: 0, HALF_OPEN: 0.5, OPEN: 1 } as const;

interface Figure {
  readonly help: string;
  /** Null: there is nothing to tell of this source. */
  readonly of: (health: SourceHealthView, now: Instant) => number | null;
}

const seconds = (from: Instant | null | undefined, now: Instant): number | null =>
  from ? Math.max(0, msBetween(from, now) / 1000) : null;

const FIGURES: Readonly<Record<string, Figure>> = {
  last_input_age_seconds: {
    help: 'Since the last input of a source.',
    of: ({ lastInputAt }, now) => seconds(lastInputAt, now),
  },
  inputs_last_hour: { help: 'Inputs of a source in the last hour.', of: ({ inputsLastHour }) => inputsLastHour },
  silent: {
    help: '1 while nothing has come from a source for longer than is usual for it.',
    of: ({ silentSince }) => Number(silentSince !== null),
  },
  lag_median_seconds: { help: 'From event to receipt, of a day.', of: ({ medianLagSeconds }) => medianLagSeconds },
  lag_p95_seconds: {
    help: 'The same, which 95 of 100 events do not exceed.',
    of: ({ p95LagSeconds }) => p95LagSeconds,
  },
  unmapped_share: {
    help: 'Share of events whose code is in no table, of a day.',
    of: ({ unmappedShare }) => unmappedShare,
  },
  uncertain_time_share: {
    help: 'Share of events whose time is not sure, of a day.',
    of: ({ uncertainShare }) => uncertainShare,
  },
  dead_letters: {
    help: 'Inputs and records of a source that are set aside now.',
    of: ({ deadLetters }) => deadLetters,
  },
  circuit_open: {
    help: '1 while calls to a source wait because it fails, 0.5 while one call tries whether it is back.',
    of: ({ pull }) => pull && CIRCUIT[pull.circuit.state],
  },
  paused_seconds: {
    help: 'For how long a source asked us to stay away from now on.',
    of: ({ pull }, now) => pull && Math.max(0, pull.closedUntil ? msBetween(now, pull.closedUntil) / 1000 : 0),
  },
  ready_requests: {
    help: 'Requests that may go out to a source at once now.',
    of: ({ pull }) => pull && pull.readyRequests,
  },
  polls_overdue_seconds: {
    help: 'For how long the first parcel on the schedule of a source has been due.',
    of: ({ pull }, now) => pull && (seconds(pull.nextDueAt, now) ?? 0),
  },
};

/** Read within this, all gauges tell of one moment, and the database is asked once. */
const FRESH_MS = 5_000;

/** How each source fares. While that cannot be read the gauges are left out. */
export function registerSourceGauges(
  registry: Registry,
  read: () => Promise<readonly SourceReading[]>,
  clock: Clock,
): void {
  const state = { readings: null as Promise<readonly SourceReading[]> | null, at: 0 };
  const readings = (): Promise<readonly SourceReading[]> => {
    const now = performance.now();
    if (state.readings === null || now - state.at > FRESH_MS) {
      state.at = now;
      state.readings = read().catch(() => []);
    }
    return state.readings;
  };
  for (const [name, { help, of }] of Object.entries(FIGURES))
    new Gauge({
      name: `whereabouts_source_${name}`,
      help,
      labelNames: [...LABELS],
      registers: [registry],
      async collect() {
        this.reset();
        const now = clock();
        for (const { labels, health } of await readings()) {
          const value = of(health, now);
          if (value !== null) this.set(labels, value);
        }
      },
    });
}
