import type { Holiday, HolidaysOf, Instant } from '@whereabouts/model';

/** Before and after the year in which a document is applied: due times and replays reach no further. */
const YEARS_BACK = 1;
const YEARS_AHEAD = 2;

/**
 * Public holidays as the library of today knows them. What a policy holds are days: an update of the library moves
 * nothing until a document is applied anew. The library is large, and loaded when it is asked for.
 */
export async function publicHolidays(now: Instant): Promise<HolidaysOf> {
  const { default: Holidays } = await import('date-holidays');
  const year = Number(now.slice(0, 4));
  const years = Array.from({ length: YEARS_BACK + YEARS_AHEAD + 1 }, (_, index) => year - YEARS_BACK + index);
  const countries = new Holidays().getCountries('en');
  return (country, region) => {
    if (!Object.hasOwn(countries, country))
      return { why: `No holidays are known of ${country}: write an ISO 3166 country, such as DE, or list the days.` };
    const regions = Object.keys(new Holidays().getStates(country, 'en') ?? {});
    if (region !== undefined && !regions.includes(region))
      return {
        why: `${country} has no region ${region}. ${regions.length > 0 ? `There are: ${regions.join(', ')}.` : 'Leave the region out.'}`,
      };
    const library = region === undefined ? new Holidays(country) : new Holidays(country, region);
    const place = region === undefined ? country : `${country}-${region}`;
    return years.flatMap((one) => daysOf(library, one, place));
  };
}

/** Whole days on which offices and carriers rest; a holiday of several days is all of them. */
const daysOf = (
  library: {
    getHolidays(year: number): readonly { date: string; name: string; type: string; start: Date; end: Date }[];
  },
  year: number,
  country: string,
): Holiday[] =>
  library
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, name, start, end }) => {
      const first = date.slice(0, 10);
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      return Array.from({ length }, (_, index) => ({
        date: new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
        name,
        country,
      }));
    });
