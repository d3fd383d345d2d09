import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

type Meaning = Omit<CodeRow, 'code' | 'service' | 'text'>;

/** Rows for the codes of one division. Divisions use the same codes for different things. */
export const ofDivision =
  (service: string) =>
  (means: CodeRow['means'], codes: string, more: Omit<Meaning, 'means'> = {}): CodeRow[] =>
    alike(codes, { service, means, ...more });
