import { Counter, type Registry } from 'prom-client';

/** Counts GraphQL operations that were refused before they were run, by the code that the client was told. */
export function countRefusals(registry: Registry): (code: string) => void {
  const refused = new Counter({
    name: 'whereabouts_refused_operations_total',
    help: 'GraphQL operations that were refused before they were run, by error code.',
    labelNames: ['code'],
    registers: [registry],
  });
  return (code) => refused.inc({ code });
}
