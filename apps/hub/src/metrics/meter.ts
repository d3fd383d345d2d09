import type { Meter, MeterCount, MeterTime } from '@whereabouts/pipeline';
import { Counter, Histogram, type Registry } from 'prom-client';

interface CountMetric {
  readonly help: string;
  readonly labels: readonly string[];
}

/** What the pipeline counts, as Prometheus sees it: `whereabouts_<name>_total`. */
const COUNTS: Readonly<Record<MeterCount, CountMetric>> = {
  inputs_stored: { help: 'Inputs committed to the inbox.', labels: ['source'] },
  inputs_refused: { help: 'Inputs refused for their signature.', labels: ['source'] },
  verify_faults: { help: 'Requests that a plugin failed to verify, by its own fault.', labels: ['source'] },
  inputs_applied: { help: 'Inputs whose effect was committed.', labels: ['source'] },
  dead_letters: { help: 'Inputs or records set aside with a reason.', labels: ['source'] },
  milestones: { help: 'New milestones.', labels: ['source'] },
  unmapped: { help: "Milestones whose source's code is in no table.", labels: ['source'] },
  cases_opened: { help: 'Cases opened.', labels: ['kind'] },
  cases_closed: { help: 'Cases closed by the hub itself.', labels: ['kind'] },
  deadlines_fired: { help: 'Deadlines looked at.', labels: [] },
  pulls: { help: 'Calls to sources, by how they ended.', labels: ['source', 'outcome'] },
  messages: { help: 'Attempts to send messages, by what became of the message.', labels: ['channel', 'outcome'] },
  ticket_corrections: { help: 'What people corrected of tickets: their topic, or whose they are.', labels: ['what'] },
  changes_read: { help: 'Changes read from the feed.', labels: [] },
};

/** What the pipeline times, in seconds: `whereabouts_<name>_seconds`. */
const TIMES: Readonly<Record<MeterTime, string>> = {
  receive_commit: 'From taking a micro-batch of inputs to its commit.',
  normalize_batch: 'Reading one batch of inputs in the plugins.',
  apply_batch: 'Applying one batch, to its commit.',
  pull: 'One call to a source, until its answer was stored.',
  detection_lag: 'From the receipt of an input to the commit of the case that it opened or changed.',
};

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Turns the pipeline's figures into Prometheus metrics. A label that is not foreseen is dropped. */
export function prometheusMeter(registry: Registry): Meter {
  const counters = new Map(
    Object.entries(COUNTS).map(([name, { help, labels }]) => [
      name,
      {
        labels,
        metric: new Counter({
          name: `whereabouts_${name}_total`,
          help,
          labelNames: [...labels],
          registers: [registry],
        }),
      },
    ]),
  );
  const histograms = new Map(
    Object.entries(TIMES).map(([name, help]) => [
      name,
      new Histogram({ name: `whereabouts_${name}_seconds`, help, buckets: BUCKETS, registers: [registry] }),
    ]),
  );
  return {
    count(name, by, labels = {}) {
      const counter = counters.get(name)!;
      const known = counter.labels.filter((label) => labels[label] !== undefined);
      counter.metric.inc(Object.fromEntries(known.map((label) => [label, labels[label]!])), by);
    },
    time: (name, seconds) => histograms.get(name)!.observe(seconds),
  };
}

/** Totals in memory: for commands that report what came of their work. */
export interface Tally extends Meter {
  total(name: MeterCount): number;
}

export function tally(): Tally {
  const totals = new Map<MeterCount, number>();
  return {
    count: (name, by) => void totals.set(name, (totals.get(name) ?? 0) + by),
    time: () => undefined,
    total: (name) => totals.get(name) ?? 0,
  };
}
