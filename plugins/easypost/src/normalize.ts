import {
  normalized,
  readJson,
  unreadable,
  withoutRefused,
  type Issue,
  type Normalized,
  type RawInput,
} from '@whereabouts/plugin-sdk';
import { trackersIn } from './documents';
import { readTracker } from './tracker';

/** Whatever EasyPost sends or answers, as records. Pure, and never throws for bad input. */
export function normalize({ body }: RawInput): Normalized {
  const document = readJson(body);
  if (!document.ok) return unreadable(document.problem);
  const issues: Issue[] = [];
  const news = trackersIn(document.value, '', issues).map((found) =>
    withoutRefused(readTracker(found, issues), found.path),
  );
  return normalized({
    milestones: news.flatMap(({ milestones = [] }) => milestones),
    shipments: news.flatMap(({ shipments = [] }) => shipments),
    issues: [...issues, ...news.flatMap((one) => one.issues ?? [])],
  });
}
