import { DELIVERED_TO, DIRECTIONS, FACILITY_ACTIONS, MILESTONES, REASONS, TIME_CERTAINTIES } from '@whereabouts/model';
import { count, isPlainObject, moment } from './field-checks';
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
  if (!isPlainObject(record)) return false;
  let needed = 0;
  let hasOwner = false;
  // What is there is gone through: to ask records of many shapes for what they do not have takes longest.
  for (const name in record) {
    const value = record[name];
    switch (name as keyof MilestoneRecord) {
      case 'trackingNumber':
      case 'shipmentExternalId':
      case 'orderNumber':
      case 'orderExternalId':
        if (isAbsent(value)) break;
        if (!isName(value, LONGEST_NUMBER)) return false;
        hasOwner = true;
        break;
      case 'carrier':
        if (!isAbsent(value) && !isName(value, LONGEST_CODE)) return false;
        break;
      case 'code':
        if (!codes.has(value)) return false;
        needed += 1;
        break;
      case 'reasons':
        if (!areReasons(value)) return false;
        needed += 1;
        break;
      case 'timeCertainty':
        if (!certainties.has(value)) return false;
        needed += 1;
        break;
      case 'direction':
        if (!directions.has(value)) return false;
        needed += 1;
        break;
      case 'occurredAt':
        if (value !== null && moment(value) !== null) return false;
        needed += 1;
        break;
      case 'place':
        if (!isAbsent(value) && !isSoundPlace(value)) return false;
        break;
      case 'facilityAction':
        if (!isAbsent(value) && !actions.has(value)) return false;
        break;
      case 'deliveredTo':
        if (!isAbsent(value) && !receivers.has(value)) return false;
        break;
      case 'attemptNumber':
        if (!isAbsent(value) && count(value) !== null) return false;
        break;
      case 'occurredLocal':
      case 'piece':
      case 'leg':
      case 'sourceCode':
      case 'sourceSubCode':
      case 'sourceText':
        if (!isAbsent(value) && typeof value !== 'string') return false;
    }
  }
  return hasOwner && needed === NEEDED;
}

/** Code, reasons, certainty of time, direction and moment are never left out. */
const NEEDED = 5;

/** All parts that a place can have are texts. */
function isSoundPlace(place: unknown): boolean {
  if (!isPlainObject(place)) return false;
  for (const part in place) {
    const value = place[part];
    if (!isAbsent(value) && typeof value !== 'string') return false;
  }
  return true;
}

function areReasons(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  for (let index = 0; index < list.length; index += 1) if (!reasons.has(list[index])) return false;
  return true;
}

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;
const isName = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.length <= most && value.trim() !== '';
