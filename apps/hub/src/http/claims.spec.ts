import { Readable } from 'node:stream';
import type { Role } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { fastify } from 'fastify';
import type { PacketOrder } from '../claims/claim-packet';
import { claimRoutes } from './claims';

const MERCHANT = '0198c0de-0000-7000-8000-000000000001';
const CASE = '0198c0de-0000-7000-8000-00000000000c';

describe('GET /claims/<case>/packet.zip', () => {
  const asked: PacketOrder[] = [];
  const app = fastify();
  void app.register(claimRoutes, {
    claims: {
      packet: async (order) => {
        asked.push(order);
        return order.caseId === CASE ? { name: 'EX-7.zip', zip: Readable.from([Buffer.from('PK')]) } : null;
      },
    },
    viewerOf: async (authorization) =>
      authorization ? { merchantId: MERCHANT, userId: MERCHANT, role: authorization as Role } : null,
    isUnavailable: () => false,
  });
  beforeEach(() => void (asked.length = 0));
  const get = (caseId: string, authorization?: string) =>
    app.inject({ method: 'GET', url: `/claims/${caseId}/packet.zip`, headers: authorization ? { authorization } : {} });

  it('is a file to keep, for people who work cases', async () => {
    const answer = await get(publicId('case', CASE), 'AGENT');
    expect([answer.statusCode, answer.body]).toEqual([200, 'PK']);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="EX-7.zip"',
    });
    expect(asked).toEqual([{ merchantId: MERCHANT, caseId: CASE, withInputs: false }]);
  });

  it('holds stored inputs for whoever may see them', async () => {
    await get(publicId('case', CASE), 'LEAD');
    expect(asked).toMatchObject([{ withInputs: true }]);
  });

  it.each([
    ['a stranger', publicId('case', CASE), undefined, 401],
    ['a viewer', publicId('case', CASE), 'VIEWER', 403],
    ['a partner', publicId('case', CASE), 'PARTNER', 403],
    ['an id that is none', 'case_7', 'AGENT', 404],
    ['a case that is not there', publicId('case', MERCHANT), 'AGENT', 404],
  ])('%s is told why not', async (_name, caseId, role, status) => {
    const answer = await get(caseId, role);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });
});
