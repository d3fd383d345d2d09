const EVENTS = 'text/event-stream';

/** A media type of an `accept` header and how much it is wanted. */
function wish(part: string): { readonly type: string; readonly weight: number } {
  const [type, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1);
  return { type: type!, weight: Number.isNaN(weight) ? 0 : weight };
}

/**
 * Whether server-sent events are what is wanted most; of two that are wanted as much, what is named first. Clients that
 * take results in several forms name JSON first and get it.
 */
export function wantsEvents(accept: string | undefined): boolean {
  const wishes = (accept ?? '').split(',').map(wish);
  const most = Math.max(...wishes.map(({ weight }) => weight));
  return most > 0 && wishes.find(({ weight }) => weight === most)?.type === EVENTS;
}
