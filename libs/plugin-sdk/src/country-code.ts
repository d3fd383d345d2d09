/** ISO 3166-1 alpha-2 codes, of the IANA time zone database's `iso3166.tab`. */
const CODES = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
  CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
  GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
  KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
  MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
  SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
  UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
`
  .trim()
  .split(/\s+/);

/** Spellings beside the English names that the Unicode CLDR gives, and the alpha-3 codes seen with parcels. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'ARE'],
  AT: ['AUT'],
  AU: ['AUS'],
  BE: ['BEL'],
  BR: ['BRA', 'Brasil'],
  CA: ['CAN'],
  CH: ['CHE'],
  CN: ['CHN', "People's Republic of China"],
  CZ: ['CZE', 'Czech Republic'],
  DE: ['DEU', 'GER', 'Deutschland'],
  DK: ['DNK'],
  ES: ['ESP', 'España'],
  FI: ['FIN'],
  FR: ['FRA'],
  GB: ['GBR', 'UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  HK: ['HKG', 'Hong Kong'],
  IE: ['IRL', 'Republic of Ireland'],
  IN: ['IND'],
  IT: ['ITA', 'Italia'],
  JP: ['JPN'],
  KR: ['KOR', 'Korea', 'Republic of Korea', 'Korea, Republic of'],
  MX: ['MEX', 'México'],
  NL: ['NLD', 'The Netherlands', 'Holland'],
  NO: ['NOR'],
  NZ: ['NZL'],
  PL: ['POL', 'Polska'],
  PR: ['PRI'],
  PT: ['PRT'],
  RU: ['RUS', 'Russian Federation'],
  SE: ['SWE', 'Sverige'],
  SG: ['SGP'],
  TR: ['TUR', 'Turkey'],
  TW: ['TWN', 'Taiwan, Province of China'],
  US: ['USA', 'U.S.A.', 'U.S.', 'United States of America'],
  VN: ['VNM', 'Viet Nam'],
};

const names = new Intl.DisplayNames('en', { type: 'region' });
const byText = new Map<string, string>();
for (const code of CODES)
  for (const text of [names.of(code) ?? code, ...(SPELLINGS[code] ?? []), code]) byText.set(folded(text), code);

/** The ISO 3166-1 alpha-2 code of a country given by code or English name; null when it is not known. */
export const countryCode = (text: string | null | undefined): string | null => byText.get(folded(text ?? '')) ?? null;

/** Letters only, upper case, without accents. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\P{L}+/gu, '')
    .toUpperCase();
}
