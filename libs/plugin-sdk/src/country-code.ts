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

/** ISO 3166-1 alpha-3 codes. */
const ALPHA_3 = `
  ABW=AW AFG=AF AGO=AO AIA=AI ALA=AX ALB=AL AND=AD ARE=AE ARG=AR ARM=AM ASM=AS ATA=AQ ATF=TF ATG=AG AUS=AU AUT=AT
  AZE=AZ BDI=BI BEL=BE BEN=BJ BES=BQ BFA=BF BGD=BD BGR=BG BHR=BH BHS=BS BIH=BA BLM=BL BLR=BY BLZ=BZ BMU=BM BOL=BO
  BRA=BR BRB=BB BRN=BN BTN=BT BVT=BV BWA=BW CAF=CF CAN=CA CCK=CC CHE=CH CHL=CL CHN=CN CIV=CI CMR=CM COD=CD COG=CG
  COK=CK COL=CO COM=KM CPV=CV CRI=CR CUB=CU CUW=CW CXR=CX CYM=KY CYP=CY CZE=CZ DEU=DE DJI=DJ DMA=DM DNK=DK DOM=DO
  DZA=DZ ECU=EC EGY=EG ERI=ER ESH=EH ESP=ES EST=EE ETH=ET FIN=FI FJI=FJ FLK=FK FRA=FR FRO=FO FSM=FM GAB=GA GBR=GB
  GEO=GE GGY=GG GHA=GH GIB=GI GIN=GN GLP=GP GMB=GM GNB=GW GNQ=GQ GRC=GR GRD=GD GRL=GL GTM=GT GUF=GF GUM=GU GUY=GY
  HKG=HK HMD=HM HND=HN HRV=HR HTI=HT HUN=HU IDN=ID IMN=IM IND=IN IOT=IO IRL=IE IRN=IR IRQ=IQ ISL=IS ISR=IL ITA=IT
  JAM=JM JEY=JE JOR=JO JPN=JP KAZ=KZ KEN=KE KGZ=KG KHM=KH KIR=KI KNA=KN KOR=KR KWT=KW LAO=LA LBN=LB LBR=LR LBY=LY
  LCA=LC LIE=LI LKA=LK LSO=LS LTU=LT LUX=LU LVA=LV MAC=MO MAF=MF MAR=MA MCO=MC MDA=MD MDG=MG MDV=MV MEX=MX MHL=MH
  MKD=MK MLI=ML MLT=MT MMR=MM MNE=ME MNG=MN MNP=MP MOZ=MZ MRT=MR MSR=MS MTQ=MQ MUS=MU MWI=MW MYS=MY MYT=YT NAM=NA
  NCL=NC NER=NE NFK=NF NGA=NG NIC=NI NIU=NU NLD=NL NOR=NO NPL=NP NRU=NR NZL=NZ OMN=OM PAK=PK PAN=PA PCN=PN PER=PE
  PHL=PH PLW=PW PNG=PG POL=PL PRI=PR PRK=KP PRT=PT PRY=PY PSE=PS PYF=PF QAT=QA REU=RE ROU=RO RUS=RU RWA=RW SAU=SA
  SDN=SD SEN=SN SGP=SG SGS=GS SHN=SH SJM=SJ SLB=SB SLE=SL SLV=SV SMR=SM SOM=SO SPM=PM SRB=RS SSD=SS STP=ST SUR=SR
  SVK=SK SVN=SI SWE=SE SWZ=SZ SXM=SX SYC=SC SYR=SY TCA=TC TCD=TD TGO=TG THA=TH TJK=TJ TKL=TK TKM=TM TLS=TL TON=TO
  TTO=TT TUN=TN TUR=TR TUV=TV TWN=TW TZA=TZ UGA=UG UKR=UA UMI=UM URY=UY USA=US UZB=UZ VAT=VA VCT=VC VEN=VE VGB=VG
  VIR=VI VNM=VN VUT=VU WLF=WF WSM=WS YEM=YE ZAF=ZA ZMB=ZM ZWE=ZW
`
  .trim()
  .split(/\s+/);

/** Languages in which sources write countries' names; the English ones go first. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt', 'pl'];

/** Spellings beside the names that the Unicode CLDR gives. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE'],
  BR: ['Brasil'],
  CN: ["People's Republic of China"],
  CZ: ['Czech Republic'],
  DE: ['GER', 'Deutschland'],
  ES: ['España'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  HK: ['Hong Kong'],
  IE: ['Republic of Ireland'],
  IT: ['Italia'],
  KR: ['Korea', 'Republic of Korea', 'Korea, Republic of'],
  MX: ['México'],
  NL: ['The Netherlands', 'Holland'],
  PL: ['Polska'],
  RU: ['Russian Federation'],
  SE: ['Sverige'],
  TR: ['Turkey'],
  TW: ['Taiwan, Province of China'],
  US: ['U.S.A.', 'U.S.', 'United States of America'],
  VN: ['Viet Nam'],
};

const byText = new Map<string, string>();
for (const code of CODES) for (const text of [...(SPELLINGS[code] ?? []), code]) byText.set(folded(text), code);
for (const pair of ALPHA_3) byText.set(pair.slice(0, 3), pair.slice(4));
for (const language of LANGUAGES) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  for (const code of CODES) {
    const name = folded(names.of(code) ?? code);
    if (!byText.has(name)) byText.set(name, code);
  }
}

/** What texts that are not written as they are listed turned out to be: to fold one takes a µs. */
const remembered = new Map<string, string | null>();
const MOST_REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 60;

/** The ISO 3166-1 alpha-2 code of a country given by code (two letters or three) or name; null when it is not known. */
export function countryCode(text: string | null | undefined): string | null {
  if (!text) return null;
  const known = byText.get(text) ?? remembered.get(text);
  if (known !== undefined) return known;
  const [, name, article] = /^(.*), *(the)$/i.exec(text.trim()) ?? [];
  const code = byText.get(folded(name === undefined ? text : `${article} ${name}`)) ?? null;
  if (text.length > LONGEST_REMEMBERED) return code;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, code);
  return code;
}

/** Letters only, upper case, without accents. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\P{L}+/gu, '')
    .toUpperCase();
}
