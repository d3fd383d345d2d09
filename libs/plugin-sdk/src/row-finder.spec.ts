import fc from 'fast-check';
import { codeTable, type CodeKey, type CodeRow } from './code-table';

const ROWS: readonly CodeRow[] = [
  { code: 'D', text: /door/i, means: 'DELIVERED', deliveredTo: 'SAFE_PLACE' },
  { code: 'D', text: /box/i, means: 'DELIVERED', deliveredTo: 'MAILBOX' },
  { code: 'D', text: /desk/i, means: 'DELIVERED', deliveredTo: 'RECEPTION' },
  { code: 'D', text: /door/i, service: 'air', means: 'HELD' },
  { code: 'D', text: /door/i, direction: 'RETURN', means: 'RETURNED' },
  { code: 'D', means: 'DELIVERED' },
  { code: 'E', text: /a/, means: 'HELD' },
  { code: 'E', text: /b/, means: 'DELAYED' },
  { code: 'E', text: /c/, means: 'INFORMATION' },
  { code: '*', text: /lost/i, means: 'TERMINATED' },
];

const key: fc.Arbitrary<CodeKey> = fc.record({
  code: fc.constantFrom('D', 'E', 'F', null),
  text: fc.constantFrom(null, '', 'at the door', 'BOX', 'desk', 'a', 'c', 'lost', '3 airat the door'),
  service: fc.constantFrom(undefined, null, 'air', '', 'null', 'at'),
  direction: fc.constantFrom(undefined, 'FORWARD' as const, 'RETURN' as const),
});

describe('what is remembered of wordings', () => {
  it('never changes an answer, whatever was asked before', () => {
    const asked = codeTable('long in use', ROWS);
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 30 }), (keys) => {
        for (const one of keys) expect(asked.find(one)).toBe(codeTable('new', ROWS).find(one));
      }),
    );
  });

  it('has an end, and answers after it as before', () => {
    const table = codeTable('x', ROWS);
    for (let number = 0; number < 3_000; number += 1)
      expect(table.find({ code: 'D', text: `at the door ${number}` })?.deliveredTo).toBe('SAFE_PLACE');
    expect(table.find({ code: 'D', text: 'at the door 0' })?.deliveredTo).toBe('SAFE_PLACE');
    expect(table.find({ code: 'E', text: 'b' })?.means).toBe('DELAYED');
  });
});
