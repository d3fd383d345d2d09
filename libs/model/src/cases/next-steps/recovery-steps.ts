import { suggestedOutcome } from '../../claims/recovery';
import { said } from '../../detection/rule';
import type { Instant } from '../../time/instant';
import type { RecoveryTrackStatus } from '../../vocabulary/exceptions';
import { SETTLEMENTS } from '../commands/transitions';
import type { RecoveryTrack } from '../case';
import type { NextStep } from './step';

const step = (action: string, label: string, because: string): NextStep => ({
  action,
  label,
  automatic: false,
  because,
});

const until = ({ claimDeadline, windowSource }: RecoveryTrack): string => {
  const by = windowSource === null ? '' : ` (${windowSource})`;
  return claimDeadline === null
    ? 'The window of this claim is not known: look it up.'
    : `The carrier takes this claim until ${said(claimDeadline)}${by}.`;
};

function toFile(track: RecoveryTrack, now: Instant): NextStep {
  const { claimOpensAt } = track;
  if (suggestedOutcome(track, now) !== null)
    return step('settle-expired', 'Settle recovery as WINDOW_EXPIRED', until(track));
  if (claimOpensAt !== null && now < claimOpensAt)
    return step('wait-for-claim', `File the claim from ${said(claimOpensAt)} on`, until(track));
  return step('file-claim', 'File the claim with the carrier', until(track));
}

/** An answer is overdue, wherever recovery stands. */
export const followUpStep = ({ followUpAt }: RecoveryTrack, now: Instant): NextStep | null =>
  followUpAt !== null && now >= followUpAt
    ? step('follow-up-claim', 'Ask the carrier again', `An answer was expected by ${said(followUpAt)}.`)
    : null;

const STEP_OF: Readonly<Record<RecoveryTrackStatus, (track: RecoveryTrack, now: Instant) => NextStep | null>> = {
  NOT_APPLICABLE: (track, now) =>
    track.claimType !== null && track.claimDeadline !== null && now < track.claimDeadline
      ? step('start-recovery', 'Take it up with the carrier, if it is the carrier’s fault', until(track))
      : null,
  INVESTIGATING: toFile,
  CLAIM_FILED: () => null,
  APPEALED: () => null,
  INFO_REQUESTED: () =>
    step('answer-carrier', 'Send the carrier what it asks for', 'The claim stands still until then.'),
  SETTLED: ({ outcome, claimed }) =>
    outcome !== null && claimed !== null && SETTLEMENTS[outcome].mayAppeal
      ? step('appeal', 'Appeal, if there is more to show', `The carrier’s answer was ${outcome}.`)
      : null,
};

/** What recovery suggests; null while it is the carrier's turn, or nothing is to be done. */
export const recoveryStep = (track: RecoveryTrack, now: Instant): NextStep | null => STEP_OF[track.status](track, now);
