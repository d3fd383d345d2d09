/**
 * Which IANA zone a place is in. Facts of the IANA time zone database (`zone.tab` and `zone1970.tab`, 2025b).
 *
 * Countries of one zone, as `country=zone`. A country also stands here when its zones have agreed since 2018: none of
 * them tells a different time of a parcel.
 */
export const ONE_ZONE = `
  AD=Europe/Andorra AE=Asia/Dubai AF=Asia/Kabul AG=America/Antigua AI=America/Anguilla AL=Europe/Tirane
  AM=Asia/Yerevan AO=Africa/Luanda AR=America/Argentina/Buenos_Aires AS=Pacific/Pago_Pago AT=Europe/Vienna
  AW=America/Aruba AX=Europe/Mariehamn AZ=Asia/Baku BA=Europe/Sarajevo BB=America/Barbados BD=Asia/Dhaka
  BE=Europe/Brussels BF=Africa/Ouagadougou BG=Europe/Sofia BH=Asia/Bahrain BI=Africa/Bujumbura BJ=Africa/Porto-Novo
  BL=America/St_Barthelemy BM=Atlantic/Bermuda BN=Asia/Brunei BO=America/La_Paz BQ=America/Kralendijk
  BS=America/Nassau BT=Asia/Thimphu BW=Africa/Gaborone BY=Europe/Minsk BZ=America/Belize CC=Indian/Cocos
  CF=Africa/Bangui CG=Africa/Brazzaville CH=Europe/Zurich CI=Africa/Abidjan CK=Pacific/Rarotonga CM=Africa/Douala
  CO=America/Bogota CR=America/Costa_Rica CU=America/Havana CV=Atlantic/Cape_Verde CW=America/Curacao
  CX=Indian/Christmas CY=Asia/Nicosia CZ=Europe/Prague DE=Europe/Berlin DJ=Africa/Djibouti DK=Europe/Copenhagen
  DM=America/Dominica DO=America/Santo_Domingo DZ=Africa/Algiers EE=Europe/Tallinn EG=Africa/Cairo EH=Africa/El_Aaiun
  ER=Africa/Asmara ET=Africa/Addis_Ababa FI=Europe/Helsinki FJ=Pacific/Fiji FK=Atlantic/Stanley FO=Atlantic/Faroe
  FR=Europe/Paris GA=Africa/Libreville GB=Europe/London GD=America/Grenada GE=Asia/Tbilisi GF=America/Cayenne
  GG=Europe/Guernsey GH=Africa/Accra GI=Europe/Gibraltar GM=Africa/Banjul GN=Africa/Conakry GP=America/Guadeloupe
  GQ=Africa/Malabo GR=Europe/Athens GS=Atlantic/South_Georgia GT=America/Guatemala GU=Pacific/Guam GW=Africa/Bissau
  GY=America/Guyana HK=Asia/Hong_Kong HN=America/Tegucigalpa HR=Europe/Zagreb HT=America/Port-au-Prince
  HU=Europe/Budapest IE=Europe/Dublin IL=Asia/Jerusalem IM=Europe/Isle_of_Man IN=Asia/Kolkata IO=Indian/Chagos
  IQ=Asia/Baghdad IR=Asia/Tehran IS=Atlantic/Reykjavik IT=Europe/Rome JE=Europe/Jersey JM=America/Jamaica
  JO=Asia/Amman JP=Asia/Tokyo KE=Africa/Nairobi KG=Asia/Bishkek KH=Asia/Phnom_Penh KM=Indian/Comoro
  KN=America/St_Kitts KP=Asia/Pyongyang KR=Asia/Seoul KW=Asia/Kuwait KY=America/Cayman LA=Asia/Vientiane
  LB=Asia/Beirut LC=America/St_Lucia LI=Europe/Vaduz LK=Asia/Colombo LR=Africa/Monrovia LS=Africa/Maseru
  LT=Europe/Vilnius LU=Europe/Luxembourg LV=Europe/Riga LY=Africa/Tripoli MA=Africa/Casablanca MC=Europe/Monaco
  MD=Europe/Chisinau ME=Europe/Podgorica MF=America/Marigot MG=Indian/Antananarivo MH=Pacific/Majuro MK=Europe/Skopje
  ML=Africa/Bamako MM=Asia/Yangon MO=Asia/Macau MP=Pacific/Saipan MQ=America/Martinique MR=Africa/Nouakchott
  MS=America/Montserrat MT=Europe/Malta MU=Indian/Mauritius MV=Indian/Maldives MW=Africa/Blantyre MY=Asia/Kuala_Lumpur
  MZ=Africa/Maputo NA=Africa/Windhoek NC=Pacific/Noumea NE=Africa/Niamey NF=Pacific/Norfolk NG=Africa/Lagos
  NI=America/Managua NL=Europe/Amsterdam NO=Europe/Oslo NP=Asia/Kathmandu NR=Pacific/Nauru NU=Pacific/Niue
  OM=Asia/Muscat PA=America/Panama PE=America/Lima PH=Asia/Manila PK=Asia/Karachi PL=Europe/Warsaw PM=America/Miquelon
  PN=Pacific/Pitcairn PR=America/Puerto_Rico PS=Asia/Hebron PW=Pacific/Palau PY=America/Asuncion QA=Asia/Qatar
  RE=Indian/Reunion RO=Europe/Bucharest RS=Europe/Belgrade RW=Africa/Kigali SA=Asia/Riyadh SB=Pacific/Guadalcanal
  SC=Indian/Mahe SD=Africa/Khartoum SE=Europe/Stockholm SG=Asia/Singapore SH=Atlantic/St_Helena SI=Europe/Ljubljana
  SJ=Arctic/Longyearbyen SK=Europe/Bratislava SL=Africa/Freetown SM=Europe/San_Marino SN=Africa/Dakar
  SO=Africa/Mogadishu SR=America/Paramaribo SS=Africa/Juba ST=Africa/Sao_Tome SV=America/El_Salvador
  SX=America/Lower_Princes SY=Asia/Damascus SZ=Africa/Mbabane TC=America/Grand_Turk TD=Africa/Ndjamena
  TF=Indian/Kerguelen TG=Africa/Lome TH=Asia/Bangkok TJ=Asia/Dushanbe TK=Pacific/Fakaofo TL=Asia/Dili TM=Asia/Ashgabat
  TN=Africa/Tunis TO=Pacific/Tongatapu TR=Europe/Istanbul TT=America/Port_of_Spain TV=Pacific/Funafuti TW=Asia/Taipei
  TZ=Africa/Dar_es_Salaam UG=Africa/Kampala UY=America/Montevideo UZ=Asia/Tashkent VA=Europe/Vatican
  VC=America/St_Vincent VE=America/Caracas VG=America/Tortola VI=America/St_Thomas VN=Asia/Ho_Chi_Minh
  VU=Pacific/Efate WF=Pacific/Wallis WS=Pacific/Apia YE=Asia/Aden YT=Indian/Mayotte ZA=Africa/Johannesburg
  ZM=Africa/Lusaka ZW=Africa/Harare
`;

