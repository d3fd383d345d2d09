import {
  normalized,
  readJson,
  unreadable,
  withoutRefused,
  withStrange,
  type Issue,
  type JsonValue,
  type Normalized,
  type RawInput,
} from '@whereabouts/plugin-sdk';
import { trackersIn } from './documents';
import { readTracker } from './tracker';

/** Whatever EasyPost sends or answers, as records. Pure, and never throws for bad input. */
export function normalize({ body }: RawInput): Normalized {
  const document = readJson(body);
  if (!document.ok) return unreadable(document.problem);
  return withStrange(document.value, () => read(document.value));
}

function read(document: JsonValue): Normalized {
  const issues: Issue[] = [];
  const news = trackersIn(document, '', issues).map((found) => withoutRefused(readTracker(found, issues), found.path));
  return normalized({
    milestones: news.flatMap(({ milestones = [] }) => milestones),
    shipments: news.flatMap(({ shipments = [] }) => shipments),
    issues: [...issues, ...news.flatMap((one) => one.issues ?? [])],
  });
}
