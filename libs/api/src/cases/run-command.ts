import type { CaseRequest } from '@whereabouts/pipeline';
import { casesByIds, privateId } from '@whereabouts/store';
import type { GraphQLResolveInfo } from 'graphql';
import type { ResolverParts } from '../api-parts';
import { may, viewerOf, worksCases, type GraphContext, type Viewer } from '../context';
import type { UserErrorType } from '../schema/common.type';
import { below, selectionOf, type Selection } from '../schema/selection';
import { forbidden, inputError, notFound } from '../user-errors';
import { toCase, type CaseSource } from './case-mapping';
import { caseSelection } from './case-selection';
import type { CasePayloadType } from './case.type';

export interface CommandOrder {
  readonly id: string;
  readonly expectedVersion?: number | null;
  readonly command: CaseRequest;
}

export const notAllowed = (viewer: Viewer): CasePayloadType => refusedWith(forbidden(viewer, 'work', 'work cases'));

export const refusedWith = (...userErrors: readonly UserErrorType[]): CasePayloadType => ({
  exceptionCase: null,
  userErrors,
  notice: null,
});

/** The role that counts: a key without the scope to approve is one of somebody who approves nothing. */
export const roleOf = (viewer: Viewer): Viewer['role'] =>
  may(viewer, 'approve') || viewer.role === 'INTEGRATION' ? viewer.role : 'AGENT';

/** Cases as they stand now, with what was selected of them. */
export async function readCases(
  { clock, carrierName }: ResolverParts,
  context: GraphContext,
  ids: readonly string[],
  selection: Selection,
): Promise<ReadonlyMap<string, CaseSource>> {
  if (ids.length === 0) return new Map();
  const { merchantId } = viewerOf(context);
  const found = await casesByIds(context.db, merchantId, [...new Set(ids)], caseSelection(selection));
  return new Map(found.map((one) => [one.view.id, toCase(one, clock(), carrierName)]));
}

/** Runs one command of a viewer. A refusal brings the case as it stands, so that nothing is typed twice. */
export async function runCommand(
  parts: ResolverParts,
  { id, expectedVersion, command }: CommandOrder,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<CasePayloadType> {
  const viewer = viewerOf(context);
  if (!worksCases(viewer)) return notAllowed(viewer);
  const caseId = privateId('case', id);
  if (!caseId) return refusedWith(notFound('case', command.type === 'undo' ? 'caseId' : 'id'));
  const reply = await parts.pipeline.commandCase({
    merchantId: viewer.merchantId,
    actor: viewer.userId,
    role: roleOf(viewer),
    caseId,
    command,
    expectedVersion: expectedVersion ?? undefined,
  });
  const cases = await readCases(
    parts,
    context,
    reply.exceptionCase ? [caseId] : [],
    below(selectionOf(info), 'exceptionCase'),
  );
  return {
    exceptionCase: cases.get(caseId) ?? null,
    userErrors: reply.ok ? [] : [inputError(reply)],
    notice: null,
  };
}
