import type { EvidenceParty } from '../../vocabulary/exceptions';
import type { ExceptionCase } from '../case';

/** What a case suggests to do next, and why. */
export interface NextStep {
  /** Stable word for programs. */
  readonly action: string;
  /** For people. */
  readonly label: string;
  /** The hub does it by itself. People decide everything that costs money. */
  readonly automatic: boolean;
  readonly because: string;
}

/** What next steps look at. */
export type SteppedCase = Pick<
  ExceptionCase,
  | 'kind'
  | 'reason'
  | 'status'
  | 'waitingOn'
  | 'snoozedUntil'
  | 'openedAt'
  | 'cycle'
  | 'ticketId'
  | 'detection'
  | 'customerTrack'
  | 'recoveryTrack'
  | 'evidenceRequests'
>;

/** A suggestion of the table: for the customer's side, or whom to ask for what. */
export interface StepRow {
  readonly action: string;
  readonly label: string;
  readonly because: string;
  /** Left out once this party was asked in this cycle. */
  readonly asks?: EvidenceParty;
  /** It answers the customer: left out once the customer has an answer. */
  readonly answers?: true;
}

export const hasAsked = ({ evidenceRequests, openedAt }: SteppedCase, party: EvidenceParty): boolean =>
  evidenceRequests.some(({ from, at }) => from === party && at >= openedAt);
