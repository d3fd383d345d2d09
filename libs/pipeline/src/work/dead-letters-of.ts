import type { Instant } from '@whereabouts/model';
import type { DeadLetterInput } from '@whereabouts/store';
import { uuidv7 } from 'uuidv7';
import type { Read } from './read-inputs';

const PREVIEW = 400;

/** The beginning of a body, printable: enough for a person to recognise it. */
const preview = (body: Uint8Array): string =>
  new TextDecoder()
    .decode(body.subarray(0, PREVIEW))
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();

/** How many dead letters one input may leave: an input of thousands of faulty records is one trouble, not thousands. */
const MAX_LETTERS = 100;

/** What is set aside of an input, with the reason. */
export function deadLettersOf({ input, failures }: Read, now: Instant): DeadLetterInput[] {
  const text = failures.length ? preview(input.body) : '';
  return failures.slice(0, MAX_LETTERS).map(({ path, error }) => ({
    merchantId: input.merchantId,
    id: uuidv7(),
    inputId: input.id,
    sourceId: input.sourceId,
    path,
    error,
    attempts: 1,
    preview: text,
    receivedAt: input.receivedAt,
    failedAt: now,
  }));
}
