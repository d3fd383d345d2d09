import type { Queryable } from '@whereabouts/store';
import { isAllowed, type AccessScope, type Instant, type Right, type Role } from '@whereabouts/model';
import { refuse } from './errors';
import type { Loaders } from './loaders';

/** Who asks, and for which merchant. */
export interface Viewer {
  readonly merchantId: string;
  readonly userId: string;
  readonly role: Role;
  /** The API key that it came in with. Absent or null: a person, by a token that says who it is. */
  readonly key?: string | null;
  /** What the key is narrowed to; absent or null: all that the role may. */
  readonly scopes?: readonly AccessScope[] | null;
  /** Of a partner: the plugin whose traffic it sees. */
  readonly plugin?: string | null;
  /** When the credentials end. Absent or null: they do not by themselves. */
  readonly expiresAt?: Instant | null;
  /** False once the credentials were taken back. Asked before every push; must be quick. */
  readonly isGood?: () => boolean;
}

/** What every resolver is handed, one for each request. */
export interface GraphContext {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly address?: string | null;
  /** One moment for the whole answer, so that its parts agree. */
  readonly now: Instant;
  /** Sees the rows of the viewer's merchant and no others. What it runs ends when the client goes away. */
  readonly db: Queryable;
  /** The same for what others wait for as well: it runs to its end. */
  readonly sharedDb: Queryable;
  readonly loaders: Loaders;
  /** What was read until now may be about to change: loaders begin anew. */
  forget(): void;
}

/** The viewer, of any role. @throws UNAUTHENTICATED */
export function viewerOf({ viewer }: GraphContext): Viewer {
  if (!viewer)
    throw refuse(
      'UNAUTHENTICATED',
      'Sign in, or send an API key. One that was sent is unknown, was revoked or has expired.',
    );
  return viewer;
}

export const may = (viewer: Viewer, right: Right): boolean => isAllowed(right, viewer.role, viewer.scopes ?? null);

/** May send documents that were not registered, where the hub runs registered ones: a machine whose key allows it. */
export const mayExplore = (viewer: Viewer | null): boolean =>
  viewer?.key != null && (viewer.scopes == null || viewer.scopes.includes('EXPLORE'));

/** The viewer, if the merchant's data may be read. @throws UNAUTHENTICATED, FORBIDDEN */
export function readerOf(context: GraphContext): Viewer {
  const viewer = viewerOf(context);
  if (may(viewer, 'read')) return viewer;
  throw refuse(
    'FORBIDDEN',
    viewer.role === 'PARTNER'
      ? "The role PARTNER sees only its own plugin's traffic."
      : 'This key may not read. Ask for one with the scope READ.',
  );
}

/** May see raw inputs, and replay them. */
export const seesRaw = ({ viewer }: GraphContext): boolean => viewer !== null && may(viewer, 'seeRaw');
/** May register shipments and work cases. */
export const worksCases = (viewer: Viewer): boolean => may(viewer, 'work');
