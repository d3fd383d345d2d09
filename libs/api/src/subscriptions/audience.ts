import type { GraphContext, Viewer } from '../context';

/** Subscriptions that get the same answers: one document, variables, filter, merchant and rights. */
export interface Audience {
  readonly key: string;
  readonly viewer: Viewer;
  /** Runs the document for one value of its field. Gives the whole result as JSON text. */
  answer(value: unknown, context: GraphContext): Promise<string>;
}

/** What an audience's viewer may see: answers for one of a scope are answers for all of it. */
export const scopeOf = ({ merchantId, role, scopes = null, plugin = null }: Viewer): string =>
  JSON.stringify([merchantId, role, scopes, plugin]);
