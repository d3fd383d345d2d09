import { codeTable, type CodeRow, type Direction } from '@whereabouts/plugin-sdk';
import { outcomeOf } from './outcome';
import { codesOf, rowOf, rowsOf, type CodeGroup } from './tables/code-group';
import { DELIVERED_CODES, DELIVERY_CODES, DELIVERY_LOCATIONS } from './tables/delivery-codes';
import { FREIGHT_ACTIVITIES, FREIGHT_EXCEPTIONS } from './tables/freight-codes';
import { MAIL_INNOVATIONS } from './tables/mail-innovations-codes';
import {
  MANIFEST_CODES,
  MOVEMENT_SCANS,
  QUANTUM_VIEW_ACTIVITIES,
  QUANTUM_VIEW_RECORDS,
  STATUS_TYPES,
  TYPES_THAT_DECIDE,
  UPDATE_CODES,
} from './tables/movement-codes';
import { PACKAGE_EXCEPTIONS } from './tables/package-exceptions';
import { PACKAGE_UPDATES } from './tables/package-updates';
import { PAGE_WORDINGS } from './tables/page-wordings';
import { RETURN_STATUSES, STATUS_CODES } from './tables/status-codes';

/** Which of UPS's products a scan belongs to: each has its own list of codes. */
export type Product = 'PACKAGE' | 'MAIL_INNOVATIONS' | 'FREIGHT' | 'QUANTUM_VIEW';

/** The lists of small packages, and the status types under which UPS uses them. */
const PACKAGE_LISTS: readonly { readonly groups: readonly CodeGroup[]; readonly types: readonly string[] }[] = [
  { groups: [...PACKAGE_EXCEPTIONS, ...PACKAGE_UPDATES], types: ['X'] },
  { groups: MOVEMENT_SCANS, types: ['I', 'P'] },
  { groups: DELIVERY_CODES, types: ['D'] },
  { groups: MANIFEST_CODES, types: ['M'] },
  { groups: UPDATE_CODES, types: ['U'] },
];

/** Codes that say "delivered" only beside the type D: MP is a garage there and a manifest elsewhere. */
const ONLY_DELIVERIES: readonly CodeGroup[] = [...DELIVERED_CODES, ...DELIVERY_LOCATIONS];

/**
 * A code with one published meaning holds under every status type; one that stands in several lists (DP is a departure,
 * a manifest, or a commodity that must not travel) only under the types of each list.
 */
function packageRows(): CodeRow[] {
  const uses = new Map<string, number>();
  for (const { groups } of [...PACKAGE_LISTS, { groups: ONLY_DELIVERIES }])
    for (const code of groups.flatMap(codesOf)) uses.set(code, (uses.get(code) ?? 0) + 1);
  const rows = PACKAGE_LISTS.flatMap(({ groups, types }) =>
    groups.flatMap((group) =>
      codesOf(group).flatMap((code) =>
        uses.get(code) === 1 ? [rowOf(group, code)] : types.map((type) => rowOf(group, code, type)),
      ),
    ),
  );
  // Track Alert sends the last scans before a delivery under type D as well.
  const taken = new Set([...DELIVERY_CODES, ...ONLY_DELIVERIES].flatMap(codesOf));
  const scans = rows
    .filter((row) => row.subCode === 'I' && !taken.has(row.code))
    .map((row) => ({ ...row, subCode: 'D' }));
  return [...rows, ...scans, ...rowsOf(ONLY_DELIVERIES, 'D')];
}

/** A parcel that travels back is delivered to its sender. */
function returned({ code, subCode, means }: CodeRow): CodeRow[] {
  if (means !== 'DELIVERED' || (subCode !== undefined && subCode !== 'D')) return [];
  const row = { code, means: 'RETURNED', says: 'Delivered to the sender' } as const;
  return [{ ...row, subCode, direction: 'RETURN' }, ...(subCode === 'D' ? [{ ...row, subCode: 'RS' }] : [])];
}

const PACKAGE_ROWS = packageRows();

/** All of UPS's published codes. The sub-code is the status type, or the name of a list apart. */
export const CODES = codeTable('UPS Developer Portal: Tracking API, Appendix (API codes)', [
  ...PACKAGE_ROWS,
  ...PACKAGE_ROWS.flatMap(returned),
  // The XML service wrote "out for delivery" under the code of the destination scan.
  { code: 'DS', subCode: 'I', text: /out for delivery/i, means: 'OUT_FOR_DELIVERY', says: 'Out for delivery' },
  ...rowsOf(STATUS_TYPES, 'TYPE'),
  ...rowsOf(STATUS_CODES, 'STATUS'),
  ...rowsOf(MAIL_INNOVATIONS, 'MAIL_INNOVATIONS'),
  ...rowsOf([...FREIGHT_ACTIVITIES, ...FREIGHT_EXCEPTIONS], 'FREIGHT'),
  ...rowsOf([...QUANTUM_VIEW_RECORDS, ...QUANTUM_VIEW_ACTIVITIES], 'QUANTUM_VIEW'),
  ...PAGE_WORDINGS,
]);

