const ZONES: Readonly<Record<string, string>> = {
  E: 'America/New_York',
  C: 'America/Chicago',
  M: 'America/Denver',
  P: 'America/Los_Angeles',
  AK: 'America/Anchorage',
  H: 'Pacific/Honolulu',
};

/** Zones are written as Americans say them: `ET`, `CDT`. Null for `LT`, local time, and for what is no zone. */
export function zoneOf(written: string | null): string | null {
  const [, letters = ''] = /^(E|C|M|P|AK|H)[SD]?T$/i.exec(written ?? '') ?? [];
  return ZONES[letters.toUpperCase()] ?? null;
}
