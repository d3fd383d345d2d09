/** What cases can have in common so that they may have one cause. The order is that of preference. */
export const INCIDENT_GROUPS = {
  NODE: 'The same fulfillment node, on the same day.',
  FACILITY: 'The same carrier and facility of the last scan.',
  WEATHER: 'Weather in the same region, as the carrier says.',
  LANE: 'The same carrier and lane.',
} as const;
export type IncidentGroup = keyof typeof INCIDENT_GROUPS;

export interface IncidentThreshold {
  /** Open cases in the window. Fewer are no incident. */
  readonly atLeastCases: number;
  /** Days in which they were opened; 1 is the day itself. */
  readonly windowDays: number;
}

/** When similar cases are offered as one incident. */
export interface IncidentPolicy {
  readonly groups: Readonly<Record<IncidentGroup, IncidentThreshold>>;
  /** Days for which the same is not offered again after a person said no. */
  readonly dismissedDays: number;
}

export const DEFAULT_INCIDENTS: IncidentPolicy = {
  groups: {
    NODE: { atLeastCases: 5, windowDays: 1 },
    FACILITY: { atLeastCases: 5, windowDays: 2 },
    WEATHER: { atLeastCases: 5, windowDays: 2 },
    LANE: { atLeastCases: 8, windowDays: 3 },
  },
  dismissedDays: 7,
};
