import { EMPTY_NORMALIZED, eachRecord, normalized, refuse, unreadable } from './normalized';
import type { Issue } from './records';

describe('eachRecord', () => {
  it('sets a bad record aside and goes on with its neighbours', () => {
    const issues: Issue[] = [];
    const results = eachRecord([1, 2, 3, 4, 5], '/list', issues, (item, path) => {
      if (item === 2) refuse('even and small', '/value');
      if (item === 4) throw new TypeError('oops');
      return `${path}=${item}`;
    });
    expect(results).toEqual(['/list/0=1', '/list/2=3', '/list/4=5']);
    expect(issues).toEqual([
      { path: '/list/1/value', problem: 'even and small', kind: 'record' },
      { path: '/list/3', problem: 'unexpected fault of the plugin: TypeError: oops', kind: 'record' },
    ]);
  });

  it('takes none, one or several results of a record', () => {
    const none: Issue[] = [];
    expect(eachRecord([0, 1, 2], '', none, (n) => (n === 0 ? null : n === 1 ? 'one' : ['two', 'three']))).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('survives whatever is thrown', () => {
    const issues: Issue[] = [];
    for (const thrown of [null, undefined, 'text', { refusal: true }, Object.create(null)])
      eachRecord([1], '', issues, () => {
        throw thrown as Error;
      });
    expect(issues).toHaveLength(5);
  });
});

describe('normalized', () => {
  it('completes what is not given', () => {
    expect(normalized({})).toEqual(EMPTY_NORMALIZED);
    expect(unreadable('cut off', '/a')).toEqual({
      ...EMPTY_NORMALIZED,
      issues: [{ path: '/a', problem: 'cut off', kind: 'record' }],
    });
  });
});
