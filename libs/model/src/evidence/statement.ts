import { canonicalText } from '../canonical-text';
import type { ParcelSize } from '../shipment/shipment-view';
import { SIGNATURE_OPTIONS } from '../vocabulary/evidence';
import type { EvidenceEntry, EvidenceStatement } from './recorded';

/** What is wrong with a statement: which field, and what to do about it. */
export interface StatementProblem {
  readonly field: string;
  readonly message: string;
}

/** A tonne, and ten metres: what is beyond is a slip of the finger or of the unit. */
const MOST_GRAMS = 1_000_000;
const MOST_MM = 10_000;
const MOST_TEXT = 200;
const MOST_FAILURES = 20;
const MOST_PHOTOS = 20;
/** Statements of one parcel: a packing station needs two or three. */
export const MOST_ENTRIES = 100;

/** Why a statement is not taken; null when it is. */
export function problemOf(said: EvidenceStatement): StatementProblem | null {
  if (Object.values(said).every((value) => value === undefined))
    return { field: 'shipmentId', message: 'Nothing was said of this parcel: send at least one item of evidence.' };
  return (
    addressProblem(said.address) ??
    sizeProblem('declared', said.declared) ??
    sizeProblem('billed', said.billed) ??
    textProblem('packerId', said.packerId) ??
    textProblem('packagingType', said.packagingType) ??
    signatureProblem(said.signature) ??
    photoProblem(said.photoIds)
  );
}

function addressProblem(address: EvidenceStatement['address']): StatementProblem | null {
  if (address === undefined) return null;
  const { passed, failures } = address;
  if (passed && failures.length > 0)
    return { field: 'addressFailures', message: 'An address that passed has no failures: leave them out.' };
  if (!passed && failures.length === 0)
    return { field: 'addressFailures', message: 'Say what failed, such as `house number is missing`.' };
  if (failures.length > MOST_FAILURES)
    return {
      field: 'addressFailures',
      message: `At most ${MOST_FAILURES} failures are kept: send the ones that matter.`,
    };
  return failures.map((text) => textProblem('addressFailures', text)).find((found) => found !== null) ?? null;
}

function sizeProblem(field: string, size: ParcelSize | undefined): StatementProblem | null {
  if (size === undefined) return null;
  if (!(Number.isInteger(size.weightGrams) && size.weightGrams > 0 && size.weightGrams <= MOST_GRAMS))
    return { field, message: `The weight is a whole number of grams from 1 to ${MOST_GRAMS}.` };
  const sides = [size.lengthMm, size.widthMm, size.heightMm].filter((side) => side !== undefined);
  return sides.every((side) => Number.isInteger(side) && side > 0 && side <= MOST_MM)
    ? null
    : { field, message: `Length, width and height are whole numbers of millimetres from 1 to ${MOST_MM}.` };
}

function textProblem(field: string, text: string | undefined): StatementProblem | null {
  if (text === undefined) return null;
  if (text.trim() === '') return { field, message: 'It is empty: leave it out, or say what it is.' };
  return text.length > MOST_TEXT ? { field, message: `It has at most ${MOST_TEXT} characters: shorten it.` } : null;
}

const signatureProblem = (signature: EvidenceStatement['signature']): StatementProblem | null =>
  signature === undefined || Object.hasOwn(SIGNATURE_OPTIONS, signature)
    ? null
    : { field: 'signature', message: `There are ${Object.keys(SIGNATURE_OPTIONS).join(', ')}.` };

const photoProblem = (photoIds: EvidenceStatement['photoIds']): StatementProblem | null =>
  photoIds !== undefined && photoIds.length > MOST_PHOTOS
    ? { field: 'photoIds', message: `At most ${MOST_PHOTOS} photos at once: send the rest in another call.` }
    : null;

/** True when the entry says what was said last: a station that repeats itself adds nothing. */
export const isRepeat = (entries: readonly EvidenceEntry[], said: EvidenceStatement): boolean =>
  entries.length > 0 && canonicalText(entries.at(-1)!.said) === canonicalText(said);
