/** Abbreviations that Canada Post writes beside local times, in winter and in summer. */
export const ZONES: ReadonlyMap<string | null, string> = new Map(
  Object.entries({
    NST: 'America/St_Johns',
    NDT: 'America/St_Johns',
    AST: 'America/Halifax',
    ADT: 'America/Halifax',
    EST: 'America/Toronto',
    EDT: 'America/Toronto',
    CST: 'America/Winnipeg',
    CDT: 'America/Winnipeg',
    MST: 'America/Edmonton',
    MDT: 'America/Edmonton',
    PST: 'America/Vancouver',
    PDT: 'America/Vancouver',
    // Where clocks stay as they are all year.
    CSTNO: 'America/Regina',
    MSTNO: 'America/Whitehorse',
  }),
);

/** The first letter of a postal code tells the province. X is shared by two territories. */
export const PROVINCES: ReadonlyMap<string, string> = new Map(
  'A:NL B:NS C:PE E:NB G:QC H:QC J:QC K:ON L:ON M:ON N:ON P:ON R:MB S:SK T:AB V:BC Y:YT'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(2)]),
);
