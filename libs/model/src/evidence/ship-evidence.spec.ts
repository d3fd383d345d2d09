import fc from 'fast-check';
import { DEFAULT_SHIP_EVIDENCE } from '../policy/ship-evidence';
import { instant } from '../time/instant';
import { EVIDENCE_ITEMS } from '../vocabulary/evidence';
import { NOTHING_RECORDED, recordedOf, type EvidenceEntry, type EvidenceStatement } from './recorded';
import { shipEvidenceOf, type EvidenceFacts } from './ship-evidence';
import { isRepeat, problemOf } from './statement';

const at = instant('2026-11-20T08:00:00Z');
const entry = (said: EvidenceStatement, by = 'usr-pat'): EvidenceEntry => ({ at, by, said });
const mug = (fragile: boolean) => ({
  sku: 'MUG-1',
  title: 'Mug',
  quantity: 1,
  unitPrice: { amount: '12.00', currency: 'USD' },
  fragile,
});

const NOTHING: EvidenceFacts = {
  orderId: null,
  serviceLevel: null,
  shippedAt: null,
  lane: null,
  direction: 'FORWARD',
  declared: null,
  billed: null,
  order: null,
  isRepeatLane: false,
  recorded: NOTHING_RECORDED,
};
const judged = (facts: Partial<EvidenceFacts>) => shipEvidenceOf({ ...NOTHING, ...facts }, DEFAULT_SHIP_EVIDENCE);

const EVERYTHING: EvidenceFacts = {
  ...NOTHING,
  orderId: 'ord-1',
  serviceLevel: 'Ground',
  shippedAt: at,
  billed: { weightGrams: 990 },
  recorded: recordedOf([
    entry({
      address: { passed: true, failures: [] },
      declared: { weightGrams: 1000, lengthMm: 200 },
      packerId: 'pat',
      packagingType: 'box M',
      signature: 'DIRECT',
      photoIds: ['p1'],
    }),
  ]),
};

describe('the completeness of ship-time evidence', () => {
  it('is 0 with everything missing, and 1 with nothing', () => {
    expect(judged({})).toMatchObject({ completeness: 0, missing: Object.keys(EVIDENCE_ITEMS) });
    expect(judged(EVERYTHING)).toMatchObject({ completeness: 1, missing: [], violations: [] });
  });

  it('a failed address is evidence as well', () => {
    const recorded = recordedOf([entry({ address: { passed: false, failures: ['no house number'] } })]);
    expect(judged({ recorded })).toMatchObject({
      completeness: 0.1,
      addressValidation: { passed: false, failures: ['no house number'], checkedAt: at },
    });
  });

  it('no signature is a choice; silence is not', () => {
    expect(judged({ recorded: recordedOf([entry({ signature: 'NONE' })]) }).missing).not.toContain('SIGNATURE');
  });

  it('what sources declare and bill counts', () => {
    const { missing, declared, billed } = judged({ declared: { weightGrams: 5 }, billed: { weightGrams: 6 } });
    expect([declared, billed]).toEqual([{ weightGrams: 5 }, { weightGrams: 6 }]);
    expect(missing).not.toContain('DECLARED_PARCEL');
    expect(missing).not.toContain('BILLED_PARCEL');
  });

  it('of what was declared the station knows best, of what was billed the carrier', () => {
    const recorded = recordedOf([entry({ declared: { weightGrams: 1 }, billed: { weightGrams: 2 } })]);
    const known = judged({ recorded, declared: { weightGrams: 10 }, billed: { weightGrams: 20 } });
    expect([known.declared, known.billed]).toEqual([{ weightGrams: 1 }, { weightGrams: 20 }]);
  });
});

