import {
  CASE_STATUSES,
  CAUSES,
  CLOSE_CODES,
  CUSTOMER_TIERS,
  DELIVERED_TO,
  EXCEPTION_KINDS,
  MATCH_CERTAINTIES,
  MESSAGE_CHANNELS,
  MESSAGE_PHASES,
  MESSAGE_STATUSES,
  MILESTONES,
  PRIORITY_FLAGS,
  ROLES,
  SHIPMENT_STATES,
  SLA_STATES,
  SOURCE_KINDS,
  TICKET_MATCHES,
  TICKET_TOPICS,
  TIME_CERTAINTIES,
  WAITING_ON,
} from '@whereabouts/model';

const words = (list: Readonly<Record<string, string>>): string =>
  Object.entries(list)
    .map(([word, meaning]) => `- \`${word}\`: ${meaning}`)
    .join('\n');

const milestones = Object.entries(MILESTONES)
  .map(([code, { meaning, moves, saidBy }]) => `- \`${code}\` (${saidBy}${moves ? '; moves' : ''}): ${meaning}`)
  .join('\n');

const reasons = Object.entries(CAUSES)
  .map(([party, causes]) => `- ${party}: ${causes.map((cause) => `\`${party}.${cause}\``).join(', ')}`)
  .join('\n');

const SECTIONS: readonly (readonly [title: string, text: string])[] = [
  [
    'Milestones',
    `What happened. One per reported event, with who usually says it. "Moves" means proof that the parcel moved: it restarts the stall clock, and nothing else does.\n\n${milestones}`,
  ],
  ['Reasons', `Why, as \`party.cause\`: the party says who is responsible.\n\n${reasons}`],
  ['Delivered to', words(DELIVERED_TO)],
  ['Time certainty', `How sure the instant of a milestone is.\n\n${words(TIME_CERTAINTIES)}`],
  ['Shipment states', `Where a shipment stands, derived from the set of its milestones.\n\n${words(SHIPMENT_STATES)}`],
  ['Kinds of source', `Truth is ranked by them, fact by fact.\n\n${words(SOURCE_KINDS)}`],
  [
    'Exception kinds',
    `What we conclude. Ten, so that anyone can bucket a case in ten seconds.\n\n${words(EXCEPTION_KINDS)}`,
  ],
  ['Ticket topics', `What a support ticket is about.\n\n${words(TICKET_TOPICS)}`],
  ['Ticket matches', `What told whose a ticket is.\n\n${words(TICKET_MATCHES)}`],
  ['Match certainty', words(MATCH_CERTAINTIES)],
  ['Case status', words(CASE_STATUSES)],
  ['Waiting on', words(WAITING_ON)],
  ['Close codes', `A case is closed with one of these.\n\n${words(CLOSE_CODES)}`],
  ['Flags', words(PRIORITY_FLAGS)],
  ['First-action clock', words(SLA_STATES)],
  ['Message channels', words(MESSAGE_CHANNELS)],
  ['Message status', words(MESSAGE_STATUSES)],
  ['Message phases', `What message rules tell apart.\n\n${words(MESSAGE_PHASES)}`],
  ['Customer tiers', words(CUSTOMER_TIERS)],
  ['Roles', words(ROLES)],
];

/** `docs/vocabulary.md`, made from the lists that the code uses. */
export const vocabularyPage = (): string =>
  `# Vocabulary

Made from \`libs/model/src/vocabulary\` by \`UPDATE_DOCS=1 npx jest -c tools/testing/jest.config.cjs apps/hub/src/docs\`: edit the words there.

${SECTIONS.map(([title, text]) => `## ${title}\n\n${text}`).join('\n\n')}
`;
