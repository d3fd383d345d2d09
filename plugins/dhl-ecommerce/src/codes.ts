import { codeTable, wordings } from '@whereabouts/plugin-sdk';
import { EVENTS } from './tables/event-table';

/**
 * Primary events by number. Where there is a wording alone, it is that of an event, or an older one of the same facilities,
 * or that of whoever delivers.
 */
export const CODES = codeTable('DHL eCommerce: list of event codes by service, `ecommerce`; wordings of Webtrack', [
  ...EVENTS,
  { code: '*', text: /^electronic notification\b/i, means: 'LABEL_CREATED' },
  // Event 132 with more words: DHL does not have it yet.
  { code: '*', text: /^en ?route to dhl ecommerce\b/i, means: 'LABEL_CREATED' },
  { code: '*', text: /^customs clearance$/i, means: 'CUSTOMS_STARTED' },
  { code: '*', text: /^close bag$/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /^(arrival|arrived)\b.*\bdhl\b/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
  { code: '*', text: /^(departure|departed)\b/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
  { code: '*', text: /^processed$|sorting hub$|^manifested$/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /^en ?route$|^in transit$/i, means: 'IN_TRANSIT' },
  { code: '*', text: /^(package |shipment )?returned$/i, means: 'RETURNING' },
  { code: '*', text: /^tendered to\b/i, means: 'PARTNER_HANDOFF' },
  ...wordings('en'),
]);

const plain = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
const BY_WORDING: ReadonlyMap<string, string> = new Map(
  [...EVENTS].reverse().map(({ code, says = '' }) => [plain(says), code]),
);

/** The number of the primary event that is worded so, for documents that leave the numbers out. */
export const codeOfWording = (text: string | null): string | null =>
  text === null ? null : (BY_WORDING.get(plain(text)) ?? null);
