/**
 * The numbers that one field holds, each once: people and shops write several into it, with commas or semicolons between
 * them, which no carrier's number has.
 */
export const numbersIn = (written: string | null | undefined): readonly string[] => [
  ...new Set((written ?? '').split(/[,;]/).flatMap((number) => number.trim() || [])),
];
