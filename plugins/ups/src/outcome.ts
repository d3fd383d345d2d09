import type { CodeRow, MilestoneCode } from '@whereabouts/plugin-sdk';
import type { ScanCodes } from './codes';

/**
 * UPS tells what came of a trouble under the code of the trouble: `RZ` is "pending release" with the status 012 and
 * "released" with 014, and "will be returned" stands behind the reason of many codes. The words tell which it is, the
 * simplified status where they are not English. Seen in replies that public clients keep (see README).
 */
export function outcomeOf(row: CodeRow, { resolution, ...said }: ScanCodes, status: CodeRow | null): CodeRow {
  const scan = resolution ? { ...said, text: [said.text, resolution].filter(Boolean).join(' / ') } : said;
  const turned = returning(row, scan, status) ?? customs(row, scan, status) ?? corrected(row, scan, status);
  return turned ?? originScan(row, scan, status) ?? row;
}

const TROUBLES: ReadonlySet<MilestoneCode> = new Set(['ATTEMPT_FAILED', 'HELD', 'EXCEPTION', 'DELAYED', 'INFORMATION']);
/** On the way back by the status as well. A delay, or a note, may happen on that way. */
const ENDINGS: ReadonlySet<MilestoneCode> = new Set(['ATTEMPT_FAILED', 'HELD', 'EXCEPTION']);
/** A sentence of its own: "correct it or the package will be returned" is a warning. */
const WILL_BE_RETURNED =
  /(?:^|[.;/] *)(?:the )?(?:package|shipment) (?:will be|is being|was) returned to (?:the )?(?:sender|shipper)\b(?! or\b)/i;

function returning(row: CodeRow, { type, text }: ScanCodes, status: CodeRow | null): CodeRow | null {
  const isSaid = TROUBLES.has(row.means) && text !== null && WILL_BE_RETURNED.test(text);
  const isStatus = type === 'X' && ENDINGS.has(row.means) && status?.code === '035';
  if (!isSaid && !isStatus) return null;
  return { ...row, means: 'RETURNING', reasons: row.reasons?.filter((reason) => reason !== 'unknown.unknown') };
}

const RELEASED = /\b(?:has|have) been released\b|\bwas released\b|\bcleared customs and\b|\bhas cleared customs\b/i;
const PAPERS_CAME = /\breceived the (?:information|documents?|documentation)\b/i;

function customs(row: CodeRow, { text }: ScanCodes, status: CodeRow | null): CodeRow | null {
  const reasons = row.reasons ?? [];
  const isHeld = TROUBLES.has(row.means) && reasons.some((reason) => reason.startsWith('customs.'));
  if (!isHeld && row.means !== 'CUSTOMS_STARTED') return null;
  const turned = (means: MilestoneCode): CodeRow => ({ ...row, means, reasons: [] });
  if (text !== null && RELEASED.test(text)) return turned('CUSTOMS_CLEARED');
  if (text !== null && PAPERS_CAME.test(text)) return turned('CUSTOMS_STARTED');
  if (status?.means !== 'CUSTOMS_CLEARED') return null;
  // 014 ends every question: the answer to one about papers is that they came.
  const isRelease = status.code !== '014' || row.means === 'CUSTOMS_STARTED' || reasons.includes('customs.delay');
  return turned(isRelease ? 'CUSTOMS_CLEARED' : 'CUSTOMS_STARTED');
}

const CORRECTED =
  /\baddress (?:was|has been) corrected\b|\bwill deliver the package to the receiver's (?:new|correct) address\b/i;

function corrected(row: CodeRow, { text }: ScanCodes, status: CodeRow | null): CodeRow | null {
  const isAddress = row.reasons?.some(
    (reason) => reason.startsWith('address.') || reason === 'recipient.moved' || reason === 'recipient.unknown',
  );
  if (!isAddress || row.means !== 'EXCEPTION') return null;
  const isCorrected = (text !== null && CORRECTED.test(text)) || status?.code === '028' || status?.code === '096';
  return isCorrected ? { ...row, means: 'INFORMATION', reasons: ['address.corrected'] } : null;
}

const HAS_IT = /\bwe have your package\b|\borigin scan\b/i;

/** OC is published as a label; large shippers' trailers are scanned under it. */
function originScan(row: CodeRow, { type, text }: ScanCodes, status: CodeRow | null): CodeRow | null {
  if (row.means !== 'LABEL_CREATED' || type !== 'I') return null;
  const isWithUps = status?.means === 'ACCEPTED' || status?.means === 'IN_TRANSIT';
  return isWithUps || (text !== null && HAS_IT.test(text)) ? { ...row, means: 'ACCEPTED' } : null;
}
