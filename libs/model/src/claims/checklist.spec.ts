import { NOTHING_RECORDED } from '../evidence/recorded';
import { CLAIM_TYPES, type ClaimType } from '../policy/claims';
import { instant } from '../time/instant';
import { claimChecklist, type ClaimProof } from './checklist';

const at = instant('2026-11-20T08:00:00Z');
const NOTHING: ClaimProof = {
  value: null,
  lines: [],
  handedOverAt: null,
  firstScanAt: null,
  deliveredAt: null,
  promisedAt: null,
  topics: [],
  casePhotos: 0,
  atShipTime: NOTHING_RECORDED,
};
const price = { amount: '12.00', currency: 'USD' };
const EVERYTHING: ClaimProof = {
  value: price,
  lines: [{ sku: 'MUG-1', title: 'Mug', quantity: 1, unitPrice: price, fragile: true }],
  handedOverAt: at,
  firstScanAt: at,
  deliveredAt: at,
  promisedAt: at,
  topics: ['WISMO', 'NOT_RECEIVED'],
  casePhotos: 1,
  atShipTime: {
    addressValidation: { passed: true, failures: [], checkedAt: at },
    declared: { weightGrams: 1 },
    billed: { weightGrams: 1 },
    packagingType: 'box',
    photoIds: ['p'],
  },
};
const types = Object.keys(CLAIM_TYPES) as ClaimType[];
const missing = (type: ClaimType, change: Partial<ClaimProof> = {}): string[] =>
  claimChecklist(type, { ...EVERYTHING, ...change })
    .items.filter(({ isThere }) => !isThere)
    .map(({ item }) => item);

describe('the checklist of a claim', () => {
  it.each(types)('%s: nothing is missing of everything, and all of nothing', (type) => {
    expect(claimChecklist(type, EVERYTHING)).toMatchObject({ complete: true, missing: [] });
    const { complete, items, missing: sentences } = claimChecklist(type, NOTHING);
    expect([complete, items.some(({ isThere }) => isThere)]).toEqual([false, false]);
    expect(sentences).toHaveLength(items.length);
    for (const sentence of sentences) expect(sentence).toMatch(/\.$/);
  });

  it.each<[string, ClaimType, Partial<ClaimProof>, string[]]>([
    ['a lost parcel needs the word of nobody', 'LOSS', { deliveredAt: null, topics: [] }, []],
    ['one that counts as delivered does', 'LOSS', { topics: ['WISMO'] }, ['CUSTOMER_WORD']],
    ['damage needs photos before and after', 'DAMAGE', { casePhotos: 0 }, ['DAMAGE_PHOTO']],
    ['a price without articles proves no value', 'DAMAGE', { lines: [] }, ['PROOF_OF_VALUE']],
    ['a scan proves the hand-over', 'LATE', { handedOverAt: null }, []],
    ['the warehouse proves it as well', 'LATE', { firstScanAt: null }, []],
    ['what was never handed over is no claim', 'LATE', { firstScanAt: null, handedOverAt: null }, ['HAND_OVER']],
  ])('%s', (_name, type, change, expected) => expect(missing(type, change)).toEqual(expected));

  it('an address that did not pass is no proof', () => {
    const addressValidation = { passed: false, failures: ['no street'], checkedAt: at };
    const atShipTime = { ...EVERYTHING.atShipTime, addressValidation };
    expect(missing('LOSS', { atShipTime })).toEqual(['ADDRESS']);
  });

  it('is empty where there is no claim', () => {
    expect(claimChecklist(null, EVERYTHING)).toEqual({ complete: false, items: [], missing: [] });
  });
});
