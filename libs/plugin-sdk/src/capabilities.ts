/**
 * What a plugin can do beyond reading stored bytes. `push`: the source calls us. `pull`: it can be asked for tracking
 * numbers. `follow`: it sends thin webhooks whose content is fetched afterwards. The others are named after what they do
 * at the source.
 */
export const CAPABILITIES = [
  'push',
  'pull',
  'follow',
  'addTicketNote',
  'replyToTicket',
  'setTicketStatus',
  'tagTicket',
  'addOrderNote',
  'tagOrder',
  'holdParcel',
  'redirectParcel',
  'fileClaim',
  'claimStatus',
  'send',
] as const;
export type Capability = (typeof CAPABILITIES)[number];
/** A capability that is a function of `act`. */
export type Action = Exclude<Capability, 'push' | 'pull' | 'follow'>;

type Parts = { readonly push?: unknown; readonly pull?: unknown; readonly act?: unknown };

/** What is really there, whatever was declared. */
export function capabilitiesOf({ push, pull, act }: Parts): readonly Capability[] {
  const functions = (part: unknown): Readonly<Record<string, unknown>> =>
    typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
  return CAPABILITIES.filter((capability) => {
    if (capability === 'push') return push !== undefined;
    if (capability === 'pull') return pull !== undefined && functions(pull).batchSize !== 0;
    if (capability === 'follow') return typeof functions(pull).follow === 'function';
    return typeof functions(act)[capability] === 'function';
  });
}
