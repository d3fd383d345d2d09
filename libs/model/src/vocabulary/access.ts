import type { Role } from './exceptions';

/** What a key may be narrowed to; within it, the role of its user counts. */
export const ACCESS_SCOPES = {
  READ: 'Reads orders, shipments, cases and sources.',
  WORK: 'Registers shipments and works cases.',
  ADMINISTER: 'Changes policies, sources and dead letters.',
  EXPLORE: 'Sends documents that were not registered, where the hub asks for registered ones.',
} as const;
export type AccessScope = keyof typeof ACCESS_SCOPES;

/** What can be done, and who may: product.md G3. */
export const RIGHTS = {
  /** Orders, shipments, cases, people and sources of the merchant. */
  read: { roles: ['VIEWER', 'AGENT', 'LEAD', 'ADMIN', 'INTEGRATION'], scope: 'READ' },
  /** Health and dead letters of sources: a partner sees those of its own plugin. */
  readSources: { roles: ['VIEWER', 'AGENT', 'LEAD', 'ADMIN', 'INTEGRATION', 'PARTNER'], scope: 'READ' },
  /** Register shipments, work cases, correct tickets. */
  work: { roles: ['AGENT', 'LEAD', 'ADMIN', 'INTEGRATION'], scope: 'WORK' },
  /** Give what is above an agent's limit. */
  approve: { roles: ['LEAD', 'ADMIN'], scope: 'WORK' },
  /** See stored bytes, and replay them. */
  seeRaw: { roles: ['LEAD', 'ADMIN'], scope: 'READ' },
  replay: { roles: ['LEAD', 'ADMIN'], scope: 'ADMINISTER' },
  readPolicy: { roles: ['LEAD', 'ADMIN'], scope: 'READ' },
  administer: { roles: ['ADMIN'], scope: 'ADMINISTER' },
} as const satisfies Readonly<Record<string, { readonly roles: readonly Role[]; readonly scope: AccessScope }>>;
export type Right = keyof typeof RIGHTS;

/** May somebody of this role, with these scopes (null: all), do that? */
export function isAllowed(right: Right, role: Role, scopes: readonly AccessScope[] | null): boolean {
  const { roles, scope } = RIGHTS[right];
  return (roles as readonly Role[]).includes(role) && (scopes === null || scopes.includes(scope));
}
