import { asList, asText, pick, type Issue, type Loose } from '@whereabouts/plugin-sdk';

/** UPS's own errors or warnings, `{ code, message }` each. Entries without either say nothing. */
export function readErrors(list: Loose, path: string, kind: Issue['kind'], issues: Issue[]): void {
  asList(list).forEach((entry, index) => {
    const code = asText(pick(entry, 'code')) ?? asText(pick(entry, 'ErrorCode')) ?? asText(pick(entry, 'Code'));
    const message =
      asText(pick(entry, 'message')) ?? asText(pick(entry, 'ErrorDescription')) ?? asText(pick(entry, 'Description'));
    if (code === null && message === null) return;
    issues.push({ path: `${path}/${index}`, problem: [code, message].filter(Boolean).join(': '), kind });
  });
}

/** Where UPS's services put errors: REST, its gateway, and the older JSON service. */
const PLACES = ['response.errors', 'errors', 'Fault.detail.Errors.ErrorDetail.PrimaryErrorCode'] as const;

/** Reads a body that is nothing but errors. Gives whether it was one. */
export function readErrorBody(document: Loose, issues: Issue[]): boolean {
  const before = issues.length;
  for (const place of PLACES)
    readErrors(pick(document, place), `/${place.replaceAll('.', '/')}`, 'source-error', issues);
  return issues.length > before;
}
