import { rewriteJson } from './rewrite-json';
import { rewriteForm, rewriteTable } from './rewrite-table';
import { rewriteX12 } from './rewrite-x12';
import { rewriteXml } from './rewrite-xml';

/** What stands in the place of a value under these keys, the innermost last. */
export type Rewrite = (keys: readonly string[], value: string) => string;

/** Rewrites all values of a document: JSON, XML, X12, a form, or a table with a head. Null for any other: nobody knows what is what. */
export function rewriteDocument(text: string, visit: Rewrite): string | null {
  const inForm: Rewrite = (keys, value) =>
    (/^\s*[[{]/.test(value) ? rewriteJson(value, (more, one) => visit([...keys, ...more], one)) : null) ??
    visit(keys, value);
  return (
    rewriteJson(text, visit) ??
    rewriteXml(text, visit) ??
    rewriteX12(text, visit) ??
    rewriteForm(text, inForm) ??
    rewriteTable(text, visit)
  );
}
