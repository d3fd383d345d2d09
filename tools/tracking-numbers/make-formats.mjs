// Makes libs/model/src/tracking-numbers/formats-table.ts and its examples from the data set jkeen/tracking_number_data.
// Usage: make-formats.mjs <folder "couriers" of a checkout> <commit>
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format as prettier, resolveConfig } from 'prettier';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const target = join(root, 'libs/model/src/tracking-numbers');

const CARRIERS = {
  dhl_express: 'dhl-express',
  dhl_express_piece_id: 'dhl-express',
  dhl_ecommerce: 'dhl-ecommerce',
  dhl_ecommerce_14: 'dhl-ecommerce',
};
/** Posts under the name that sources call them by, where the data set's is another one. */
const POSTS = {
  AM: 'hay-post',
  AT: 'post-at',
  AU: 'australia-post',
  BE: 'bpost',
  BR: 'correios',
  CA: 'canada-post',
  CH: 'swiss-post',
  CN: 'china-post',
  DE: 'deutsche-post',
  DK: 'postnord',
  ES: 'correos',
  FI: 'posti',
  FR: 'la-poste',
  GB: 'royal-mail',
  HK: 'hong-kong-post',
  IE: 'an-post',
  IL: 'israel-post',
  IN: 'india-post',
  IT: 'poste-italiane',
  JP: 'japan-post',
  KR: 'korea-post',
  NL: 'postnl',
  NO: 'bring',
  NZ: 'nz-post',
  PT: 'ctt',
  SE: 'postnord',
  SG: 'singapore-post',
  US: 'usps',
};
/** Nobody else's numbers look like these. Of all others the same digits may be somebody else's. */
const OWN = new Set([
  'amazon_logistics',
  'dhl_express_piece_id',
  'gofo_us',
  'landmark_global',
  'lasership_1ls7',
  'lasership_1ls7_18',
  'lasership_1lscx',
  's10',
  'speedee',
  'ups',
  'usps_impb_c',
  'usps_impb_n',
  'yodel',
  'yunexpress',
]);
/** Parts of a number that say something of the parcel's kind and nothing of whose it is. */
const KEPT = [
  'ServiceType',
  'CountryCode',
  'ApplicationIdentifier',
  'RoutingApplicationId',
  'SCNC',
  'ShippingContainerType',
];

const [folder, commit = 'unknown'] = process.argv.slice(2);
if (!folder) {
  console.error('Say where the data set is: make-formats.mjs <folder "couriers" of a checkout> <commit>');
  process.exit(2);
}

const idOf = ({ id, name }) =>
  id ??
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

/** Numbers are compared without spaces and in capitals, so a pattern needs neither. */
const patternOf = (regex) => [regex].flat().join('').replaceAll('[0-9A-Z\\s]', '[0-9A-Z]').replaceAll('\\s*', '');

function checkOf({ checksum, serial_number_format: format } = {}) {
  if (!checksum) return undefined;
  const {
    name,
    modulo,
    evens_multiplier: evens,
    odds_multiplier: odds,
    reverse,
    weightings,
    modulo1,
    modulo2,
  } = checksum;
  const before = format?.prepend_if && {
    prepend: { unless: `^${format.prepend_if.content}`, text: format.prepend_if.content },
  };
  switch (name) {
    case 'mod10':
      return { kind: 'weights', evens, odds, ...(reverse && { reverse }), ...before };
    case 'luhn':
      return { kind: 'luhn', ...before };
    case 'mod7':
      return { kind: 'remainder', modulo };
    case 'mod_37_36':
      return { kind: 'iso-7064-37-36' };
    case 's10':
      return { kind: 's10', weights: weightings };
    case 'sum_product_with_weightings_and_modulo':
      return { kind: 'products', weights: weightings, modulo: modulo1, then: modulo2 };
    default:
      throw new Error(`a check digit of an unknown kind: ${name}`);
  }
}

/** `Pos Indonesia`, without what follows a dash, a comma or a bracket, in the form of our carrier codes. */
const codeOf = (name) =>
  name
    .split(/ [–-] |,|\(/)[0]
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const lookup = (additional = [], group) => additional.find((one) => one.regex_group_name === group)?.lookup ?? [];
const servicesOf = ({ additional }) =>
  lookup(additional, 'ServiceType')
    .filter(({ name }) => name && name !== 'D')
    .map(({ matches, matches_regex: regex, name }) => [regex ?? matches, name]);
const postsOf = ({ additional }) =>
  lookup(additional, 'CountryCode')
    .filter(({ courier }) => courier)
    .map(({ matches, courier }) => [matches, POSTS[matches] ?? codeOf(courier)])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const formats = [];
const examples = [];
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()) {
  const courier = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  for (const one of courier.tracking_numbers) {
    const id = idOf(one);
    const check = checkOf(one.validation);
    const [services, posts] = [servicesOf(one), one.validation?.additional ? postsOf(one) : []];
    formats.push({
      id,
      carrier: posts.length ? null : (CARRIERS[id] ?? courier.courier_code.replaceAll('_', '-')),
      pattern: patternOf(one.regex),
      ...(check && { check }),
      ...(OWN.has(id) && { own: true }),
      ...(services.length && { services }),
      ...(posts.length && { posts }),
    });
    examples.push({ id, valid: one.test_numbers.valid, invalid: one.test_numbers.invalid });
  }
}
for (const id of OWN) if (!formats.some((one) => one.id === id)) throw new Error(`there is no format ${id}`);

const NOTICE = `/**
 * Facts from the data set tracking_number_data by Jeff Keen and contributors (github.com/jkeen/tracking_number_data,
 * commit ${commit.slice(0, 12)}), Copyright (c) Jeff Keen.
 * @license MIT: see LICENSE-tracking_number_data beside this file. Made by tools/tracking-numbers/make-formats.mjs: not edited by hand.
 */`;
const options = { ...(await resolveConfig(join(target, 'x.ts'))), parser: 'typescript' };
const write = async (name, text) => writeFileSync(join(target, name), await prettier(text, options));
await write(
  'formats-table.ts',
  `import type { NumberFormat } from './number-format';\n\n${NOTICE}\nexport const NUMBER_FORMATS: readonly NumberFormat[] = ${JSON.stringify(formats)};\n
/** Groups of the patterns that say what kind of parcel it is, and nothing of whose it is. */\nexport const KIND_GROUPS: readonly string[] = ${JSON.stringify(KEPT)};\n`,
);
await write(
  'examples-table.ts',
  `${NOTICE}\nexport const EXAMPLES: readonly { readonly id: string; readonly valid: readonly string[]; readonly invalid: readonly string[] }[] = ${JSON.stringify(examples)};\n`,
);
console.log(`${formats.length} formats`);
