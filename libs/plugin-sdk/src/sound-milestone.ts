import {
  DELIVERED_TO,
  DIRECTIONS,
  FACILITY_ACTIONS,
  MILESTONES,
  REASONS,
  TIME_CERTAINTIES,
  type Place,
} from '@whereabouts/model';
import { count, moment } from './field-checks';
import { LONGEST_CODE, LONGEST_NUMBER } from './record-fields';
import type { MilestoneRecord } from './records';

type Words = ReadonlySet<unknown>;
const wordsOf = (words: readonly string[] | Readonly<Record<string, unknown>>): Words =>
  new Set(Array.isArray(words) ? words : Object.keys(words));

const codes = wordsOf(MILESTONES);
const reasons = wordsOf(REASONS);
const certainties = wordsOf(TIME_CERTAINTIES);
const directions = wordsOf(DIRECTIONS);
const actions = wordsOf(FACILITY_ACTIONS);
const receivers = wordsOf(DELIVERED_TO);

/**
 * Is this a milestone to which the table of fields has nothing to say? The same rules in straight code, because there are
 * more milestones than all else. What is not sound is looked at again, field by field, for the reason.
 */
export function isSoundMilestone(record: unknown): boolean {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
  const said = record as Partial<MilestoneRecord>;
  return isOwned(said) && isToldSoundly(said) && isPlacedSoundly(said) && isDetailedSoundly(said);
}

const isOwned = (said: Partial<MilestoneRecord>): boolean =>
  isNameOrAbsent(said.trackingNumber, LONGEST_NUMBER) &&
  isNameOrAbsent(said.shipmentExternalId, LONGEST_NUMBER) &&
  isNameOrAbsent(said.orderNumber, LONGEST_NUMBER) &&
  isNameOrAbsent(said.orderExternalId, LONGEST_NUMBER) &&
  isNameOrAbsent(said.carrier, LONGEST_CODE) &&
  Boolean(said.trackingNumber ?? said.shipmentExternalId ?? said.orderNumber ?? said.orderExternalId);

const isToldSoundly = (said: Partial<MilestoneRecord>): boolean =>
  codes.has(said.code) &&
  certainties.has(said.timeCertainty) &&
  directions.has(said.direction) &&
  areReasons(said.reasons) &&
  (said.occurredAt === null || moment(said.occurredAt) === null) &&
  isTextOrAbsent(said.occurredLocal) &&
  isTextOrAbsent(said.sourceCode) &&
  isTextOrAbsent(said.sourceSubCode) &&
  isTextOrAbsent(said.sourceText);

const isDetailedSoundly = (said: Partial<MilestoneRecord>): boolean =>
  isWordOrAbsent(said.facilityAction, actions) &&
  isWordOrAbsent(said.deliveredTo, receivers) &&
  (isAbsent(said.attemptNumber) || count(said.attemptNumber) === null) &&
  isTextOrAbsent(said.piece) &&
  isTextOrAbsent(said.leg);

function isPlacedSoundly({ place }: { readonly place?: Place | null }): boolean {
  if (isAbsent(place)) return true;
  return (
    typeof place === 'object' &&
    !Array.isArray(place) &&
    isTextOrAbsent(place.city) &&
    isTextOrAbsent(place.region) &&
    isTextOrAbsent(place.postalCode) &&
    isTextOrAbsent(place.country) &&
    isTextOrAbsent(place.facility)
  );
}

function areReasons(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  for (let index = 0; index < list.length; index += 1) if (!reasons.has(list[index])) return false;
  return true;
}

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;
const isTextOrAbsent = (value: unknown): boolean => isAbsent(value) || typeof value === 'string';
const isWordOrAbsent = (value: unknown, words: Words): boolean => isAbsent(value) || words.has(value);
const isNameOrAbsent = (value: unknown, most: number): boolean =>
  isAbsent(value) || (typeof value === 'string' && value.length <= most && value.trim() !== '');
