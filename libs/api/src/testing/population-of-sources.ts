import { after, HOUR, type Instant } from '@whereabouts/model';
import { someId, type Row } from './rows';

/** Whose rows, and how many. */
export interface PopulatedOwner {
  readonly merchantId: string;
  readonly now: Instant;
  /** As many as the merchant has of everything. */
  times<T>(make: (index: number) => T): T[];
}

/** Rows that are to be inserted. */
export type TableRows = readonly [table: string, rows: readonly Row[]];

export interface SourceRows {
  readonly sources: readonly Row[];
  readonly letters: readonly Row[];
  /** All that is to be inserted, these included. */
  readonly tables: readonly TableRows[];
}

/** Sources that stay away after trouble, with what they sent and what of it could not be used. */
export function populateSources({ merchantId, now, times }: PopulatedOwner): SourceRows {
  const own = { merchant_id: merchantId };
  const sources = times((n) => ({
    ...own,
    id: someId(),
    plugin: 'ups',
    name: `source-${n}`,
    kind: 'CARRIER',
    enabled: true,
    settings: {},
    created_at: now,
  }));
  const states = sources.map((source) => ({
    ...own,
    source_id: source.id,
    last_input_at: after(now, -9 * 24 * HOUR),
    account: source.id,
    rate_requests: 100,
    rate_seconds: 60,
    last_pull_at: now,
    last_pull_outcome: 'RATE_LIMITED',
    last_pull_detail: 'Slow down.',
  }));
  const accounts = sources.map(({ id }) => ({
    ...own,
    account: id,
    mark: now,
    closed_until: after(now, 99_999 * HOUR),
    circuit: 'OPEN',
    circuit_failures: 5,
    circuit_openings: 1,
    circuit_since: now,
    circuit_retry_at: after(now, HOUR),
    circuit_reason: 'It does not answer.',
  }));
  const codes = sources.flatMap(({ id }) =>
    times((n) => ({
      ...own,
      source_id: id,
      day: now.slice(0, 10),
      what: `X${n}`,
      code: `X${n}`,
      text: 'Strange',
      seen: n + 1,
    })),
  );
  const counters = sources.flatMap(({ id }) => [
    ...[`milestones`, 'unmapped', 'uncertain', 'lag|3'].map((figure) => ({
      name: 'source',
      key: `${after(now, -HOUR).slice(0, 13)}|${id}|${figure}`,
    })),
    ...[3, 4, 5].map((hours) => ({ name: 'source-inputs', key: `${after(now, -hours * HOUR).slice(0, 13)}|${id}` })),
  ]);
  const corrections = times((n) => ({ name: 'ticket-topics', key: `found|${['WISMO', 'DAMAGE', 'RETURN'][n]}` }));
  const matches = times((n) => ({ name: 'ticket-matches', key: `found|${['ORDER_NUMBER', 'EMAIL', 'PERSON'][n]}` }));
  const letters = sources.flatMap(({ id }) =>
    times(() => ({
      ...own,
      id: someId(),
      input_id: someId(),
      source_id: id,
      path: '/x',
      error: 'no number',
      attempts: 1,
      preview: '{"x":1}',
      received_at: now,
      failed_at: now,
    })),
  );
  const counted = [...counters, ...corrections, ...matches].map((one) => ({ ...own, ...one, value: 2 }));
  return {
    sources,
    letters,
    tables: [
      ['source', sources],
      ['source_state', states],
      ['pull_account', accounts],
      ['unmapped_code', codes],
      ['counter', counted],
      ['dead_letter', letters],
    ],
  };
}
