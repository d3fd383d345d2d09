import { placeOfText, type EventSaid, type PlaceInput } from '@whereabouts/plugin-sdk';
import { FACILITY, placeOf } from './place-of';

const DATE = '([A-Z][a-z]+ \\d{1,2}, \\d{4}|\\d\\d/\\d\\d/\\d{4})';
const CLOCK = '(\\d{1,2}:\\d\\d [ap]m)';
/** `Out for Delivery, October 12, 2013, 10:16 am, BROOKLYN, NY 11201` */
const LISTED = new RegExp(`^(.+?), ${DATE}(?:, ${CLOCK})?(?:, (.+))?$`);

/** In what is told, when and where come in any order: `… at 2:16 pm on October 12, 2013 in BROOKLYN, NY 11201 because …`. */
const ON = new RegExp(` (?:on|as of) ${DATE},?`);
const AT = new RegExp(`(?: at| as of|,) ${CLOCK}`);
const IN = / (?:in|at the) ([A-Z][^,]*, [A-Z]{2}(?: \d{5}(?:-\d{4})?)?)(?![A-Za-z])/;
const AT_END = / in ([A-Z][^a-z]+)$/;
/** Further sentences say what comes of it. */
const NEXT = /\. (?=(?:Delivery|If|It|Please|The|This|To|We|You|Your)\b)/;
const COMES_BACK = /\b(is being|was|has been) returned to (the )?sender/i;

/** What USPS says of a number that it does not know, also where other replies have an error of its own. */
export const NO_RECORD = /no record of that|could not locate the tracking information|no information available for/i;

/** An event that is told in one sentence, by either of two habits. */
export function eventOfSentence(sentence: string): EventSaid {
  const listed = LISTED.exec(sentence);
  if (listed !== null)
    return {
      code: null,
      text: listed[1] ?? sentence,
      time: { date: listed[2], time: listed[3], format: 'mm/dd/yyyy' },
      place: placeOfSentence(listed[4]),
    };
  const [first = sentence, ...others] = sentence.replace(/\.$/, '').split(NEXT);
  const [on, at] = [ON.exec(first), AT.exec(first)];
  const what = first.replace(ON, '').replace(AT, '');
  const where = IN.exec(what) ?? AT_END.exec(what);
  const text = where === null ? what : what.replace(where[0], where[0].startsWith(' at the') ? ' at the' : '');
  return {
    code: null,
    text: sentence,
    lookUp: { text: [text, ...others.filter((one) => COMES_BACK.test(one))].join('. ') },
    time: on === null ? {} : { date: on[1], time: at?.[1], format: 'mm/dd/yyyy' },
    place: placeOfSentence(where?.[1]),
  };
}

/** What holds now; the sentence beside it says since when, and where. */
export function standingTold(status: string | null, summary: string | null): EventSaid {
  const { time, place } = eventOfSentence(summary ?? '');
  return { code: null, text: status, time, place };
}

function placeOfSentence(text: string | undefined): PlaceInput | null {
  if (text === undefined) return null;
  const [, city, region, postalCode] = /^(.+), ([A-Z]{2}) (\d{5}(?:-\d{4})?)$/.exec(text) ?? [];
  if (city !== undefined) return { city, region, postalCode, country: 'US' };
  return FACILITY.test(text) ? placeOf(text, null, null, null) : placeOfText(text, 'states');
}
