import { normalized, type Plugin } from '@whereabouts/plugin-sdk';
import { rawInput } from './raw-input';
import { stableUnderReordering } from './reordering';

const inputs = ['one', 'two', 'three'].map((text) => rawInput(text));
const issue = (problem: string) => normalized({ issues: [{ path: '', problem, kind: 'note' }] });
const plugin = (normalize: Plugin['normalize']) => ({ normalize });

describe('stableUnderReordering', () => {
  it('passes a plugin whose answer depends on the input alone', () => {
    stableUnderReordering(
      plugin(({ body }) => issue(Buffer.from(body).toString())),
      inputs,
    );
  });

  it('fails a plugin that keeps something between calls', () => {
    let calls = 0;
    const counts = plugin(() => issue(String((calls += 1))));
    expect(() => stableUnderReordering(counts, inputs)).toThrow('instead of');
  });

  it('fails a plugin that writes into its input', () => {
    const scribbles = plugin(({ body }) => {
      body[0] = 0;
      return issue('same');
    });
    expect(() => stableUnderReordering(scribbles, inputs)).toThrow('changed the bytes');
  });
});
