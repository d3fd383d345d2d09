import type { PlaceInput } from '@whereabouts/plugin-sdk';

/** `SPRINGFIELD GARDENS,NY-USA`, `LONDON-HEATHROW - UK`, `ROTTERDAM - DEN HAAG - NETHERLANDS, THE`. */
const AREA = /^(.*?)(?: +- +|-)([A-Za-z][A-Za-z ,().]*)$/;

/** A service area as DHL writes it. Of several towns the first; its code stands for the facility. */
export function areaOf(code: string | null, description: string | null): PlaceInput {
  const [, towns, country] = AREA.exec(description ?? '') ?? [];
  const [town, region] = ((towns ?? description ?? '').split(' - ')[0] ?? '').split(',').map((part) => part.trim());
  const state = region !== undefined && /^[A-Z]{2}$/.test(region) ? region : null;
  return { city: town, region: state, country: country ?? (state === null ? null : 'US'), facility: code };
}
