/** From when on a lane or a carrier counts as having the same trouble again and again. */
export interface RepeatThreshold {
  readonly windowDays: number;
  /** Cases in the window. */
  readonly atLeastCases: number;
  /** Share of cases among the shipments of the window, 0 to 1. */
  readonly atLeastShare: number;
  /** Below this many shipments in the window nothing is said. */
  readonly minimumShipments: number;
}

export interface RepeatPolicy {
  readonly lane: RepeatThreshold;
  readonly carrier: RepeatThreshold;
}

export const DEFAULT_REPEATS: RepeatPolicy = {
  lane: { windowDays: 28, atLeastCases: 5, atLeastShare: 0.05, minimumShipments: 20 },
  carrier: { windowDays: 14, atLeastCases: 20, atLeastShare: 0.05, minimumShipments: 100 },
};
