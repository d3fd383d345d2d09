/** A service area as DHL writes it: `SPRINGFIELD GARDENS,NY-USA`, `LONDON-HEATHROW - UK`, `KINGSTON-JAM`, `New York, NY`. */
export function areaOf(code: string | null, description: string | null) {
  const [, city, country] = /^(.*?)(?: - |-)([A-Za-z][A-Za-z ,()]*)$/.exec(description ?? '') ?? [];
  const [town, region] = (city ?? description ?? '').split(',').map((part) => part.trim());
  const state = region !== undefined && /^[A-Z]{2}$/.test(region) ? region : undefined;
  return {
    city: town || null,
    region: state ?? null,
    country: country ?? (state === undefined ? null : 'US'),
    facility: code,
  };
}
