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

/** Where UPS's services put errors: REST, and its gateway. */
const PLACES = ['response.errors', 'errors'] as const;
/** Where the web service tells of a fault: in the older JSON, and in an envelope. */
const FAULTS = ['Fault', 'Envelope.Body.Fault'] as const;

/** Reads a body that is nothing but errors. Gives whether it was one. */
export function readErrorBody(document: Loose, issues: Issue[]): boolean {
  const before = issues.length;
  const tell = (list: Loose, place: string) =>
    readErrors(list, `/${place.replaceAll('.', '/')}`, 'source-error', issues);
  for (const place of PLACES) tell(pick(document, place), place);
  for (const fault of FAULTS) {
    const details = asList(pick(document, `${fault}.detail.Errors.ErrorDetail`));
    const codes = details.map((detail) => pick(detail, 'PrimaryErrorCode') ?? null);
    tell(codes, `${fault}.detail.Errors.ErrorDetail.PrimaryErrorCode`);
  }
  return issues.length > before;
}
