import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '@whereabouts/api';
import { instant, type Role } from '@whereabouts/model';
import { openMerchantPool, openPool, publicId } from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';
import type { FastifyInstance } from 'fastify';
import { folderStore } from '../photos/folder-store';
import { photoDesk } from '../photos/photo-desk';
import { PhotoStoreAway, type PhotoStore } from '../photos/photo-store';
import { BARE_SERVER } from '../testing/bare-server';
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
      ...BARE_SERVER,
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

  describe('in a form, as browsers send it,', () => {
    interface Answer {
      readonly photos: readonly {
        readonly field: string;
        readonly file: string | null;
        readonly id?: string;
        readonly sha256?: string;
        readonly takenAt?: string;
        readonly problem?: { readonly status: number; readonly detail: string };
      }[];
      readonly problem?: { readonly status: number; readonly detail: string };
    }
    const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    async function encoded(entries: readonly (readonly [string, Buffer | string])[]) {
      const form = new FormData();
      for (const [name, value] of entries)
        if (typeof value === 'string') form.append(name, value);
        else form.append(name, new Blob([new Uint8Array(value)], { type: 'text/html' }), `${name}.html`);
      const { headers, body } = new Response(form) as Response & { body: ReadableStream<Uint8Array> };
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      return { type: headers.get('content-type')!, bytes: Buffer.concat(chunks) };
    }
    async function sendForm(entries: readonly (readonly [string, Buffer | string])[], query = '') {
      const { type, bytes } = await encoded(entries);
      const answer = await send(bytes, query, 'AGENT', { 'content-type': type });
      return { status: answer.statusCode, ...answer.json<Answer>() };
    }

    it('are taken each, under any name and type', async () => {
      const [one, two] = [jpegFile('form one'), jpegFile('form two')];
      const { status, photos, problem } = await sendForm([
        ['takenAt', '2026-11-21T08:00:00Z'],
        ['front', one],
        ['back', two],
        ['note', 'what comes behind is no matter'],
      ]);
      expect([status, problem]).toEqual([201, undefined]);
      expect(photos).toMatchObject([
        { field: 'front', file: 'front.html', sha256: sha256Of(one), takenAt: '2026-11-21T08:00:00.000Z' },
        { field: 'back', file: 'back.html', sha256: sha256Of(two), takenAt: '2026-11-21T08:00:00.000Z' },
      ]);
      expect((await fetchPhoto(photos[0]!.id!)).rawPayload).toEqual(one);
    });

    it('say in the place of a bad one what is wrong, and the others are taken', async () => {
      const good = jpegFile('good');
      const { status, photos } = await sendForm([
        ['a', Buffer.from('<!doctype html><script>alert(1)</script>')],
        ['b', good],
        ['c', jpegFile('x'.repeat(LIMIT))],
        ['d', Buffer.alloc(0)],
        ['e', good],
      ]);
      expect(status).toBe(207);
      expect(photos.map(({ field, problem, sha256 }) => [field, problem?.status ?? sha256])).toEqual([
        ['a', 415],
        ['b', sha256Of(good)],
        ['c', 413],
        ['d', 415],
        ['e', sha256Of(good)],
      ]);
      expect(photos[1]!.id).toBe(photos[4]!.id);
    });

    it('are about the case that the form or the address names', async () => {
      const about = async (entries: readonly (readonly [string, Buffer | string])[], query = '') =>
        (await sendForm([...entries, ['p', jpegFile('one')]], query)).photos[0]!.problem?.status ?? 201;
      expect(await about([['caseId', publicId('case', CASE)]])).toBe(201);
      expect(await about([['caseId', publicId('case', OTHER)]])).toBe(404);
      expect(await about([['caseId', '']], `?caseId=${publicId('case', OTHER)}`)).toBe(404);
      expect(await about([['takenAt', 'yesterday']])).toBe(400);
    });

    it('that are refused one and all give the first reason as status', async () => {
      const { status, photos } = await sendForm([['a', Buffer.from('no photo')]]);
      expect([status, photos[0]!.problem!.status]).toEqual([415, 415]);
    });

    it('are to be sent again when they cannot be stored now', async () => {
      state.isAway = true;
      const { status, photos } = await sendForm([['a', jpegFile('five')]]);
      state.isAway = false;
      expect([status, photos[0]!.problem!.status]).toEqual([503, 503]);
    });

    it('are at most twenty', async () => {
      const many = Array.from({ length: 21 }, (_, n) => [`p${n}`, jpegFile('one')] as const);
      const { status, photos, problem } = await sendForm(many);
      expect([status, photos.length, problem!.status]).toEqual([207, 20, 413]);
      expect(problem!.detail).toContain('at most 20 photos');
    });

    it.each<[string, (form: { type: string; bytes: Buffer }) => { type: string; bytes: Buffer }, number]>([
      ['without a boundary', ({ bytes }) => ({ type: 'multipart/form-data', bytes }), 400],
      ['with another boundary', ({ bytes }) => ({ type: 'multipart/form-data; boundary=none', bytes }), 400],
      ['that holds nothing', ({ type }) => ({ type, bytes: Buffer.alloc(0) }), 400],
      ['that ends within its first photo', ({ type, bytes }) => ({ type, bytes: bytes.subarray(0, 140) }), 400],
      ['that is larger than five photos', ({ type }) => ({ type, bytes: Buffer.alloc(5 * LIMIT + 1) }), 413],
    ])('a form %s is refused as a whole', async (_name, change, status) => {
      const before = await kept();
      const { type, bytes } = change(await encoded([['a', jpegFile('never kept')]]));
      const answer = await send(bytes, '', 'AGENT', { 'content-type': type });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(await kept()).toEqual(before);
    });

    it('are taken up to where the form breaks off', async () => {
      const { type, bytes } = await encoded([
        ['a', jpegFile('one')],
        ['b', jpegFile('x'.repeat(2_000))],
      ]);
      const answer = await send(bytes.subarray(0, bytes.length - 500), '', 'AGENT', { 'content-type': type });
      const { photos, problem } = answer.json<Answer>();
      expect([answer.statusCode, photos.map(({ field }) => field), problem!.status]).toEqual([207, ['a'], 400]);
    });

    it('of strangers are not read', async () => {
      const { type, bytes } = await encoded([['a', jpegFile('one')]]);
      expect((await send(bytes, '', '', { 'content-type': type })).statusCode).toBe(401);
      expect((await send(bytes, '', 'VIEWER', { 'content-type': type })).statusCode).toBe(403);
    });
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
