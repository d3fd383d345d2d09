/** What kind of system a source is. Truth is ranked by it, per fact: see `shipment/ranking.ts`. */
export const SOURCE_KINDS = {
  CARRIER: 'The company that carries the parcel.',
  AGGREGATOR: 'A service that relays what carriers say.',
  WAREHOUSE: 'A 3PL or warehouse management system.',
  STOREFRONT: 'A shop or order management system.',
  HELPDESK: 'A ticket system: the words of the customer.',
  MANUAL: 'A correction by a person, with a note.',
} as const;
export type SourceKind = keyof typeof SOURCE_KINDS;

export const CIRCUIT_STATES = {
  CLOSED: 'Calls go out.',
  HALF_OPEN: 'One call is let through to see whether the source is back.',
  OPEN: 'The source keeps failing: calls wait.',
} as const;
export type CircuitState = keyof typeof CIRCUIT_STATES;
