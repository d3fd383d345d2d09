import { isAllowed } from '@whereabouts/model';
import { privateId } from '@whereabouts/store';
import type { FastifyInstance } from 'fastify';
import type { ClaimPackets } from '../claims/claim-packet';
import { PhotoStoreAway } from '../photos/photo-store';
import { sendProblem, unavailable, type Problem } from './problem';
import { signedIn, type ViewerOf } from './signed-in';

export interface ClaimNeeds {
  readonly claims: ClaimPackets;
  readonly viewerOf: ViewerOf;
  /** True for an error that means: the database is away. */
  readonly isUnavailable: (error: unknown) => boolean;
}

const BUSY_SECONDS = 5;

/** `GET /claims/<case id>/packet.zip`: the evidence of a claim, for people who work cases. */
export async function claimRoutes(app: FastifyInstance, needs: ClaimNeeds): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof PhotoStoreAway) return sendProblem(reply, unavailable(error.message, BUSY_SECONDS));
    if (needs.isUnavailable(error)) return sendProblem(reply, unavailable('The database is away.', BUSY_SECONDS));
    throw error;
  });
  app.get<{ Params: { id: string } }>('/claims/:id/packet.zip', async (request, reply) => {
    const found = await signedIn(request, needs.viewerOf, 'work');
    if ('problem' in found) return sendProblem(reply, found.problem);
    const { merchantId, role, scopes = null } = found.viewer;
    const caseId = privateId('case', request.params.id);
    const packet =
      caseId && (await needs.claims.packet({ merchantId, caseId, withInputs: isAllowed('seeRaw', role, scopes) }));
    if (!packet) return sendProblem(reply, NO_CASE);
    return reply
      .headers({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${packet.name}"`,
      })
      .send(packet.zip);
  });
}

const NO_CASE: Problem = {
  status: 404,
  title: 'No such case',
  detail: 'There is no case with this id.',
  next: 'Take the address from recoveryTrack { evidence { downloadUrl } } of a case.',
};
