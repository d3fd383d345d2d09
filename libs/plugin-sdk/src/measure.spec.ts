import { parcelFacts } from './measure';

describe('parcelFacts', () => {
  it.each([
    [{ weight: 48, weightUnit: 'ounces' }, { weightGrams: 1361 }],
    [{ weight: '2.5', weightUnit: 'LBS' }, { weightGrams: 1134 }],
    [
      { weight: '1', weightUnit: 'kg', length: '10', width: 4, height: 0, lengthUnit: 'inches' },
      { weightGrams: 1000, lengthMm: 254, widthMm: 102 },
    ],
    [{ weight: 1, weightUnit: 'kg', length: 7, lengthUnit: 'cubits' }, { weightGrams: 1000 }],
    [{ weight: 0, weightUnit: 'kg' }, null],
    [{ weight: '1e99', weightUnit: 'kg' }, null],
    [{ weight: 12, weightUnit: null }, null],
    [{ weight: 12, weightUnit: 'constructor' }, null],
    [{ weight: null, weightUnit: 'g', length: 3, lengthUnit: 'cm' }, null],
  ] as const)('%j', (measures, expected) => expect(parcelFacts(measures)).toEqual(expected));
});
