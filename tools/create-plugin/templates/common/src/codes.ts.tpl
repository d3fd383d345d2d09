import { codeTable } from '{{sdk}}';

/** Name the document, its version and the table: whoever checks a row looks there. */
export const CODES = codeTable('{{document}}', [
{{codeRows}}
]);
