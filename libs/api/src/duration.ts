const UNITS = [
  ['D', 86_400],
  ['H', 3_600],
  ['M', 60],
] as const;

/** Milliseconds as an ISO-8601 duration in days, hours, minutes and whole seconds; `-PT4H` when negative. */
export function isoDuration(ms: number): string {
  let left = Math.round(Math.abs(ms) / 1_000);
  if (left === 0) return 'PT0S';
  let date = '';
  let time = '';
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0 && unit === 'D') date = `${count}D`;
    else if (count > 0) time += `${count}${unit}`;
  }
  if (left > 0) time += `${left}S`;
  return `${ms < 0 ? '-' : ''}P${date}${time && `T${time}`}`;
}
