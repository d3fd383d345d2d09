import type { CodeRow } from '@whereabouts/plugin-sdk';

type Cause = Omit<CodeRow, 'code' | 'subCode'>;

/** Scans that something stopped; what it was stands beside them. */
const STOPPED = ['SE', 'DE', 'DD', 'DY', 'CD'] as const;

/** Exception codes of FedEx Express. Ground has three digits, of which few are published: there the wording decides. */
const CAUSES: readonly (readonly [codes: string, cause: Cause])[] = [
  ['01', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Not delivered, not attempted' }],
  ['02', { means: 'EXCEPTION', reasons: ['recipient.unknown'] }],
  ['03 003 A03', { means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Incorrect address' }],
  ['05', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Customer security delay' }],
  ['007', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not available or business closed' }],
  ['07', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Shipment refused by recipient' }],
  ['08 A08', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Not in, or business closed' }],
  ['10 11 A10', { means: 'EXCEPTION', reasons: ['carrier.damage'], says: 'Damaged, delivery not completed' }],
  ['12', { means: 'EXCEPTION', reasons: ['carrier.missort'], says: 'Sorted to the wrong route' }],
  ['14', { means: 'RETURNING', says: 'Undeliverable, returned' }],
  ['15', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'], says: 'Business closed' }],
  ['17', { means: 'HELD', reasons: ['recipient.requested_change'], says: 'Customer requested future delivery' }],
  ['29', { means: 'DELAYED', reasons: ['carrier.missort'], says: 'Rerouted' }],
  ['32 47 91', { means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Flight delay, limits exceeded' }],
  ['41', { means: 'INFORMATION', says: 'Commitment not due or not available' }],
  ['42', { means: 'DELAYED', reasons: ['external.non_service_day'], says: 'Holiday' }],
  ['59', { means: 'HELD', says: 'Hold at location' }],
  ['65', { means: 'HELD', reasons: ['customs.delay'], says: 'Regulatory agency clearance delay' }],
  ['71 80', { means: 'HELD', reasons: ['customs.documents'], says: 'Paperwork missing or incorrect' }],
  ['77 93', { means: 'HELD', reasons: ['recipient.payment_due'], says: 'Unable to collect payment' }],
  ['79', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Uplift not available' }],
  ['083', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Local delivery restriction' }],
  ['84', { means: 'DELAYED', reasons: ['external.disaster'], says: 'Delay beyond our control' }],
  ['85', { means: 'DELAYED', reasons: ['carrier.vehicle'], says: 'Mechanical delay' }],
  ['95', { means: 'EXCEPTION', reasons: ['shipper.label_unreadable'] }],
  ['99 099', { means: 'EXCEPTION', reasons: ['unknown.unknown'], says: 'Unable to deliver' }],
];

/** What FedEx says beside the code, or without one. From what is certain to what is general. */
const WORDS: readonly (Cause & { readonly text: RegExp })[] = [
  { text: /return(ed|ing)? to (shipper|sender)|being returned/i, means: 'RETURNING' },
  { text: /not picked up|unclaimed/i, means: 'EXCEPTION', reasons: ['recipient.not_collected'] },
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