describe('the rules of the packing station', () => {
  const worth = (amount: string, currency = 'USD', lines = [mug(false)]) => ({ value: { amount, currency }, lines });

  it('a signature is required above a value', () => {
    expect(judged({ order: worth('412.00') }).violations).toEqual([
      'The order is worth 412.00 USD, more than 300.00 USD: a signature on delivery is required. Book DIRECT or ADULT.',
    ]);
    expect(judged({ order: worth('300.00') }).violations).toEqual([]);
    expect(judged({ order: worth('9999', 'CHF') }).violations).toEqual([]);
  });

  it.each([
    ['NONE', 1],
    ['DIRECT', 0],
    ['ADULT', 0],
  ] as const)('%s leaves %i violation', (signature, count) => {
    const recorded = recordedOf([entry({ signature })]);
    expect(judged({ order: worth('412.00'), recorded }).violations).toHaveLength(count);
  });

  it('a photo is required of what can break, and on lanes with too much trouble', () => {
    const broken = { order: worth('10', 'USD', [mug(true), mug(false)]), lane: 'US-GA>US-NY', isRepeatLane: true };
    expect(judged(broken).violations).toEqual([
      'Mug (MUG-1) can break: a photo of the packed box is required.',
      'The lane US-GA>US-NY has had too much trouble lately: a photo of the packed box is required.',
    ]);
    expect(judged({ ...broken, recorded: recordedOf([entry({ photoIds: ['p1'] })]) }).violations).toEqual([]);
  });

  it('an address that did not pass stops the box', () => {
    const failed = { passed: false, failures: ['no house number', 'postal code of another city'] };
    expect(judged({ recorded: recordedOf([entry({ address: failed })]) }).violations).toEqual([
      'The address did not pass (no house number; postal code of another city): correct it before the box leaves.',
    ]);
  });

  it('a rule that is switched off asks for nothing', () => {
    const off = { signatureAbove: {}, photoForFragile: false, photoForRepeatLane: false };
    const facts = { ...NOTHING, order: worth('412.00', 'USD', [mug(true)]), isRepeatLane: true };
    expect(shipEvidenceOf(facts, off).violations).toEqual([]);
  });

  it('a return is packed by the customer', () => {
    expect(judged({ order: worth('412.00', 'USD', [mug(true)]), direction: 'RETURN' }).violations).toEqual([]);
  });
});

describe('what was recorded', () => {
  it('is the latest word of each item, and all photos once', () => {
    const said = [
      entry({ packerId: 'pat', photoIds: ['p1'], packagingType: 'bag' }),
      entry({ packagingType: 'box', photoIds: ['p2', 'p1'] }),
    ];
    expect(recordedOf(said)).toEqual({
      ...NOTHING_RECORDED,
      packerId: 'pat',
      packagingType: 'box',
      photoIds: ['p1', 'p2'],
    });
  });

  it('completeness never falls when more is said', () => {
    const anySaid = fc.record(
      {
        packerId: fc.constant('pat'),
        packagingType: fc.constant('box'),
        signature: fc.constantFrom('NONE' as const, 'ADULT' as const),
        photoIds: fc.array(fc.constantFrom('a', 'b')),
        declared: fc.record({ weightGrams: fc.integer({ min: 1, max: 9 }) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(anySaid), anySaid, (before, more) => {
        const entries = before.map((said) => entry(said));
        const complete = (all: readonly EvidenceEntry[]): number => judged({ recorded: recordedOf(all) }).completeness;
        expect(complete([...entries, entry(more)])).toBeGreaterThanOrEqual(complete(entries));
      }),
    );
  });

  it('the same once more adds nothing', () => {
    const said: EvidenceStatement = { packerId: 'pat', declared: { weightGrams: 1, lengthMm: 2 } };
    expect(isRepeat([entry(said)], { declared: { lengthMm: 2, weightGrams: 1 }, packerId: 'pat' })).toBe(true);
    expect(isRepeat([entry(said), entry({ packerId: 'kim' })], said)).toBe(false);
    expect(isRepeat([], said)).toBe(false);
  });
});

describe('a statement', () => {
  it.each<[string, EvidenceStatement, string | null]>([
    ['nothing at all', {}, 'shipmentId'],
    ['a weight of nothing', { declared: { weightGrams: 0 } }, 'declared'],
    ['a weight in kilograms', { declared: { weightGrams: 1.5 } }, 'declared'],
    ['a weight of a ship', { billed: { weightGrams: 1_000_001 } }, 'billed'],
    ['a side that is negative', { billed: { weightGrams: 1, widthMm: -1 } }, 'billed'],
    ['an empty packer', { packerId: ' ' }, 'packerId'],
    ['a novel as packaging', { packagingType: 'x'.repeat(201) }, 'packagingType'],
    ['a failed address without a reason', { address: { passed: false, failures: [] } }, 'addressFailures'],
    ['a passed address with failures', { address: { passed: true, failures: ['x'] } }, 'addressFailures'],
    ['an unknown signature', { signature: 'toString' as never }, 'signature'],
    ['too many photos', { photoIds: Array<string>(21).fill('p') }, 'photoIds'],
    ['a weight', { declared: { weightGrams: 1 } }, null],
    ['a failed address', { address: { passed: false, failures: ['no house number'] } }, null],
  ])('of %s: %s', (_name, said, field) => expect(problemOf(said)?.field ?? null).toBe(field));
});
