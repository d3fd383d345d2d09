import type { Instant, Role } from '@whereabouts/model';
import { refuse } from './errors';
import type { Loaders } from './loaders';

/** Who asks, and for which merchant. */
export interface Viewer {
  readonly merchantId: string;
  readonly userId: string;
  readonly role: Role;
}

/** What every resolver is handed, one for each request. */
export interface GraphContext {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** One moment for the whole answer, so that its parts agree. */
  readonly now: Instant;
  readonly loaders: Loaders;
}

/** The viewer, of any role. @throws UNAUTHENTICATED */
export function viewerOf({ viewer }: GraphContext): Viewer {
  if (!viewer) throw refuse('UNAUTHENTICATED', 'Sign in, or send an API key.');
  return viewer;
}

/** The viewer, if the role may read the merchant's data. @throws UNAUTHENTICATED, FORBIDDEN */
export function readerOf(context: GraphContext): Viewer {
  const viewer = viewerOf(context);
  if (viewer.role === 'PARTNER') throw refuse('FORBIDDEN', "The role PARTNER sees only its own plugin's traffic.");
  return viewer;
}

const SEES_RAW: ReadonlySet<Role> = new Set<Role>(['LEAD', 'ADMIN']);
const WORKS_CASES: ReadonlySet<Role> = new Set<Role>(['AGENT', 'LEAD', 'ADMIN', 'INTEGRATION']);

/** May see raw inputs, and replay them. */
export const seesRaw = ({ viewer }: GraphContext): boolean => viewer !== null && SEES_RAW.has(viewer.role);
/** May register shipments and work cases. */
export const worksCases = ({ role }: Viewer): boolean => WORKS_CASES.has(role);
