import type { IntakeReply, Pipeline } from '@whereabouts/pipeline';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and times what comes in, by source and outcome. A name that is no source gets no label of its own. */
export function countedIntake(registry: Registry, receive: Pipeline['receive']): Pipeline['receive'] {
  const requests = new Counter({
    name: 'whereabouts_intake_total',
    help: 'Requests to /intake, by source and outcome.',
    labelNames: ['source', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'whereabouts_intake_seconds',
    help: 'From the whole request to the answer.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const isKnown: Readonly<Record<IntakeReply['status'], boolean>> = {
    stored: true,
    refused: true,
    unverified: true,
    'unknown-source': false,
    overloaded: false,
  };
  return async (request) => {
    const end = seconds.startTimer();
    const reply = await receive(request);
    end();
    requests.inc({ source: isKnown[reply.status] ? request.source : '', outcome: reply.status });
    return reply;
  };
}
