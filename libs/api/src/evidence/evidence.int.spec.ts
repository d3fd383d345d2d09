import type { EvidenceOrder } from '@whereabouts/pipeline';
import { publicId } from '@whereabouts/store';
import { caseRow, insert, orderRow, shipmentRow, someId, type Row } from '../testing/rows';
import { world, type World } from '../testing/world';
import type { Api } from '../create-api';
import type { Role } from '@whereabouts/model';

const EVIDENCE = `completeness missing shippedAt packerId packagingType signature violations
  addressValidation { passed failures checkedAt } declared { weightGrams lengthMm } billed { weightGrams lengthMm }
  photos { id url takenAt sha256 }`;

describe('ship-time evidence', () => {
  let hub: World;
  let api: Api;
  let shipment: Row;
  const photoId = someId();
  const told: EvidenceOrder[] = [];

  const ask = async (query: string, variables: Record<string, unknown>, role: Role = 'AGENT') => {
    const { document } = api.prepare(query);
    const context = api.createContext({ viewer: hub.viewer(role), requestId: 'req-1' });
    const { data, errors } = await api.executor.execute(document!, null, context, variables);
    expect(errors).toBeUndefined();
    return Object.values(data as object)[0];
  };
  const record = (input: object, role?: Role) =>
    ask(
      `mutation ($input: ShipEvidenceInput!) { recordShipEvidence(input: $input) {
         shipment { evidence { completeness violations } } userErrors { code message field } } }`,
      { input: { shipmentId: publicId('shipment', shipment['id'] as string), ...input } },
      role,
    );

  beforeAll(async () => {
    hub = await world();
    const order = orderRow(hub.merchantId, hub.now);
    shipment = shipmentRow(hub.merchantId, hub.now, { order_id: order['id'], billed: { weightGrams: 820 } });
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', shipment);
    await insert(hub.pool, 'photo', {
      merchant_id: hub.merchantId,
      id: photoId,
      sha256: 'ab12',
      media_type: 'image/jpeg',
      size: 100,
      taken_at: hub.now,
      storage_key: 'some/key',
      uploaded_by: hub.agentId,
      uploaded_at: hub.now,
    });
    await insert(hub.pool, 'ship_evidence', {
      merchant_id: hub.merchantId,
      shipment_id: shipment['id'],
      entries: [
        { at: hub.now, by: hub.agentId, said: { address: { passed: false, failures: ['no house number'] } } },
        { at: hub.now, by: hub.agentId, said: { packerId: 'pat', signature: 'NONE', photoIds: [photoId] } },
      ],
      photo_ids: [photoId],
      updated_at: hub.now,
    });
    api = hub.another({
      pipeline: {
        feed: hub.hand.feed,
        recordShipEvidence: async (one: EvidenceOrder) => {
          told.push(one);
          return one.said.packerId === 'nobody'
            ? { refused: 'INVALID', message: 'No.', field: ['packerId'] }
            : { shipmentId: one.shipmentId };
        },
      } as never,
      links: { photo: (id) => `https://hub.test/photos/${id}`, claimPacket: (id) => `https://hub.test/claims/${id}` },
    });
  });
  beforeEach(() => void (told.length = 0));
  afterAll(() => hub.close());

  it('is shown with what is missing, what is broken, and its photos', async () => {
    const id = publicId('shipment', shipment['id'] as string);
    expect(await ask(`query ($id: ID!) { shipment(id: $id) { evidence { ${EVIDENCE} } } }`, { id })).toEqual({
      evidence: {
        completeness: 0.8,
        missing: ['DECLARED_PARCEL', 'PACKAGING'],
        shippedAt: shipment['shipped_at'],
        packerId: 'pat',
        packagingType: null,
        signature: 'NONE',
        addressValidation: { passed: false, failures: ['no house number'], checkedAt: hub.now },
        declared: null,
        billed: { weightGrams: 820, lengthMm: null },
        photos: [
          {
            id: publicId('photo', photoId),
            url: `https://hub.test/photos/${publicId('photo', photoId)}`,
            takenAt: hub.now,
            sha256: 'ab12',
          },
        ],
        violations: [
          'The address did not pass (no house number): correct it before the box leaves.',
          'The order is worth 412.00 USD, more than 300.00 USD: a signature on delivery is required. Book DIRECT or ADULT.',
        ],
      },
    });
  });

  it('of a parcel of which nobody said anything is empty, and says what is required', async () => {
    const bare = shipmentRow(hub.merchantId, hub.now, { order_id: shipment['order_id'], shipped_at: null });
    await insert(hub.pool, 'shipment', bare);
    const id = publicId('shipment', bare['id'] as string);
    expect(await ask(`query ($id: ID!) { shipment(id: $id) { evidence { ${EVIDENCE} } } }`, { id })).toMatchObject({
      evidence: {
        completeness: 0.2,
        violations: [
          expect.stringContaining('a signature on delivery is required'),
          'Mug (MUG-1) can break: a photo of the packed box is required.',
        ],
      },
    });
  });

  it('wants a photo where goods get lost on the lane again and again', async () => {
    const day = (what: string, n: number): Row => ({
      merchant_id: hub.merchantId,
      scope: 'LANE',
      name: 'US-TX>US-ME',
      day: hub.now.slice(0, 10),
      what,
      n,
    });
    await insert(hub.pool, 'day_count', day('SHIPPED', 40), day('DAMAGE_REPORTED', 6), day('FAILED_ATTEMPT', 9));
    const parcel = shipmentRow(hub.merchantId, hub.now, { lane: 'US-TX>US-ME' });
    await insert(hub.pool, 'shipment', parcel);
    const id = publicId('shipment', parcel['id'] as string);
    expect(await ask('query ($id: ID!) { shipment(id: $id) { evidence { violations } } }', { id })).toEqual({
      evidence: {
        violations: ['The lane US-TX>US-ME has had too much trouble lately: a photo of the packed box is required.'],
      },
    });
  });

  it('is recorded in the name of the viewer, and answered with what is still wrong', async () => {
    const answer = await record({
      addressPassed: true,
      declared: { weightGrams: 900, lengthMm: 300, widthMm: null },
      packerId: ' pat ',
      signature: 'ADULT',
      photoIds: [publicId('photo', photoId)],
    });
    expect(answer).toMatchObject({ shipment: { evidence: { completeness: 0.8 } }, userErrors: [] });
    expect(told).toEqual([
      {
        merchantId: hub.merchantId,
        actor: hub.agentId,
        shipmentId: shipment['id'],
        said: {
          address: { passed: true, failures: [] },
          declared: { weightGrams: 900, lengthMm: 300 },
          packerId: 'pat',
          signature: 'ADULT',
          photoIds: [photoId],
        },
      },
    ]);
  });

  it('failures alone say that the address did not pass', async () => {
    await record({ addressFailures: ['no such street'] });
    expect(told[0]!.said).toEqual({ address: { passed: false, failures: ['no such street'] } });
  });

  it('is refused with the shipment as it stands', async () => {
    expect(await record({ packerId: 'nobody' })).toMatchObject({
      shipment: { evidence: { completeness: 0.8 } },
      userErrors: [{ code: 'INVALID', field: ['input', 'packerId'] }],
    });
  });

  it('is not for everybody, and not of everything', async () => {
    expect(await record({ packerId: 'pat' }, 'VIEWER')).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await record({ shipmentId: 'shp_1', packerId: 'pat' })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    expect(told).toEqual([]);
  });
});