/**
 * Countries of several official zones where a carrier's clock shows one: China works by Beijing time everywhere,
 * Kazakhstan has one time since March 2024, and in the others all but a small island group or an occupied region agree.
 */
export const MAIN_ZONE = `
  CN=Asia/Shanghai KZ=Asia/Almaty NZ=Pacific/Auckland EC=America/Guayaquil UA=Europe/Kyiv
`;

/**
 * Regions of countries of several zones, per zone: ISO 3166-2 codes and names, `=` between spellings of one region. A
 * region that is split takes the zone in which most of its people live.
 */
export const ZONES_BY_REGION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: {
    'America/New_York':
      'CT=Connecticut, DE=Delaware, DC=District of Columbia=Washington DC, FL=Florida, GA=Georgia, KY=Kentucky, ME=Maine, MD=Maryland, MA=Massachusetts, NH=New Hampshire, NJ=New Jersey, NY=New York, NC=North Carolina, OH=Ohio, PA=Pennsylvania, RI=Rhode Island, SC=South Carolina, VT=Vermont, VA=Virginia, WV=West Virginia',
    'America/Detroit': 'MI=Michigan',
    'America/Indiana/Indianapolis': 'IN=Indiana',
    'America/Chicago':
      'AL=Alabama, AR=Arkansas, IL=Illinois, IA=Iowa, KS=Kansas, LA=Louisiana, MN=Minnesota, MS=Mississippi, MO=Missouri, NE=Nebraska, ND=North Dakota, OK=Oklahoma, SD=South Dakota, TN=Tennessee, TX=Texas, WI=Wisconsin',
    'America/Denver': 'CO=Colorado, MT=Montana, NM=New Mexico, UT=Utah, WY=Wyoming',
    'America/Boise': 'ID=Idaho',
    'America/Phoenix': 'AZ=Arizona',
    'America/Los_Angeles': 'CA=California, NV=Nevada, OR=Oregon, WA=Washington=Washington State',
    'America/Anchorage': 'AK=Alaska',
    'Pacific/Honolulu': 'HI=Hawaii',
    'America/Puerto_Rico': 'PR=Puerto Rico',
    'America/St_Thomas': 'VI=Virgin Islands=US Virgin Islands',
    'Pacific/Guam': 'GU=Guam, MP=Northern Mariana Islands',
    'Pacific/Pago_Pago': 'AS=American Samoa',
  },
  CA: {
    'America/St_Johns': 'NL=NF=Newfoundland=Newfoundland and Labrador',
    'America/Halifax': 'NS=Nova Scotia, PE=Prince Edward Island',
    'America/Moncton': 'NB=New Brunswick',
    'America/Toronto': 'ON=Ontario, QC=PQ=Quebec',
    'America/Iqaluit': 'NU=Nunavut',
    'America/Winnipeg': 'MB=Manitoba',
    'America/Regina': 'SK=Saskatchewan',
    'America/Edmonton': 'AB=Alberta, NT=Northwest Territories',
    'America/Whitehorse': 'YT=Yukon=Yukon Territory',
    'America/Vancouver': 'BC=British Columbia',
  },
  AU: {
    'Australia/Sydney': 'NSW=New South Wales, ACT=Australian Capital Territory',
    'Australia/Melbourne': 'VIC=Victoria',
    'Australia/Brisbane': 'QLD=Queensland',
    'Australia/Adelaide': 'SA=South Australia',
    'Australia/Darwin': 'NT=Northern Territory',
    'Australia/Perth': 'WA=Western Australia',
    'Australia/Hobart': 'TAS=Tasmania',
  },
  MX: {
    'America/Mexico_City':
      'AGU=Aguascalientes, CHP=Chiapas, CMX=CDMX=DF=Distrito Federal=Ciudad de Mexico=Mexico City, COL=Colima, GRO=Guerrero, GUA=Guanajuato, HID=Hidalgo, JAL=Jalisco, MEX=Mexico=Estado de Mexico, MIC=Michoacan=Michoacan de Ocampo, MOR=Morelos, OAX=Oaxaca, PUE=Puebla, QUE=Queretaro, SLP=San Luis Potosi, TAB=Tabasco, TLA=Tlaxcala, VER=Veracruz=Veracruz de Ignacio de la Llave, ZAC=Zacatecas',
    'America/Monterrey': 'COA=Coahuila=Coahuila de Zaragoza, DUR=Durango, NLE=NL=Nuevo Leon, TAM=Tamaulipas',
    'America/Merida': 'CAM=Campeche, YUC=Yucatan',
    'America/Cancun': 'ROO=Quintana Roo',
    'America/Chihuahua': 'CHH=Chihuahua',
    'America/Mazatlan': 'BCS=Baja California Sur, NAY=Nayarit, SIN=Sinaloa',
    'America/Hermosillo': 'SON=Sonora',
    'America/Tijuana': 'BCN=BC=Baja California',
  },
  BR: {
    'America/Sao_Paulo':
      'GO=Goias, DF=Distrito Federal, MG=Minas Gerais, ES=Espirito Santo, RJ=Rio de Janeiro, SP=Sao Paulo, PR=Parana, SC=Santa Catarina, RS=Rio Grande do Sul',
    'America/Belem': 'PA=Para, AP=Amapa',
    'America/Fortaleza': 'MA=Maranhao, PI=Piaui, CE=Ceara, RN=Rio Grande do Norte, PB=Paraiba',
    'America/Recife': 'PE=Pernambuco',
    'America/Araguaina': 'TO=Tocantins',
    'America/Maceio': 'AL=Alagoas, SE=Sergipe',
    'America/Bahia': 'BA=Bahia',
    'America/Campo_Grande': 'MS=Mato Grosso do Sul',
    'America/Cuiaba': 'MT=Mato Grosso',
    'America/Porto_Velho': 'RO=Rondonia',
    'America/Boa_Vista': 'RR=Roraima',
    'America/Manaus': 'AM=Amazonas',
    'America/Rio_Branco': 'AC=Acre',
  },
  ES: {
    'Europe/Madrid':
      'AN=Andalucia=Andalusia, AR=Aragon, AS=Asturias=Principado de Asturias, CB=Cantabria, CL=Castilla y Leon, CM=Castilla La Mancha, CT=Cataluna=Catalunya=Catalonia, EX=Extremadura, GA=Galicia, IB=Illes Balears=Islas Baleares=Balearic Islands, MC=Murcia=Region de Murcia, MD=Madrid=Comunidad de Madrid, NC=Navarra=Comunidad Foral de Navarra, PV=Pais Vasco=Euskadi, RI=La Rioja, VC=Comunidad Valenciana=Comunitat Valenciana, CE=Ceuta, ML=Melilla, B=Barcelona, M, V=Valencia, SE=Sevilla=Seville, MA=Malaga, Z=Zaragoza, BI=Bizkaia=Vizcaya, A=Alicante, MU',
    'Atlantic/Canary': 'CN=Canarias=Canary Islands=Islas Canarias, GC=Las Palmas, TF=Santa Cruz de Tenerife=Tenerife',
  },
  PT: {
    'Europe/Lisbon':
      '01=Aveiro, 02=Beja, 03=Braga, 04=Braganca, 05=Castelo Branco, 06=Coimbra, 07=Evora, 08=Faro, 09=Guarda, 10=Leiria, 11=Lisboa=Lisbon, 12=Portalegre, 13=Porto, 14=Santarem, 15=Setubal, 16=Viana do Castelo, 17=Vila Real, 18=Viseu',
    'Atlantic/Azores': '20=Acores=Azores=Regiao Autonoma dos Acores',
    'Atlantic/Madeira': '30=Madeira=Regiao Autonoma da Madeira',
  },
  CL: {
    'America/Santiago':
      'AI=Aisen del General Carlos Ibanez del Campo=Aysen, AN=Antofagasta, AP=Arica y Parinacota, AR=Araucania=La Araucania, AT=Atacama, BI=Biobio=Bio Bio, CO=Coquimbo, LI=O Higgins=Libertador General Bernardo O Higgins, LL=Los Lagos, LR=Los Rios, ML=Maule, NB=Nuble, RM=Santiago=Region Metropolitana=Region Metropolitana de Santiago=Metropolitana, TA=Tarapaca, VS=Valparaiso',
    'America/Punta_Arenas': 'MA=Magallanes=Magallanes y de la Antartica Chilena',
  },
  ID: {
    'Asia/Jakarta':
      'AC=Aceh, BB=Kepulauan Bangka Belitung=Bangka Belitung, BE=Bengkulu, BT=Banten, JA=Jambi, JB=Jawa Barat=West Java, JI=Jawa Timur=East Java, JK=Jakarta=DKI Jakarta=Jakarta Raya, JT=Jawa Tengah=Central Java, KB=Kalimantan Barat=West Kalimantan, KT=Kalimantan Tengah=Central Kalimantan, KR=Kepulauan Riau=Riau Islands, LA=Lampung, RI=Riau, SB=Sumatera Barat=West Sumatra, SS=Sumatera Selatan=South Sumatra, SU=Sumatera Utara=North Sumatra, YO=Yogyakarta=DI Yogyakarta',
    'Asia/Makassar':
      'BA=Bali, GO=Gorontalo, KI=Kalimantan Timur=East Kalimantan, KS=Kalimantan Selatan=South Kalimantan, KU=Kalimantan Utara=North Kalimantan, NB=Nusa Tenggara Barat=West Nusa Tenggara, NT=Nusa Tenggara Timur=East Nusa Tenggara, SA=Sulawesi Utara=North Sulawesi, SG=Sulawesi Tenggara=Southeast Sulawesi, SN=Sulawesi Selatan=South Sulawesi, SR=Sulawesi Barat=West Sulawesi, ST=Sulawesi Tengah=Central Sulawesi',
    'Asia/Jayapura': 'MA=Maluku, MU=Maluku Utara=North Maluku, PA=Papua, PB=Papua Barat=West Papua',
  },
  RU: {
    'Europe/Kaliningrad': 'KGD=Kaliningrad=Kaliningrad Oblast',
    'Europe/Moscow':
      'MOW=Moscow=Moskva, MOS=Moscow Oblast=Moscow Region=Moskovskaya oblast, SPE=Saint Petersburg=St Petersburg=Sankt Peterburg, LEN=Leningrad Oblast, AD=Adygea, ARK=Arkhangelsk=Arkhangelsk Oblast, BEL=Belgorod=Belgorod Oblast, BRY=Bryansk=Bryansk Oblast, CE=Chechnya, CU=Chuvashia, DA=Dagestan, IN=Ingushetia, IVA=Ivanovo=Ivanovo Oblast, KB=Kabardino Balkaria, KL=Kalmykia, KLU=Kaluga=Kaluga Oblast, KC=Karachay Cherkessia, KR=Karelia, KO=Komi, KOS=Kostroma=Kostroma Oblast, KDA=Krasnodar=Krasnodar Krai, KRS=Kursk=Kursk Oblast, LIP=Lipetsk=Lipetsk Oblast, ME=Mari El, MO=Mordovia, MUR=Murmansk=Murmansk Oblast, NEN=Nenets, NIZ=Nizhny Novgorod=Nizhny Novgorod Oblast, NGR=Novgorod=Novgorod Oblast, ORL=Oryol=Oryol Oblast, PNZ=Penza=Penza Oblast, PSK=Pskov=Pskov Oblast, ROS=Rostov=Rostov Oblast, RYA=Ryazan=Ryazan Oblast, SE=North Ossetia, SMO=Smolensk=Smolensk Oblast, STA=Stavropol=Stavropol Krai, TAM=Tambov=Tambov Oblast, TA=Tatarstan, TUL=Tula=Tula Oblast, TVE=Tver=Tver Oblast, VLA=Vladimir=Vladimir Oblast, VLG=Vologda=Vologda Oblast, VOR=Voronezh=Voronezh Oblast, YAR=Yaroslavl=Yaroslavl Oblast',
    'Europe/Kirov': 'KIR=Kirov=Kirov Oblast',
    'Europe/Volgograd': 'VGG=Volgograd=Volgograd Oblast',
    'Europe/Astrakhan': 'AST=Astrakhan=Astrakhan Oblast',
    'Europe/Saratov': 'SAR=Saratov=Saratov Oblast',
    'Europe/Ulyanovsk': 'ULY=Ulyanovsk=Ulyanovsk Oblast',
    'Europe/Samara': 'SAM=Samara=Samara Oblast, UD=Udmurtia',
    'Asia/Yekaterinburg':
      'BA=Bashkortostan, CHE=Chelyabinsk=Chelyabinsk Oblast, KHM=Khanty Mansi, KGN=Kurgan=Kurgan Oblast, ORE=Orenburg=Orenburg Oblast, PER=Perm=Perm Krai, SVE=Sverdlovsk=Sverdlovsk Oblast, TYU=Tyumen=Tyumen Oblast, YAN=Yamalo Nenets',
    'Asia/Omsk': 'OMS=Omsk=Omsk Oblast',
    'Asia/Novosibirsk': 'NVS=Novosibirsk=Novosibirsk Oblast',
    'Asia/Barnaul': 'ALT=Altai Krai, AL=Altai Republic',
    'Asia/Tomsk': 'TOM=Tomsk=Tomsk Oblast',
    'Asia/Novokuznetsk': 'KEM=Kemerovo=Kemerovo Oblast',
    'Asia/Krasnoyarsk': 'KYA=Krasnoyarsk=Krasnoyarsk Krai, KK=Khakassia, TY=Tuva',
    'Asia/Irkutsk': 'IRK=Irkutsk=Irkutsk Oblast, BU=Buryatia',
    'Asia/Chita': 'ZAB=Zabaykalsky=Zabaykalsky Krai',
    'Asia/Yakutsk': 'SA=Sakha=Yakutia, AMU=Amur=Amur Oblast',
    'Asia/Vladivostok': 'PRI=Primorsky=Primorsky Krai, KHA=Khabarovsk=Khabarovsk Krai, YEV=Jewish Autonomous Oblast',
    'Asia/Magadan': 'MAG=Magadan=Magadan Oblast',
    'Asia/Sakhalin': 'SAK=Sakhalin=Sakhalin Oblast',
    'Asia/Kamchatka': 'KAM=Kamchatka=Kamchatka Krai',
    'Asia/Anadyr': 'CHU=Chukotka',
  },
};

/** Countries whose postal codes tell the zone: what a code begins with, the longest beginning first. */
export const ZONES_BY_POSTAL_CODE: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  ES: [
    [/^(?:35|38)\d{3}$/, 'Atlantic/Canary'],
    [/^\d{5}$/, 'Europe/Madrid'],
  ],
  PT: [
    [/^9[0-4]\d\d(?:-?\d{3})?$/, 'Atlantic/Madeira'],
    [/^9[5-9]\d\d(?:-?\d{3})?$/, 'Atlantic/Azores'],
    [/^[1-8]\d{3}(?:-?\d{3})?$/, 'Europe/Lisbon'],
  ],
};