/** What a source says of one scan, as far as codes go. */
export interface ScanCodes {
  readonly product: Product;
  /** D, I, M, MV, P, RS, U, X … */
  readonly type: string | null;
  readonly code: string | null;
  /** UPS's simplified status, three digits. */
  readonly status: string | null;
  readonly text: string | null;
  /** What UPS does about a trouble, where the service says so apart. */
  readonly resolution?: string | null;
}

/** Which way the parcel travels, as type and simplified status say. */
export const directionOf = ({ type, status }: ScanCodes): Direction =>
  type === 'RS' || RETURN_STATUSES.has(threeDigits(status) ?? '') ? 'RETURN' : 'FORWARD';

/** The row of a scan, and whether its own code decided or something coarser had to. */
export function rowOfScan(scan: ScanCodes): { readonly row: CodeRow | null; readonly coarse: boolean } {
  const { product, type, text } = scan;
  const code = scan.code !== null && /^\d$/.test(scan.code) ? `0${scan.code}` : scan.code;
  const ofType = CODES.find({ code: type, subCode: 'TYPE' });
  if (ofType?.subCode === 'TYPE' && TYPES_THAT_DECIDE.has(ofType.code)) return { row: ofType, coarse: false };
  const status = statusRow(scan.status);
  // O has no list of its own: its codes are movement scans.
  const subCode = product === 'PACKAGE' ? (type === 'O' ? 'I' : type) : product;
  const own = CODES.find({ code, subCode, text, direction: directionOf(scan) });
  if (saysDelivered(scan, status) && !(own !== null && ENDS.has(own.means)))
    return { row: plainDelivery(scan), coarse: own === null && code !== null };
  if (own !== null) return { row: outcomeOf(own, scan, status), coarse: false };
  const coarse = status ?? (code === null || type === 'RS' || type === 'O' ? listed(ofType, 'TYPE') : null);
  return { row: coarse, coarse: coarse !== null && code !== null };
}

const ENDS: ReadonlySet<string> = new Set(['DELIVERED', 'AVAILABLE_FOR_PICKUP', 'RETURNED']);

/** KE, KD, DL and other codes that no list has: type D, and nothing but "Delivered". */
const saysDelivered = ({ type, text }: ScanCodes, status: CodeRow | null): boolean =>
  type === 'D' && text !== null && /^\W*delivered\W*$/i.test(text) && (status === null || ENDS.has(status.means));

const plainDelivery = (scan: ScanCodes): CodeRow | null =>
  CODES.find({ code: 'KB', subCode: 'D', direction: directionOf(scan) });

/** The row of UPS's simplified status. */
export const statusRow = (status: string | null): CodeRow | null =>
  listed(CODES.find({ code: threeDigits(status), subCode: 'STATUS' }), 'STATUS');

/** `find` falls back to rows without a sub-code, which here would be another list. */
const listed = (row: CodeRow | null, list: string): CodeRow | null => (row?.subCode === list ? row : null);

const threeDigits = (status: string | null): string | null =>
  status !== null && /^\d{1,3}$/.test(status) ? status.padStart(3, '0') : null;

const ATTEMPTS: ReadonlyMap<string, number> = new Map(
  [...PACKAGE_EXCEPTIONS, ...STATUS_CODES].flatMap((group) =>
    group.attempt === undefined ? [] : codesOf(group).map((code) => [code, group.attempt as number] as const),
  ),
);

/** Which delivery or pickup attempt the row tells of, when the code counts them. */
export const attemptOf = (row: CodeRow | null): number | undefined =>
  row?.means === 'ATTEMPT_FAILED' || row?.means === 'PICKUP_FAILED' ? ATTEMPTS.get(row.code) : undefined;

const LOCATION_CODES = new Map(DELIVERY_LOCATIONS.flatMap((group) => codesOf(group).map((code) => [code, group])));
const LOCATION_WORDS = DELIVERY_LOCATIONS.map((group) => [words(group.says), group] as const);

/** Where it was left, by UPS's code or else by UPS's words. Words that are not in the table are a place of another kind. */
export function deliveryLocation(
  code: string | null,
  text: string | null,
): Pick<CodeGroup, 'means' | 'deliveredTo'> | null {
  const known = code === null ? undefined : LOCATION_CODES.get(code);
  if (known !== undefined || text === null) return known ?? null;
  const said = words(text);
  if (said === 'DELIVERY PHOTO') return null;
  const [best] = LOCATION_WORDS.filter(([name]) => said === name || said.startsWith(`${name} `)).sort(
    ([a], [b]) => b.length - a.length,
  );
  return best?.[1] ?? { means: 'DELIVERED', deliveredTo: 'OTHER' };
}

function words(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
