import type { CodeRow } from '@whereabouts/plugin-sdk';
import { CAUSES, type Cause } from './causes';

/** Scans that something stopped; what it was stands beside them. */
const STOPPED = ['SE', 'DE', 'DD', 'DY', 'CD'] as const;

/** What FedEx says beside the code, or without one. From what is certain to what is general. */
const WORDS: readonly (Cause & { readonly text: RegExp })[] = [
  { text: /return(ed|ing)? to (shipper|sender)|being returned/i, means: 'RETURNING' },
  { text: /not picked up|unclaimed/i, means: 'EXCEPTION', reasons: ['recipient.not_collected'] },
  {
    text: /local delivery restriction.*not attempted/i,
    means: 'EXCEPTION',
    reasons: ['address.access_restricted'],
  },
  { text: /closed.*not attempted/i, means: 'DELAYED', reasons: ['recipient.business_closed'] },
  { text: /not due for delivery|payment received|prerouted meter/i, means: 'INFORMATION' },
  {
    text: /clearance.*(paperwork|document|information)|missing or incorrect .*paperwork|commodity information|commercial invoice|tax id/i,
    means: 'HELD',
    reasons: ['customs.documents'],
  },
  { text: /duties|duty|taxes/i, means: 'HELD', reasons: ['customs.duties_unpaid'] },
  { text: /inspection/i, means: 'HELD', reasons: ['customs.inspection'] },
  { text: /customs|clearance|broker|regulatory/i, means: 'HELD', reasons: ['customs.delay'] },
  { text: /refused/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
  { text: /weather|storm|snow|flood/i, means: 'DELAYED', reasons: ['external.weather'] },
  { text: /holiday|closed on|non-?business day/i, means: 'DELAYED', reasons: ['external.non_service_day'] },
  {
    text: /not available or business closed|customer not available|recipient not in|not home/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['recipient.not_available'],
  },
  { text: /business (is )?closed|recipient closed/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  { text: /recipient moved|has moved/i, means: 'EXCEPTION', reasons: ['recipient.moved'] },
  { text: /address corrected|updated address/i, means: 'INFORMATION', reasons: ['address.corrected'] },
  {
    text: /address|unable to locate|apartment number|suite number|company name missing/i,
    means: 'EXCEPTION',
    reasons: ['address.incorrect'],
  },
  {
    text: /local delivery restriction|security delay|no access|unable to access|gate code|secured building/i,
    means: 'ATTEMPT_FAILED',
    reasons: ['address.access_restricted'],
  },
  { text: /signature|adult|identification/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.verification_failed'] },
  { text: /payment|c\.?o\.?d\.?\b/i, means: 'HELD', reasons: ['recipient.payment_due'] },
  { text: /damage/i, means: 'EXCEPTION', reasons: ['carrier.damage'] },
  { text: /\blost\b|missing package/i, means: 'EXCEPTION', reasons: ['carrier.lost'] },
  {
    text: /barcode|label unreadable|label (was )?replaced/i,
    means: 'EXCEPTION',
    reasons: ['shipper.label_unreadable'],
  },
  {
    text: /missort|wrong (route|station)|incorrectly sorted|misrouted/i,
    means: 'EXCEPTION',
    reasons: ['carrier.missort'],
  },
  {
    text: /future delivery|requested (a )?(later|different|delayed|alternate|delivery)|(alternate|delayed) delivery requested|request was made to change|delivery option|vacation|hold request/i,
    means: 'HELD',
    reasons: ['recipient.requested_change'],
  },
  { text: /available for pick-?up|ready for (recipient )?pick-?up/i, means: 'AVAILABLE_FOR_PICKUP' },
  { text: /hold at location|held at/i, means: 'HELD' },
  { text: /mechanical|vehicle|accident|plane|flight|aircraft/i, means: 'DELAYED', reasons: ['carrier.vehicle'] },
  { text: /beyond our control|national disaster|civil|strike/i, means: 'DELAYED', reasons: ['external.disaster'] },
  {
    text: /arrived after courier|missed|delay|\blate\b|operational|not attempted|next business day/i,
    means: 'DELAYED',
    reasons: ['carrier.processing_delay'],
  },
  { text: /destroyed|disposed|abandoned/i, means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { text: /unable to deliver|undeliverable/i, means: 'EXCEPTION', reasons: ['unknown.unknown'] },
];

/** A clearance scan is about customs whatever else it says, and a delay is one where nothing better is said. */
const fits = (code: string, { means }: Cause): boolean => code !== 'CD' || means !== 'ATTEMPT_FAILED';

export const EXCEPTION_ROWS: readonly CodeRow[] = STOPPED.flatMap((code) => [
  // Ground uses the number for something else than Express does.
  { code, subCode: '07', text: /not available|closed/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code, subCode: '29', text: /request/i, means: 'HELD', reasons: ['recipient.requested_change'] },
  ...CAUSES.flatMap(([codes, cause]) => codes.split(' ').map((subCode): CodeRow => ({ code, subCode, ...cause }))),
  ...WORDS.filter((cause) => fits(code, cause)).map((cause): CodeRow => ({ code, ...cause })),
]);
