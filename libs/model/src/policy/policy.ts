import type { BusinessCalendar } from '../calendar/business-calendar';
import { ALWAYS_OPEN } from '../calendar/business-calendar';
import { DEFAULT_DETECTION, type DetectionPolicy } from '../detection/policy';
import { DEFAULT_RANKING, type TruthRanking } from '../shipment/ranking';
import type { ClaimPolicy } from './claims';
import { DEFAULT_CLAIMS } from './default-claims';
import { DEFAULT_INCIDENTS, type IncidentPolicy } from './incidents';
import { DEFAULT_LIMITS, type LimitPolicy } from './limits';
import { DEFAULT_MESSAGES, type MessagePolicy } from './messages';
import { DEFAULT_REPEATS, type RepeatPolicy } from './repeats';
import { DEFAULT_ROUTING, type RoutingPolicy } from './routing';
import { DEFAULT_SHIP_EVIDENCE, type ShipEvidencePolicy } from './ship-evidence';
import { DEFAULT_SILENCE, type SilencePolicy } from './silence';
import { DEFAULT_SLA, type SlaPolicy } from './sla';

/** All that a merchant decides: data, versioned as a whole. Each decision records the version. */
export interface Policy extends DetectionPolicy {
  /** By name; `business` is the merchant's own. */
  readonly calendars: Readonly<Record<string, BusinessCalendar>>;
  readonly sla: SlaPolicy;
  readonly repeats: RepeatPolicy;
  readonly silence: SilencePolicy;
  readonly incidents: IncidentPolicy;
  readonly routing: RoutingPolicy;
  /** Whom to believe first, fact by fact. */
  readonly truth: TruthRanking;
  readonly limits: LimitPolicy;
  readonly claims: ClaimPolicy;
  readonly shipEvidence: ShipEvidencePolicy;
  readonly messages: MessagePolicy;
}

/** What a policy document settles. */
export type PolicySettings = Omit<Policy, 'version' | 'surges'>;

/** What a merchant has who decided nothing yet. */
export const DEFAULT_POLICY: Policy = {
  ...DEFAULT_DETECTION,
  calendars: { business: ALWAYS_OPEN },
  sla: DEFAULT_SLA,
  repeats: DEFAULT_REPEATS,
  silence: DEFAULT_SILENCE,
  incidents: DEFAULT_INCIDENTS,
  routing: DEFAULT_ROUTING,
  truth: DEFAULT_RANKING,
  limits: DEFAULT_LIMITS,
  claims: DEFAULT_CLAIMS,
  shipEvidence: DEFAULT_SHIP_EVIDENCE,
  messages: DEFAULT_MESSAGES,
};

/** The policy in force of a merchant. */
export type PolicyOf = (merchantId: string) => Policy;

export const defaultPolicyOf: PolicyOf = () => DEFAULT_POLICY;
