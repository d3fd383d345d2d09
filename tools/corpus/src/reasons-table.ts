/** Why the origin of a sample is wrong about it: by source and file, and by what the difference is about. */
export interface Reason {
  /** Beginning of the file's name. */
  readonly file: string;
  readonly about: string;
  readonly because: string;
}

export const REASONS: Readonly<Record<string, readonly Reason[]>> = {};
