import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { JsonValue } from '@whereabouts/plugin-sdk';
import { rawInput, stableUnderReordering } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const folder = join(__dirname, '../fixtures');
const documents = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonValue);

/** Every place in a document. */
function places(value: JsonValue, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner as JsonValue, [...at, key]))];
}

function replaced(value: JsonValue, [key, ...rest]: readonly string[], by: JsonValue): JsonValue {
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const copy = (Array.isArray(value) ? [...(value as readonly JsonValue[])] : { ...value }) as Record<
    string,
    JsonValue
  >;
  copy[key] = replaced(copy[key] ?? null, rest, by);
  return copy as JsonValue;
}

const mutated = fc
  .constantFrom(...documents)
  .chain((document) =>
    fc
      .array(fc.tuple(fc.constantFrom(...places(document)), fc.jsonValue()), { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce((whole, [at, by]) => replaced(whole, at, by as JsonValue), document)),
  );
const topics = fc.constantFrom(
  '',
  'orders/create',
  'fulfillments/update',
  'fulfillment_orders/moved',
  'products/update',
  'a',
  '/',
);

describe('whatever a shop sends', () => {
  it('is never thrown at, is read the same twice, and every milestone says whose it is', () => {
    fc.assert(
      fc.property(mutated, topics, (document, topic) => {
        const input = rawInput(document, { headers: { 'x-shopify-topic': topic } });
        const result = plugin.normalize(input);
        expect(JSON.stringify(plugin.normalize(input))).toBe(JSON.stringify(result));
        for (const { trackingNumber, orderNumber, shipmentExternalId, orderExternalId } of result.milestones)
          expect(trackingNumber ?? shipmentExternalId ?? orderNumber ?? orderExternalId).toBeTruthy();
        for (const one of result.shipments) expect(one.trackingNumber).toBeTruthy();
        for (const one of result.issues) expect(one.problem).not.toContain('unexpected fault');
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the same in any order, and when it comes again', () => {
    stableUnderReordering(
      plugin,
      documents.map((document) => rawInput(document)),
    );
  });

  it('is never thrown at when it is not even JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(plugin.normalize(rawInput(bytes)).milestones).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
