import fc from 'fast-check';
import type { Normalized, Plugin, RawInput } from '@whereabouts/plugin-sdk';

/**
 * Checks that what a plugin makes of an input depends on that input alone: in any order, and when inputs come again, each
 * gives the same records, and its bytes stay as they were. A plugin that keeps something between calls fails.
 *
 * @throws Error with the order that shows the difference
 */
export function stableUnderReordering(
  plugin: Pick<Plugin, 'normalize'>,
  inputs: readonly RawInput[],
  options: { readonly numRuns?: number } = {},
): void {
  const bytesBefore = inputs.map((input) => Buffer.from(input.body).toString('base64'));
  const alone = inputs.map((input) => written(plugin.normalize(input)));
  const indexes = inputs.map((_, index) => index);
  const order = fc
    .tuple(fc.shuffledSubarray(indexes, { minLength: indexes.length }), fc.shuffledSubarray(indexes))
    .map(([all, again]) => [...all, ...again]);
  fc.assert(
    fc.property(order, (indexesInOrder) => {
      for (const index of indexesInOrder) {
        const now = written(plugin.normalize(inputs[index] as RawInput));
        if (now !== alone[index]) throw new Error(`input ${index} gave\n${now}\ninstead of\n${alone[index]}`);
      }
    }),
    { numRuns: options.numRuns ?? 50, includeErrorInReport: true },
  );
  inputs.forEach((input, index) => {
    if (Buffer.from(input.body).toString('base64') !== bytesBefore[index])
      throw new Error(`normalize changed the bytes of input ${index}`);
  });
}

const written = (result: Normalized): string => JSON.stringify(result);
