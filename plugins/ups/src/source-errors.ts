import { asList, pick, textAt, type Issue, type Loose } from '@whereabouts/plugin-sdk';

/** UPS's own errors or warnings, `{ code, message }` each. Entries without either say nothing. */
export function readErrors(list: Loose, path: string, kind: Issue['kind'], issues: Issue[]): void {
  asList(list).forEach((entry, index) => {
    const code = textAt(entry, 'code', 'ErrorCode', 'Code');
    const message = textAt(entry, 'message', 'ErrorDescription', 'Description');
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
