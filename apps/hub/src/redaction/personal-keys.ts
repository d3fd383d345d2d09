/** What a value is of a person. */
export type PersonalKind =
  | 'email'
  | 'phone'
  | 'first-name'
  | 'last-name'
  | 'name'
  | 'company'
  | 'street'
  | 'city'
  | 'postal-code'
  | 'coordinate'
  | 'ip'
  | 'account'
  | 'text'
  | 'image'
  | 'secret';

interface KeyRule {
  readonly kind: PersonalKind;
  /** Of the key in small letters, with nothing but letters and digits. */
  readonly key: RegExp;
  /** Only where a key above it speaks of a person, and none of an event: carriers and depots have names and towns as well. */
  readonly ofPersons?: boolean;
  /** Nowhere below an event: there it is the place of it. */
  readonly notOfEvents?: boolean;
}

const RULES: readonly KeyRule[] = [
  { kind: 'secret', key: /token$|secret$|password$|apikey$|^authorization$|^hmac$/ },
  { kind: 'email', key: /e?mail(address)?$/ },
  { kind: 'phone', key: /(phone|mobile|fax|telephone|msisdn|cell)(number|no)?\d?$|^tel$/ },
  { kind: 'ip', key: /^(browser|client|remote)?ip(address)?$/ },
  { kind: 'street', key: /^(street|addressline|streetaddress|streetname|streetlines?|addresslines?)\d?$/ },
  { kind: 'street', key: /^(line\d|housen(o|umber)|streetnumber|(formatted|full)address|apartment|unit(number)?)$/ },
  { kind: 'street', key: /^addr(ess)?\d?$/, notOfEvents: true },
  { kind: 'first-name', key: /^(first|given|middle)names?$/ },
  { kind: 'last-name', key: /^(last|sur|family)names?$/ },
  {
    kind: 'name',
    key: /^(full|contact|person|recipient|receiver|consignee|customer|buyer|driver|author|user|login)name$/,
  },
  { kind: 'name', key: /^(display|signatory|signer|attention|pod)name$|^(attention|attn|signatory|podsigner|signer)$/ },
  { kind: 'name', key: /^(signed|signedfor|received|releasedto|deliveredto)by(name)?$|^proofofdeliverysigned(by)?$/ },
  { kind: 'name', key: /^(recipient|receiver|consignee|customer|sender|contact)$/ },
  { kind: 'name', key: /^name\d?$/, ofPersons: true },
  { kind: 'company', key: /^(company|organi[sz]ation)(name)?$/, ofPersons: true },
  { kind: 'city', key: /^(city|town|locality|cityname|citylocality|suburb|posttown)$/, ofPersons: true },
  { kind: 'postal-code', key: /^(zip|zipcode|postal|postalcode|postcode|zip4|zip5|zippostalcode)$/, ofPersons: true },
  { kind: 'account', key: /^(account|shipper|customer|payer|billingaccount)(number|no|nr)$/ },
  {
    kind: 'account',
    key: /^(dob|dateofbirth|birthda(y|te)|vat(number|id)?|taxid|eori(number)?|ssn|passport(number)?)$/,
  },
  { kind: 'coordinate', key: /^(lat|lng|lon|latitude|longitude)$/ },
  { kind: 'image', key: /(photo|picture|signature|signatureimage|proof|pod)(image|url|data|base64|content)?s?$/ },
  {
    kind: 'text',
    key: /^(customer|buyer|internal|shipping|delivery|seller)?(notes?|instructions?|comments?)$|^giftmessage$/,
  },
];

/** What people write to a helpdesk; elsewhere the same keys hold what carriers say of events. */
const HELPDESK_TEXT =
  /^(raw)?(body|message|text|subject|excerpt|description|title|value)(html|text)?$|^(plain|html|stripped)(body|text|html)$|^bodyasstring$/;

/** Keys below which there are persons, and those below which there are places of events. The innermost decides. */
const PERSONS =
  /^(customer|user|buyer|recipient|receiver|consignee|shipper|sender|requester|assignee|submitter|author|contact|person|client|driver|pod|proofofdelivery|signature|ship(to|from|ping(?!method|line))|bill(to|ing)|soldto|(to|from|return|package|default|destination|origin|dropoff|pickup|delivery|merchant|residential)address|(to|from|cc|bcc|replyto)$)/;
const EVENTS =
  /^(activit|event|scan|checkpoint|location|facilit|depot|trackingdetail|tracking(history|events)|history|milestone|carrier|service)/;
/** The same in one word, as titles of columns have it: `Ship To Name`. */
const PREFIX =
  /^(shipto|shipfrom|billto|soldto|shipping|billing|delivery|recipient|receiver|consignee|customer|buyer|sender|shipper|destination|contact|to|from)(.+)$/;

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

const ruleFor = (key: string, isOfPerson: boolean, isOfEvent: boolean): PersonalKind | null =>
  RULES.find((one) => one.key.test(key) && (!one.ofPersons || isOfPerson) && (!one.notOfEvents || !isOfEvent))?.kind ??
  null;

/** What a value under these keys is of a person, the innermost key last; null when it is nothing personal. */
export function personalKind(keys: readonly string[], isHelpdesk = false): PersonalKind | null {
  const names = keys.map(bare);
  const last = names.at(-1) ?? '';
  const decisive = names.slice(0, -1).findLast((name) => PERSONS.test(name) || EVENTS.test(name)) ?? '';
  const isOfPerson = PERSONS.test(decisive);
  const kind = ruleFor(last, isOfPerson, !isOfPerson && EVENTS.test(decisive));
  if (kind !== null) return kind;
  const rest = PREFIX.exec(last)?.[2];
  const ofRest = rest === undefined ? null : ruleFor(rest, true, false);
  if (ofRest !== null) return ofRest;
  return isHelpdesk && HELPDESK_TEXT.test(last) ? 'text' : null;
}
