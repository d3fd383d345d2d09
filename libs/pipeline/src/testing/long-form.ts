/** How often or how much: as in every test run, or as in the long proofs of `npm run soak`. */
export const longForm = (short: number, long: number): number => (process.env['SOAK'] ? long : short);
