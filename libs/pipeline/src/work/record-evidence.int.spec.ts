import type { EvidenceStatement } from '@whereabouts/model';
import { evidenceOfShipments, inTransaction, namedUuid, putPhoto, type NewPhoto } from '@whereabouts/store';
import { testHub, type TestHub } from '../testing/test-hub';

const NOBODY = '00000000-0000-0000-0000-000000000000';

describe('what a packing station says of a parcel', () => {
  let hub: TestHub;
  let shipmentId: string;
  const actor = namedUuid(0, 'station');
  const record = (said: EvidenceStatement, id = shipmentId) =>
    hub.pipeline.recordShipEvidence({ merchantId: hub.merchant.id, actor, shipmentId: id, said });
  const entries = async () =>
    (await evidenceOfShipments(hub.pool, hub.merchant.id, [shipmentId], '2026-11-01'))[0]!.entries;

  beforeAll(async () => {
    hub = await testHub();
    await hub.tell({ number: 'TOY1', events: [{ code: 'LABEL_CREATED', at: hub.time.clock() }] });
    [{ id: shipmentId }] = (await hub.rows<{ id: string }>('select id from shipment')) as [{ id: string }];
  });
  afterAll(() => hub.close());

  it('is kept with its time and person, and adds to what was said before', async () => {
    expect(await record({ packerId: 'pat', declared: { weightGrams: 900 } })).toEqual({ shipmentId });
    expect(await record({ packagingType: 'box M' })).toEqual({ shipmentId });
    const at = hub.time.clock();
    expect(await entries()).toEqual([
      { at, by: actor, said: { packerId: 'pat', declared: { weightGrams: 900 } } },
      { at, by: actor, said: { packagingType: 'box M' } },
    ]);
  });

  it('counts once when the station repeats itself', async () => {
    const before = await entries();
    await record({ packagingType: 'box M' });
    expect(await entries()).toEqual(before);
  });

  it('names photos that are there, and only its own merchant’s', async () => {
    const photo: NewPhoto = {
      merchantId: hub.merchant.id,
      sha256: 'aa',
      mediaType: 'image/jpeg',
      size: 12,
      takenAt: hub.time.clock(),
      storageKey: 'k',
      uploadedBy: actor,
      uploadedAt: hub.time.clock(),
    };
    const { id } = await inTransaction(hub.pool, (tx) => putPhoto(tx, photo));
    const foreign = await inTransaction(hub.pool, (tx) =>
      putPhoto(tx, { ...photo, merchantId: namedUuid(0, 'another merchant') }),
    );
    expect(await record({ photoIds: [id, foreign.id] })).toMatchObject({
      refused: 'NOT_FOUND',
      field: ['photoIds', '1'],
    });
    expect(await record({ photoIds: [id] })).toEqual({ shipmentId });
    const [view] = await evidenceOfShipments(hub.pool, hub.merchant.id, [shipmentId], '2026-11-01');
    const { merchantId: _m, uploadedAt: _a, uploadedBy: _b, ...kept } = photo;
    expect(view!.photos).toEqual([{ id, ...kept }]);
  });

  it('is refused with a reason, and nothing is kept of it', async () => {
    const before = await entries();
    expect(await record({})).toMatchObject({ refused: 'INVALID', field: ['shipmentId'] });
    expect(await record({ declared: { weightGrams: -1 } })).toMatchObject({ refused: 'INVALID', field: ['declared'] });
    expect(await record({ packerId: 'kim' }, NOBODY)).toMatchObject({ refused: 'NOT_FOUND' });
    expect(await entries()).toEqual(before);
  });

  it('of an address that failed opens a case at once, and its correction ends it', async () => {
    const cases = () => hub.rows<{ kind: string; status: string }>('select kind, status from exception_case');
    await record({ address: { passed: false, failures: ['no house number'] } });
    expect(await cases()).toEqual([{ kind: 'ADDRESS_PROBLEM', status: 'OPEN' }]);
    await record({ address: { passed: true, failures: [] } });
    expect(await cases()).toEqual([{ kind: 'ADDRESS_PROBLEM', status: 'CLOSED' }]);
  });

  it('stays through a rebuild', async () => {
    const before = await entries();
    await hub.pipeline.rebuild(() => undefined);
    expect(await entries()).toEqual(before);
  });

  it('stops at a station that sends in a loop', async () => {
    let reply = await record({ packerId: 'p0' });
    for (let count = 1; count < 110 && !('refused' in reply); count++) reply = await record({ packerId: `p${count}` });
    expect(reply).toMatchObject({ refused: 'INVALID', message: expect.stringContaining('in a loop') });
    expect(await entries()).toHaveLength(100);
  });

  it('is joined with what sources declare and bill', async () => {
    const view = async () => (await evidenceOfShipments(hub.pool, hub.merchant.id, [shipmentId], '2026-11-01'))[0];
    expect(await view()).toMatchObject({ declared: null, billed: null, orderId: null, lines: null, value: null });
    await hub.tell({ number: 'TOY1', declared: 5, billed: 6 });
    expect(await view()).toMatchObject({ declared: { weightGrams: 5 }, billed: { weightGrams: 6 } });
  });
});

describe('two stations at one parcel', () => {
  it('lose nothing of what either says', async () => {
    const hub = await testHub();
    await hub.tell({ number: 'TOY2', events: [{ code: 'LABEL_CREATED', at: hub.time.clock() }] });
    const [{ id: shipmentId }] = (await hub.rows<{ id: string }>('select id from shipment')) as [{ id: string }];
    const other = await hub.another();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? hub.pipeline : other).recordShipEvidence({
          merchantId: hub.merchant.id,
          actor: NOBODY,
          shipmentId,
          said: index % 5 ? { packerId: `p${index}` } : { address: { passed: false, failures: [`f${index}`] } },
        }),
      ),
    );
    const [view] = await evidenceOfShipments(hub.pool, hub.merchant.id, [shipmentId], '2026-11-01');
    expect(view!.entries).toHaveLength(40);
    await hub.close();
  });
});
