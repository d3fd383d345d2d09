import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { instant } from '@whereabouts/model';
import { namedUuid, openMerchantPool, openPool, publicId } from '@whereabouts/store';
import { testDatabase } from '@whereabouts/store/testing';
import { unzipSync } from 'fflate';
import { folderStore } from '../photos/folder-store';
import { photoDesk } from '../photos/photo-desk';
import { insertRowsOf } from '../testing/insert-rows';
import { jpegFile } from '../testing/photo-files';
import { claimPackets, type ClaimPackets } from './claim-packet';

const NOW = instant('2026-11-22T12:00:00.000Z');
const id = (name: string): string => namedUuid(0, name);
const MERCHANT = id('merchant');
const HOSTILE = `"><script>alert('1')</script><img src=x onerror=alert(2)>`;
const SECRET = 'Bearer the-secret-of-a-webhook';
const WEBHOOK = `{"status":"damaged","note":${JSON.stringify(HOSTILE)}}`;

interface Manifest {
  readonly case: string;
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly size: number;
    readonly source: string;
  }[];
  readonly missing: readonly { readonly path: string; readonly because: string }[];
}

describe('the packet of a claim', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-packet-'));
  let pool: ReturnType<typeof openPool>;
  let packets: ClaimPackets;
  let close: () => Promise<void>;
  const photo = { boxed: '', broken: '' };

  const files = async (withInputs = true): Promise<Record<string, Buffer>> => {
    const packet = await packets.packet({ merchantId: MERCHANT, caseId: id('case'), withInputs });
    const unzipped = unzipSync(await buffer(packet!.zip));
    return Object.fromEntries(Object.entries(unzipped).map(([path, bytes]) => [path, Buffer.from(bytes)]));
  };
  const manifestOf = (packed: Record<string, Buffer>) => JSON.parse(packed['manifest.json']!.toString()) as Manifest;

  beforeAll(async () => {
    const database = await testDatabase();
    pool = openPool({ url: database.url, max: 2 });
    const merchants = openMerchantPool({ url: database.url, max: 4 });
    close = async () => {
      await merchants.end();
      await pool.end();
      await database.close();
      rmSync(folder, { recursive: true });
    };
    const desk = photoDesk({ db: merchants, store: folderStore(folder), clock: () => NOW, quotaBytes: 1e6 });
    packets = claimPackets({ db: merchants, photos: desk });
    await stock();
    const take = async (comment: string, caseId: string | null) => {
      const bytes = jpegFile(comment);
      const reply = await desk.take({ merchantId: MERCHANT, by: id('user'), bytes, takenAt: NOW, caseId });
      return reply.ok ? reply.photo.id : '';
    };
    photo.boxed = await take('boxed', null);
    photo.broken = await take('broken', id('case'));
    await insertRowsOf(pool, 'ship_evidence', {
      merchant_id: MERCHANT,
      shipment_id: id('shipment'),
      entries: [{ at: NOW, by: id('user'), said: { packerId: HOSTILE, photoIds: [photo.boxed] } }],
      photo_ids: [photo.boxed],
      updated_at: NOW,
    });
  });
  afterAll(() => close());

  async function stock(): Promise<void> {
    const of = { merchant_id: MERCHANT };
    await insertRowsOf(pool, 'merchant', {
      id: MERCHANT,
      name: 'Acme',
      time_zone: 'UTC',
      next_case_number: 8,
      created_at: NOW,
    });
    await insertRowsOf(pool, 'app_user', {
      ...of,
      id: id('user'),
      name: 'Ada',
      email: 'ada@acme.test',
      role: 'AGENT',
      open_cases: 1,
      created_at: NOW,
    });
    await insertRowsOf(pool, 'source', {
      ...of,
      id: id('source'),
      plugin: 'ups',
      name: 'ups-main',
      kind: 'CARRIER',
      enabled: true,
      settings: {},
      created_at: NOW,
    });
    await insertRowsOf(pool, 'orders', {
      ...of,
      id: id('order'),
      number: 'SO-1',
      customer_tier: 'STANDARD',
      customer_name: HOSTILE,
      first_time_buyer: false,
      value_amount: '412.00',
      value_currency: 'USD',
      lines: [
        { sku: 'MUG', title: HOSTILE, quantity: 1, unitPrice: { amount: '412.00', currency: 'USD' }, fragile: true },
      ],
      statements: {},
    });
    await insertRowsOf(pool, 'shipment', {
      ...of,
      id: id('shipment'),
      tracking_number: '1Z999',
      carrier: 'ups',
      carrier_guessed: false,
      epoch: 1,
      order_id: id('order'),
      state: 'DELIVERED',
      direction: 'FORWARD',
      service_level: HOSTILE,
      attempts: 0,
      conflicts: [],
      summary: { sources: [] },
      open_cases: 1,
      next_check_at: NOW,
    });
    await insertRowsOf(pool, 'exception_case', {
      ...of,
      id: id('case'),
      number: 7,
      shipment_id: id('shipment'),
      order_id: id('order'),
      order_number: 'SO-1',
      kind: 'DAMAGE_REPORTED',
      status: 'OPEN',
      episode: 1,
      cycle: 1,
      flags: [],
      flag_count: 0,
      owner_id: id('user'),
      opened_at: NOW,
      due_at: NOW,
      first_action_due_at: NOW,
      warn_at: NOW,
      detection: { rule: 'damage/reported', because: HOSTILE, conditionSince: NOW, milestoneIds: [] },
      customer_track: {},
      recovery_track: { status: 'INVESTIGATING', claimType: 'DAMAGE', windowSource: 'UPS', updatedAt: NOW },
      tags: ['a-secret-tag'],
      version: 1,
      updated_at: NOW,
      activity_hash: 'x',
      clocks: [],
      evidence_requests: [],
      earlier_cycles: [],
    });
    await insertRowsOf(pool, 'milestone', {
      ...of,
      subject_id: id('shipment'),
      id: id('milestone'),
      code: 'EXCEPTION',
      reasons: ['carrier.damage'],
      occurred_at: NOW,
      occurred_local: '2026-11-22T13:00:00+01:00',
      time_certainty: 'OFFSET_GIVEN',
      received_at: NOW,
      observations: 1,
      direction: 'FORWARD',
      place: { city: HOSTILE },
      source_id: id('source'),
      source_code: 'X',
      source_text: HOSTILE,
      input_id: id('input'),
    });
    await insertRowsOf(pool, 'inbox', {
      ...of,
      id: id('input'),
      source_id: id('source'),
      received_at: NOW,
      content_type: 'application/json',
      headers: { authorization: SECRET, 'x-signature': 'abc' },
      body: `\\x${Buffer.from(WEBHOOK).toString('hex')}`,
    });
  }

  it('holds the timeline, the facts, both kinds of photos and the stored bytes', async () => {
    const packed = await files();
    expect(Object.keys(packed).sort()).toEqual(
      [
        'case.json',
        'evidence.json',
        `inputs/${publicId('input', id('input'))}.json`,
        'manifest.json',
        'milestones.json',
        'order.json',
        `photos/case/${publicId('photo', photo.broken)}.jpg`,
        `photos/ship-time/${publicId('photo', photo.boxed)}.jpg`,
        'shipment.json',
        'timeline.html',
      ].sort(),
    );
    expect(packed[`inputs/${publicId('input', id('input'))}.json`]!.toString()).toBe(WEBHOOK);
    expect(packed[`photos/case/${publicId('photo', photo.broken)}.jpg`]).toEqual(jpegFile('broken'));
  });

  it('says of every file what its hash is and where it comes from', async () => {
    const packed = await files();
    const manifest = manifestOf(packed);
    expect(manifest).toMatchObject({ case: 'EX-7', trackingNumber: '1Z999', claim: { type: 'DAMAGE' }, missing: [] });
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(
      Object.keys(packed)
        .filter((path) => path !== 'manifest.json')
        .sort(),
    );
    for (const { path, sha256, size, source } of manifest.files) {
      const bytes = packed[path]!;
      expect([path, createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([path, sha256, size]);
      expect(source).not.toBe('');
    }
  });

  it('is the same bytes for the same facts, whatever time it is', async () => {
    const zip = async () =>
      buffer((await packets.packet({ merchantId: MERCHANT, caseId: id('case'), withInputs: true }))!.zip);
    const first = await zip();
    await pool.query(`update shipment set next_check_at = next_check_at + interval '1 day'`);
    expect(
      createHash('sha256')
        .update(await zip())
        .digest('hex'),
    ).toBe(createHash('sha256').update(first).digest('hex'));
  });

  it('lets nothing that others wrote become a tag, a script or a path', async () => {
    const packed = await files();
    const page = packed['timeline.html']!.toString();
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    for (const path of Object.keys(packed)) expect(path).toMatch(/^[\w/-]+\.(html|json|jpg)$/);
  });

  it('holds no secret of a header, and no note of the team', async () => {
    const all = Object.values(await files())
      .map((bytes) => bytes.toString('latin1'))
      .join('\n');
    for (const secret of [SECRET, 'x-signature', 'a-secret-tag', 'ada@acme.test']) expect(all).not.toContain(secret);
  });

  it('leaves stored bytes out for whoever may not see them, and says so', async () => {
    const packed = await files(false);
    expect(Object.keys(packed).some((path) => path.startsWith('inputs/'))).toBe(false);
    expect(manifestOf(packed)).toMatchObject({ inputs: 'left out: your role does not see stored inputs' });
  });

  it('says which photos are lost or changed, and holds the rest', async () => {
    const { rows } = await pool.query<{ id: string; storage_key: string }>('select id, storage_key from photo');
    const keyOf = (photoId: string) => join(folder, rows.find((row) => row.id === photoId)!.storage_key);
    rmSync(keyOf(photo.boxed));
    writeFileSync(keyOf(photo.broken), jpegFile('forged'));
    const packed = await files();
    expect(manifestOf(packed).missing).toEqual([
      { path: `photos/ship-time/${publicId('photo', photo.boxed)}.jpg`, because: 'its stored bytes are gone' },
      { path: `photos/case/${publicId('photo', photo.broken)}.jpg`, because: 'its stored bytes were changed' },
    ]);
    expect(packed['timeline.html']).toBeDefined();
  });

  it('is of the own merchant only', async () => {
    const order = { merchantId: id('another'), caseId: id('case'), withInputs: true };
    expect(await packets.packet(order)).toBeNull();
  });
});
