import { isAllowed, type Right } from '@whereabouts/model';
import type { Viewer } from '@whereabouts/api';
import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem';

/** Who a request speaks for, by its Authorization header. */
export type ViewerOf = (authorization: string | undefined) => Promise<Viewer | null>;

/** The viewer, or why the request is not answered. */
export async function signedIn(
  request: Pick<FastifyRequest, 'headers'>,
  viewerOf: ViewerOf,
  right: Right,
): Promise<{ readonly viewer: Viewer } | { readonly problem: Problem }> {
  const viewer = await viewerOf(request.headers.authorization);
  if (viewer === null)
    return {
      problem: {
        status: 401,
        title: 'Not signed in',
        detail: 'This needs credentials.',
        next: 'Send an API key or a signed token: Authorization: Bearer <key>.',
      },
    };
  if (!isAllowed(right, viewer.role, viewer.scopes ?? null))
    return {
      problem: {
        status: 403,
        title: 'Not allowed',
        detail: `The role ${viewer.role}, or the scope of this key, does not allow it.`,
        next: 'Ask an admin for a key that may.',
      },
    };
  return { viewer };
}
