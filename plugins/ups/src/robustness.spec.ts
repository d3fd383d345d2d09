import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MILESTONE_CODES, REASONS, type JsonValue, type Normalized } from '@whereabouts/plugin-sdk';
import { rawInput } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const FOLDER = join(__dirname, '../fixtures');
const names = readdirSync(FOLDER);
const files = names.map((name) => readFileSync(join(FOLDER, name)));
const documents = names
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as JsonValue);

const CODES = new Set<string>(MILESTONE_CODES);
const WORDS = new Set<string>(REASONS);

/** What holds of any result, whatever came in. */
function isSound(result: Normalized): boolean {
  return (
    result.milestones.every(
      (scan) =>
        CODES.has(scan.code) &&
        scan.reasons.every((reason) => WORDS.has(reason)) &&
        (scan.occurredAt === null) === (scan.timeCertainty === 'UNKNOWN') &&
        (scan.occurredAt === null || scan.occurredAt.length === 24) &&
        typeof scan.trackingNumber === 'string' &&
        (scan.code !== 'UNMAPPED' || scan.sourceCode !== null || scan.sourceText !== null),
    ) &&
    result.shipments.every(({ trackingNumber }) => trackingNumber !== '') &&
    result.issues.every(({ path, problem }) => typeof path === 'string' && problem !== '')
  );
}

/** Every place of a document, as a list of keys. */
const placesOf = (value: JsonValue, above: readonly string[] = []): (readonly string[])[] =>
  typeof value !== 'object' || value === null
    ? [above]
    : [above, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner as JsonValue, [...above, key]))];

function changed(document: JsonValue, place: readonly string[], value: JsonValue | undefined): JsonValue | undefined {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<string, JsonValue>;
  const inner = changed(copy[key]!, rest, value);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy as JsonValue;
}

const junk = fc.oneof(
  fc.constantFrom<JsonValue | undefined>(undefined, null, '', ' ', 'X', '99999999', '240000', -1, 1e21, true, [], {}, [
    [],
  ]),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>,
);

it('survives any change of any part of a JSON reply', () => {
  const mutated = fc.constantFrom(...documents).chain((document) =>
    fc.array(fc.tuple(fc.constantFrom(...placesOf(document)), junk), { minLength: 1, maxLength: 4 }).map((changes) =>
      changes.reduce<JsonValue>((so, [place, value]) => {
        try {
          return changed(so, place, value) ?? null;
        } catch {
          return so; // an earlier change took the place away
        }
      }, document),
    ),
  );
  fc.assert(
    fc.property(mutated, (document) => isSound(plugin.normalize(rawInput(JSON.stringify(document))))),
    { numRuns: 2_000 },
  );
});

it('survives bytes that were lost, swapped or put in, in any reply', () => {
  const damaged = fc
    .constantFrom(...files)
    .chain((file) =>
      fc
        .tuple(fc.nat(file.length), fc.nat(40), fc.uint8Array({ maxLength: 12 }))
        .map(([at, lost, put]) => Buffer.concat([file.subarray(0, at), put, file.subarray(at + lost)])),
    );
  fc.assert(
    fc.property(damaged, (bytes) => isSound(plugin.normalize(rawInput(bytes)))),
    { numRuns: 2_000 },
  );
});

it('gives the same for the same, and leaves the bytes alone', () => {
  for (const file of files) {
    const before = Buffer.from(file);
    const first = plugin.normalize(rawInput(file));
    expect(plugin.normalize(rawInput(file))).toEqual(first);
    expect(file.equals(before)).toBe(true);
  }
});

it('says the same of activities in any order', () => {
  const document = JSON.parse(readFileSync(join(FOLDER, 'returned-to-sender.json'), 'utf8'));
  const sorted = (result: Normalized) => result.milestones.map((scan) => JSON.stringify(scan)).sort();
  const expected = sorted(plugin.normalize(rawInput(document)));
  const [parcel] = document.trackResponse.shipment[0].package;
  fc.assert(
    fc.property(fc.shuffledSubarray(parcel.activity, { minLength: parcel.activity.length }), (activity) => {
      const shuffled = { trackResponse: { shipment: [{ package: [{ ...parcel, activity }] }] } };
      expect(sorted(plugin.normalize(rawInput(shuffled)))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

it('knows an address that was kept without its reply', () => {
  const { issues, ...records } = plugin.normalize(
    rawInput('<Address><City>PRISTINA</City><CountryCode>ZZ</CountryCode></Address>'),
  );
  expect(issues).toEqual([{ path: '/Address', problem: 'an address without a parcel', kind: 'note' }]);
  expect(Object.values(records).flat()).toEqual([]);
});
