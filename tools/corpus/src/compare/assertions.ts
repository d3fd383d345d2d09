import type { MilestoneRecord } from '@whereabouts/plugin-sdk';
import { squeezed, type Compared, type Comparison, type Difference } from './comparison';

/** One form of assertion that says something about a payload, and how it is held against ours. */
interface Form {
  readonly pattern: RegExp;
  readonly check: (match: RegExpExecArray, compared: Compared) => Difference | null;
}

const texts = ({ said }: Compared): string[] =>
  said.milestones.flatMap((one) => [one.sourceText ?? '', one.sourceCode ?? '']).map(squeezed);
const numbers = ({ said }: Compared): string[] =>
  [...said.milestones, ...said.shipments].flatMap(({ trackingNumber }) =>
    trackingNumber === null ? [] : [squeezed(trackingNumber)],
  );

const countOf = (theirs: string, compared: Compared): Difference | null => {
  const ours = compared.said.milestones.length;
  // Origins drop events without a place or a time; ours keep what the source says.
  if (ours >= Number(theirs)) return null;
  return { about: 'number of events', theirs, ours: String(ours) };
};
const textOf = (theirs: string, compared: Compared): Difference | null => {
  const wanted = squeezed(theirs);
  if (wanted === '' || texts(compared).some((text) => text !== '' && (text.includes(wanted) || wanted.includes(text))))
    return null;
  return { about: 'text of an event', theirs, ours: 'no such text' };
};
const numberOf = (theirs: string, compared: Compared): Difference | null =>
  numbers(compared).includes(squeezed(theirs))
    ? null
    : { about: 'tracking number', theirs, ours: numbers(compared).join(', ') || 'none' };
const failure = (theirs: string, { said }: Compared): Difference | null =>
  said.issues.some(({ kind }) => kind !== 'note') || said.milestones.length === 0
    ? null
    : { about: 'failure', theirs, ours: `${said.milestones.length} events and no error` };
const isDelivered = ({ code }: MilestoneRecord): boolean => code === 'DELIVERED';
const delivered = (theirs: boolean, { said }: Compared): Difference | null => {
  const ours = said.milestones.find(isDelivered);
  if (theirs === (ours !== undefined)) return null;
  if (!theirs)
    return {
      about: 'delivered',
      theirs: 'not delivered',
      ours: `"${ours!.sourceText ?? ours!.sourceCode}"`,
      because: 'an event says that it was delivered',
    };
  const waits = said.milestones.some(({ code }) => code === 'AVAILABLE_FOR_PICKUP' || code === 'PARTNER_HANDOFF');
  return {
    about: 'delivered',
    theirs: 'delivered',
    ours: 'no delivery',
    ...(waits ? { because: 'to a counter or partner is not to the customer' } : {}),
  };
};

/** Ruby (active_shipping), CoffeeScript (shipit), PHP and Python assertions that state facts of a payload. */
const FORMS: readonly Form[] = [
  {
    pattern: /assert_equal (\d+), response\.shipment_events\.(?:size|length|count)/,
    check: (match, c) => countOf(match[1]!, c),
  },
  { pattern: /activities\)\.to\.have\.length (\d+)/, check: (match, c) => countOf(match[1]!, c) },
  { pattern: /assertCount\((\d+), \$events\)/, check: (match, c) => countOf(match[1]!, c) },
  {
    pattern: /assert_equal ['"]([\w -]+)['"], response\.tracking_number\b/,
    check: (match, c) => numberOf(match[1]!, c),
  },
  { pattern: /act\.details\)\.to\.equal ['"](.+)['"]/, check: (match, c) => textOf(match[1]!, c) },
  { pattern: /assertEquals\('(.+)', \$event->getLabel\(\)\)/, check: (match, c) => textOf(match[1]!, c) },
  { pattern: /STATUS_TYPES\.DELIVERED\b/, check: (_match, c) => delivered(true, c) },
  { pattern: /STATUS_TYPES\.(?:SHIPPING|EN_ROUTE|OUT_FOR_DELIVERY)\b/, check: (_match, c) => delivered(false, c) },
  {
    pattern:
      /assert_equal :delivered, response\.status|assert response\.delivered\?|assert_predicate response, :is_delivered/,
    check: (_match, c) => delivered(true, c),
  },
  {
    pattern: /assert_equal :(?:in_transit|out_for_delivery|shipping_created|exception), response\.status/,
    check: (_match, c) => delivered(false, c),
  },
  { pattern: /assert_raises|assert_raise\b|should\.exist\(err\)/, check: (match, c) => failure(match[0], c) },
];

export function compareAssertions(compared: Compared): Comparison {
  const tests = (compared.expected['tests'] ?? []) as readonly { readonly assertions?: readonly string[] }[];
  const own = (compared.expected['assertions'] ?? []) as readonly string[];
  const found = [...own, ...tests.flatMap(({ assertions = [] }) => assertions)].flatMap((line) =>
    FORMS.flatMap(({ pattern, check }) => {
      const match = pattern.exec(line);
      return match === null ? [] : [check(match, compared)];
    }),
  );
  return { statements: found.length, differences: found.filter((one) => one !== null) };
}