describe('the evidence of a claim', () => {
  let hub: World;
  beforeAll(async () => void (hub = await world()));
  afterAll(() => hub.close());

  const EVIDENCE_OF = `query ($id: ID!) { exceptionCase(id: $id) {
    recoveryTrack { claimType evidence { complete missing downloadUrl } } } }`;
  const evidenceOf = async (given: Row): Promise<Record<string, unknown>> => {
    const row = caseRow(hub.merchantId, hub.agentId, hub.now, given);
    await insert(hub.pool, 'exception_case', row);
    const id = publicId('case', row['id'] as string);
    const { data, errors } = await hub.ask(EVIDENCE_OF, { id });
    expect(errors).toBeUndefined();
    const { recoveryTrack } = (data as { exceptionCase: { recoveryTrack: { evidence: Record<string, unknown> } } })
      .exceptionCase;
    return { ...recoveryTrack.evidence, id, caseId: row['id'] };
  };
  const damage = { recovery_track: { status: 'INVESTIGATING', claimType: 'DAMAGE', outcome: null, updatedAt: null } };

  it('says what is missing, and where to have it', async () => {
    const order = orderRow(hub.merchantId, hub.now);
    const shipment = shipmentRow(hub.merchantId, hub.now, { order_id: order['id'] });
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', shipment);
    const evidence = await evidenceOf({ number: 1, shipment_id: shipment['id'], ...damage });
    expect(evidence).toMatchObject({
      complete: false,
      missing: [
        'A photo of the box as it left. Ask the node for one, and post it to /photos.',
        'What it was packed in. Ask the node for its pack record.',
        expect.stringContaining('Photos of the damage from the customer.'),
      ],
      downloadUrl: `/claims/${evidence['id'] as string}/packet.zip`,
    });
  });

  it('counts the photos of its own case only, and is complete when all is there', async () => {
    const order = orderRow(hub.merchantId, hub.now);
    const shipment = shipmentRow(hub.merchantId, hub.now, { order_id: order['id'] });
    const photoId = someId();
    await insert(hub.pool, 'orders', order);
    await insert(hub.pool, 'shipment', shipment);
    await insert(hub.pool, 'photo', {
      merchant_id: hub.merchantId,
      id: photoId,
      sha256: 'cd',
      media_type: 'image/png',
      size: 1,
      taken_at: hub.now,
      storage_key: 'k',
      uploaded_by: hub.agentId,
      uploaded_at: hub.now,
    });
    await insert(hub.pool, 'ship_evidence', {
      merchant_id: hub.merchantId,
      shipment_id: shipment['id'],
      entries: [{ at: hub.now, by: hub.agentId, said: { packagingType: 'box', photoIds: [photoId] } }],
      photo_ids: [photoId],
      updated_at: hub.now,
    });
    const mine = await evidenceOf({ number: 2, shipment_id: shipment['id'], ...damage });
    const lost = { recovery_track: { ...damage.recovery_track, claimType: 'LATE' } };
    const other = await evidenceOf({ number: 3, shipment_id: shipment['id'], kind: 'PROMISE_AT_RISK', ...lost });
    expect(mine['missing']).toEqual([expect.stringContaining('Photos of the damage')]);
    expect(other).toMatchObject({ complete: true, missing: [] });
    await insert(hub.pool, 'case_photo', {
      merchant_id: hub.merchantId,
      case_id: mine['caseId'],
      photo_id: photoId,
      added_by: hub.agentId,
      added_at: hub.now,
    });
    const { data } = await hub.ask(EVIDENCE_OF, { id: mine['id'] });
    expect(data).toMatchObject({ exceptionCase: { recoveryTrack: { evidence: { complete: true, missing: [] } } } });
  });

  it('is nothing where nothing is claimed', async () => {
    expect(await evidenceOf({ number: 4 })).toMatchObject({ complete: false, missing: [] });
  });
});
