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
  | 'text'
  | 'image'
  | 'secret';

interface KeyRule {
  readonly kind: PersonalKind;
  /** Of the key in small letters, with nothing but letters and digits. */
  readonly key: RegExp;
  /** Only where a key above it speaks of a person, and none of an event: carriers and depots have names and towns as well. */
  readonly ofPersons?: boolean;
}

const RULES: readonly KeyRule[] = [
  { kind: 'secret', key: /token$|secret$|password$|apikey$|^authorization$|^hmac$/ },
  { kind: 'email', key: /e?mail(address)?$/ },
  { kind: 'phone', key: /(phone|mobile|fax|telephone|msisdn|cell)(number|no)?\d?$|^tel$/ },
  { kind: 'ip', key: /^(browser|client|remote)?ip(address)?$/ },
  { kind: 'street', key: /^(street|address|addressline|addr|streetaddress|streetname|streetlines?|addresslines?)\d?$/ },
  { kind: 'street', key: /^(line\d|housen(o|umber)|streetnumber|(formatted|full)address|apartment|unit(number)?)$/ },
  { kind: 'first-name', key: /^(first|given|middle)names?$/ },
  { kind: 'last-name', key: /^(last|sur|family)names?$/ },
  {
    kind: 'name',
    key: /^(full|contact|person|recipient|receiver|consignee|customer|buyer|driver|author|user|login)name$/,
  },
  { kind: 'name', key: /^(display|signatory|signer|attention|pod)name$|^(attention|attn|signatory|podsigner|signer)$/ },
  { kind: 'name', key: /^(signed|signedfor|received|releasedto|deliveredto)by(name)?$|^proofofdeliverysigned(by)?$/ },
  { kind: 'name', key: /^(recipient|receiver|consignee|customer|shipper|sender|contact)$/ },
  { kind: 'name', key: /^name\d?$/, ofPersons: true },
  { kind: 'company', key: /^(company|organi[sz]ation)(name)?$/, ofPersons: true },
  { kind: 'city', key: /^(city|town|locality|cityname|citylocality|suburb|posttown)$/, ofPersons: true },
  { kind: 'postal-code', key: /^(zip|zipcode|postal|postalcode|postcode|zip4|zip5|zippostalcode)$/, ofPersons: true },
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

const PERSONS =
  /^(customer|user|buyer|recipient|receiver|consignee|shipper|sender|requester|assignee|submitter|author|contact|person|client|driver|ship(to|from|ping)|bill(to|ing)|soldto|(to|from|return|shipping|billing|delivery|default|destination|origin|dropoff|pickup)?address|(receiver|recipient|consignee|shipper|customer)(details|info|address)?)/;
const EVENTS =
  /^(activit|event|scan|checkpoint|location|facilit|depot|trackingdetail|tracking(history|events)|history|milestone|carrier|service)/;

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What a value under these keys is of a person, the innermost key last; null when it is nothing personal. */
export function personalKind(keys: readonly string[], isHelpdesk = false): PersonalKind | null {
  const names = keys.map(bare);
  const last = names.at(-1) ?? '';
  const above = names.slice(0, -1);
  const isOfPerson = above.some((name) => PERSONS.test(name)) && !above.some((name) => EVENTS.test(name));
  const rule = RULES.find(({ key, ofPersons }) => key.test(last) && (!ofPersons || isOfPerson));
  return rule?.kind ?? (isHelpdesk && HELPDESK_TEXT.test(last) ? 'text' : null);
}
