import { rawInput, describeCorpus } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

/** The vendor's examples write "string" where a code would stand: that alone may stay unmapped. */
const PLACEHOLDER = 'string';

describeCorpus('shipbob', (files) => {
  it.each(files.map((file) => [file.name, file] as const))('understands %s', (_, file) => {
    const result = plugin.normalize(rawInput(file.bytes));
    const unmapped = result.milestones.filter(({ code }) => code === 'UNMAPPED');
    expect(result.issues.filter(({ kind }) => kind === 'record')).toEqual([]);
    expect(unmapped.filter(({ sourceCode, sourceSubCode }) => (sourceSubCode ?? sourceCode) !== PLACEHOLDER)).toEqual(
      [],
    );
    expect(result.milestones.length + result.inventory.length + result.issues.length).toBeGreaterThan(0);
  });
});
