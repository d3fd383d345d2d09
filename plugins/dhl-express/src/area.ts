import { countryCode, type PlaceInput } from '@whereabouts/plugin-sdk';

/** `SPRINGFIELD GARDENS,NY-USA`, `LONDON-HEATHROW - UK`, `ROTTERDAM - DEN HAAG - NETHERLANDS, THE`. */
const AREA = /^(.*?)(?: +- +|-)([A-Za-z][A-Za-z ,().]*)$/;

/** Countries as only DHL writes them. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^CHINA, PEOPLES REPUBLIC|^CHINA,? MAINLAND/i, 'CN'],
  [/^KOREA, REPUBLIC OF/i, 'KR'],
  [/^TAIWAN, CHINA/i, 'TW'],
];
function countryOf(name: string): string {
  if (countryCode(name) !== null) return name;
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? name.replace(/, (THE|REPUBLIC OF)$/i, '');
}

/** A service area as DHL writes it. Of several towns the first; its code stands for the facility. */
export function areaOf(code: string | null, description: string | null): PlaceInput {
  const [, towns, country] = AREA.exec(description ?? '') ?? [];
  const [town, region] = ((towns ?? description ?? '').split(' - ')[0] ?? '').split(',').map((part) => part.trim());
  const state = region !== undefined && /^[A-Z]{2}$/.test(region) ? region : null;
  return {
    city: town,
    region: state,
    country: country === undefined ? (state === null ? null : 'US') : countryOf(country),
    facility: code,
  };
}
