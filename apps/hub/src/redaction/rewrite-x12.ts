import type { Rewrite } from './rewrite';

/** Parties that are companies of the trade, not persons: shipper, carrier, depots. */
const COMPANIES = new Set(['SF', 'SH', 'CA', 'WH', 'LW', 'RI', 'SE', 'VN']);
/** Each interchange may have separators of its own. */
const INTERCHANGE = /(?=\bISA[^A-Za-z0-9\s]\d\d[^A-Za-z0-9\s])/;
const COMMUNICATION: Readonly<Record<string, string>> = {
  EM: 'email',
  TE: 'phone',
  FX: 'fax',
  CP: 'phone',
  WP: 'phone',
};

/** What an element is called, for those that hold something of a person. Party segments: N1 to N4, contacts: PER. */
function keysOf(segment: readonly string[], place: number, party: string): string[] {
  const side = COMPANIES.has(party) ? 'facility' : 'recipient';
  switch (segment[0]) {
    case 'N1':
      return place === 2 ? [side, 'name'] : [];
    case 'N2':
      return [side, 'name'];
    case 'N3':
      return side === 'recipient' ? [side, `street${place}`] : [];
    case 'N4':
      return place === 1 ? [side, 'city'] : place === 3 ? [side, 'zip'] : [];
    case 'PER':
      if (place === 2) return ['contact', 'name'];
      return place % 2 === 0 ? ['contact', COMMUNICATION[segment[place - 1] ?? ''] ?? 'other'] : [];
    default:
      return [];
  }
}

/** Gives the elements of X12 interchanges to `visit`. Envelopes stay as they are. */
export function rewriteX12(text: string, visit: Rewrite): string | null {
  const each = text.split(INTERCHANGE).map((one) => rewriteInterchange(one, visit));
  return each.includes(null) ? null : each.join('');
}

/** Its separators are where its head says. */
function rewriteInterchange(text: string, visit: Rewrite): string | null {
  const [element, end] = [text[3], text[105]];
  if (!/^ISA/.test(text) || !element || !end || /[A-Za-z0-9 ]/.test(element)) return null;
  const separators = new Set([element, text[104], end, '\n', '\r']);
  let party = '';
  return text
    .split(end)
    .map((raw) => {
      const [, lead = '', body = ''] = /^(\s*)([^]*)$/.exec(raw)!;
      const segment = body.split(element);
      if (segment[0] === 'N1') party = segment[1] ?? '';
      if (['ISA', 'GS', 'GE', 'IEA', 'ST', 'SE'].includes(segment[0]!)) return raw;
      const made = segment.map((value, place) => {
        if (place === 0 || value === '') return value;
        const result = visit(['x12', ...keysOf(segment, place, party)], value);
        return result === value ? value : [...result].filter((one) => !separators.has(one)).join('');
      });
      return lead + made.join(element);
    })
    .join(end);
}
