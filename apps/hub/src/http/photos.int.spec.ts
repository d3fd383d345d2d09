import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '@whereabouts/api';
import { instant, type Role } from '@whereabouts/model';
import { openMerchantPool, openPool, publicId } from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';
import type { FastifyInstance } from 'fastify';
import { openLog } from '../logging/log';
import { folderStore } from '../photos/folder-store';
import { photoDesk } from '../photos/photo-desk';
import { PhotoStoreAway, type PhotoStore } from '../photos/photo-store';
import { insertRowsOf } from '../testing/insert-rows';
import { jpegFile } from '../testing/photo-files';
import { buildServer } from './server';

const NOW = instant('2026-11-22T12:00:00.000Z');
const LIMIT = 20_000;
const QUOTA = 15_000;
const ACME = '0198c0de-0000-7000-8000-000000000001';
const OTHER = '0198c0de-0000-7000-8000-000000000002';
const CASE = '0198c0de-0000-7000-8000-00000000000c';

describe('photos', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-photos-'));
  const state = { isAway: false };
  let pool: ReturnType<typeof openPool>;
  let app: FastifyInstance;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
    const merchants = openMerchantPool({ url: database.url, max: 4 });
    await insertRowsOf(pool, 'exception_case', caseRow());
    const disk = folderStore(folder);
    const store: PhotoStore = {
      put: (...args) => (state.isAway ? Promise.reject(new PhotoStoreAway('The disk is full.')) : disk.put(...args)),
      get: disk.get,
    };
    const viewerOf = async (authorization: string | undefined): Promise<Viewer | null> => {
      const [role, merchantId = ACME] = (authorization ?? '').split(' ');
      return role ? { merchantId, userId: OTHER, role: role as Role } : null;
    };
    app = buildServer({
      receive: async () => ({ status: 'unknown-source' }),
      isUnavailable: () => false,
      maxBodyBytes: 1_000,
      readiness: async () => ({ ready: true, checks: [] }),
      metrics: async () => ({ contentType: 'text/plain', text: '' }),
      execute: async () => ({ status: 200, headers: [], body: '{}' }),
      streams: { serve: () => Promise.reject(new Error('not expected')), close: () => undefined },
      addressOf: () => '203.0.113.7',
      explorer: null,
      home: () => ({ url: '', version: '', demo: false, explorer: false }),
      log: openLog('silent'),
      origins: { onlyHosts: null },
      files: {
        photos: photoDesk({ db: merchants, store, clock: () => NOW, quotaBytes: QUOTA }),
        claims: { packet: () => Promise.reject(new Error('not expected')) },
        maxPhotoBytes: LIMIT,
        viewerOf,
        isUnavailable: () => false,
      },
    });
    close = async () => {
      await app.close();
      await merchants.end();
      await pool.end();
      await database.close();
      rmSync(folder, { recursive: true });
    };
  });
  afterAll(() => close());

  const send = (body: Buffer | string, query = '', authorization = 'AGENT', headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: `/photos${query}`, body, headers: { authorization, ...headers } });
  const fetchPhoto = (id: string, authorization = 'VIEWER') =>
    app.inject({ method: 'GET', url: `/photos/${id}`, headers: { authorization } });
  const kept = async () =>
    (await pool.query<{ value: number }>(`select value from counter where name = 'photo_bytes'`)).rows;

  it('are taken as bytes, kept under their content, and given back the same', async () => {
    const file = jpegFile('one');
    const answer = await send(file, '?takenAt=2026-11-20T08:00:00%2B01:00', 'AGENT', { 'content-type': 'text/html' });
    expect(answer.statusCode).toBe(201);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const { id, ...rest } = answer.json<{ id: string }>();
    expect(rest).toEqual({
      url: `/photos/${id}`,
      sha256,
      mediaType: 'image/jpeg',
      size: file.length,
      takenAt: '2026-11-20T07:00:00.000Z',
    });
    const given = await fetchPhoto(id);
    expect(given.rawPayload).toEqual(file);
    expect(given.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="${id}.jpg"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
  });

  it('are one photo, however often the same bytes are sent, and count once', async () => {
    const before = await kept();
    const [first, second] = await Promise.all([send(jpegFile('one')), send(jpegFile('one'))]);
    expect(first.json<{ id: string }>().id).toBe(second.json<{ id: string }>().id);
    expect(await kept()).toEqual(before);
  });

  it.each<[string, Buffer | string, number, string]>([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 415, 'it is an SVG'],
    ['a page', '<!doctype html><script>alert(1)</script>', 415, 'a page or a script'],
    ['a photo with a script in it', jpegFile('<script>alert(1)</script>'), 415, 'hidden in it'],
    ['nothing', '', 415, 'there are no bytes'],
    ['more than is taken', jpegFile('x'.repeat(LIMIT)), 413, 'at most 20000 bytes'],
    ['more than there is room for', jpegFile('x'.repeat(QUOTA)), 507, 'bytes are used'],
  ])('%s is refused, and nothing is kept', async (_name, body, status, detail) => {
    const before = await kept();
    const answer = await send(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ detail: string }>().detail).toContain(detail);
    expect(await kept()).toEqual(before);
  });

  it('may be evidence of a case', async () => {
    const { id } = (await send(jpegFile('one'), `?caseId=${publicId('case', CASE)}`)).json<{ id: string }>();
    const { rows } = await pool.query<{ photo_id: string }>('select photo_id from case_photo');
    expect(rows.map((row) => publicId('photo', row.photo_id))).toEqual([id]);
    expect((await send(jpegFile('one'), `?caseId=${publicId('case', OTHER)}`)).statusCode).toBe(404);
    expect((await send(jpegFile('one'), '?caseId=7')).statusCode).toBe(404);
    expect((await send(jpegFile('one'), '?takenAt=yesterday')).statusCode).toBe(400);
  });

  it('are for the people of their merchant only', async () => {
    const { id } = (await send(jpegFile('one'))).json<{ id: string }>();
    expect((await fetchPhoto(id, '')).statusCode).toBe(401);
    expect((await fetchPhoto(id, 'PARTNER')).statusCode).toBe(403);
    expect((await fetchPhoto(id, `ADMIN ${OTHER}`)).statusCode).toBe(404);
    expect((await send(jpegFile('two'), '', '')).statusCode).toBe(401);
    expect((await send(jpegFile('two'), '', 'VIEWER')).statusCode).toBe(403);
    expect((await fetchPhoto('pho_1')).statusCode).toBe(404);
    expect((await fetchPhoto('..%2F..%2Fetc%2Fpasswd')).statusCode).toBe(404);
    expect(
      (await app.inject({ method: 'DELETE', url: '/photos', headers: { authorization: 'LEAD' } })).statusCode,
    ).toBe(405);
  });

  it('that cannot be stored now are to be sent again', async () => {
    state.isAway = true;
    const answer = await send(jpegFile('three'));
    state.isAway = false;
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect((await send(jpegFile('three'))).statusCode).toBe(201);
  });

  it('whose bytes were changed or lost are not given out as they were', async () => {
    const answer = (await send(jpegFile('four'))).json<{ id: string; sha256: string }>();
    const path = join(folder, ACME, answer.sha256.slice(0, 2), answer.sha256);
    writeFileSync(path, jpegFile('forged'));
    expect((await fetchPhoto(answer.id)).statusCode).toBe(500);
    rmSync(path);
    expect((await fetchPhoto(answer.id)).statusCode).toBe(410);
  });
});

const caseRow = () => ({
  merchant_id: ACME,
  id: CASE,
  number: 1,
  kind: 'DAMAGE_REPORTED',
  status: 'OPEN',
  episode: 1,
  cycle: 1,
  flags: [],
  flag_count: 0,
  owner_id: OTHER,
  opened_at: NOW,
  due_at: NOW,
  first_action_due_at: NOW,
  warn_at: NOW,
  detection: {},
  customer_track: {},
  recovery_track: {},
  tags: [],
  version: 1,
  updated_at: NOW,
  activity_hash: 'x',
  clocks: [],
  evidence_requests: [],
  earlier_cycles: [],
});
