import fc from 'fast-check';
import { envelopeOf } from './envelope';
import { segmentsOf, separatorsOf, textOf } from './tokens';

const element = fc.string({ unit: fc.constantFrom(...'ABCXYZ0189 .-/'), maxLength: 12 });
const name = fc.constantFrom('AT7', 'B10', 'N1', 'L11', 'MS1', 'LX', 'DTM', 'HL');
const segment = fc.tuple(name, fc.array(element, { maxLength: 6 })).map(([id, rest]) => [id, ...rest]);
const separators = fc
  .tuple(
    fc.constantFrom('*', '|', '^', '+', '\u001d'),
    fc.constantFrom('>', ':', '\\', '<'),
    fc.constantFrom('~', "'", '\n', '…', '\u001c', '\u0085'),
    fc.constantFrom('', '\n', '\r\n'),
  )
  .map(([between, component, end, lineEnd]) => ({ between, component, end, lineEnd }));

interface Interchange {
  readonly sets: readonly (readonly string[][])[];
  readonly with: { between: string; component: string; end: string; lineEnd: string };
}
const interchange: fc.Arbitrary<Interchange> = fc.record({
  sets: fc.array(fc.array(segment, { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  with: separators,
});

/** A whole interchange; each set has a control number of its own. */
function linesOf({ sets, with: { component } }: Interchange, number: number): string[][] {
  const control = String(number).padStart(9, '0');
  const body = sets.flatMap((lines, index) => {
    const own = `${number}-${index}`;
    return [['ST', '214', own], ...lines, ['SE', String(lines.length + 2), own]];
  });
  const [blank, id] = [' '.repeat(10), 'SENDER         '];
  return [
    ['ISA', '00', blank, '00', blank, 'ZZ', id, 'ZZ', id, '260310', '1530', 'U', '00401', control, '0', 'P', component],
    ['GS', 'QM', 'SENDER', 'RECEIVER', '20260310', '1530', '1', 'X', '004010'],
    ...body,
    ['GE', String(sets.length), '1'],
    ['IEA', '1', control],
  ];
}
const written = (one: Interchange, number = 1): string =>
  linesOf(one, number)
    .map((elements) => elements.join(one.with.between) + one.with.end + one.with.lineEnd)
    .join('');
const trimmed = (lines: readonly (readonly string[])[]) => lines.map((line) => line.map((text) => text.trim()));
const read = (text: string) => trimmed(segmentsOf(text).map(({ elements }) => elements));

it('gives back what was written, whatever the separators', () =>
  fc.assert(fc.property(interchange, (one) => expect(read(written(one))).toEqual(trimmed(linesOf(one, 1))))));

it('reads interchanges of different separators in one file', () =>
  fc.assert(
    fc.property(fc.array(interchange, { minLength: 2, maxLength: 4 }), (all) => {
      const text = all.map((one, index) => `${written(one, index + 1)}\n`).join('');
      expect(read(text)).toEqual(trimmed(all.flatMap((one, index) => linesOf(one, index + 1))));
      expect(envelopeOf(segmentsOf(text)).faults).toEqual([]);
    }),
  ));

it('does not lose an interchange because the one before it was cut off', () =>
  fc.assert(
    fc.property(interchange, interchange, fc.double({ min: 0, max: 1, noNaN: true }), (first, second, share) => {
      const cut = written(first, 1);
      const text = `${cut.slice(0, Math.floor(cut.length * share))}\n${written(second, 2)}`;
      const controls = envelopeOf(segmentsOf(text)).sets.map(({ control }) => control);
      expect(controls).toEqual(expect.arrayContaining(second.sets.map((_set, index) => `2-${index}`)));
    }),
  ));

it('loses the one set whose beginning or end is missing, says so, and keeps its neighbours', () =>
  fc.assert(
    fc.property(interchange, fc.nat(), fc.constantFrom('ST', 'SE'), (one, chosen, missing) => {
      const lost = `1-${chosen % one.sets.length}`;
      const segments = segmentsOf(written(one)).filter((line) => line.id !== missing || line.elements[2] !== lost);
      const { sets, faults } = envelopeOf(segments);
      const kept = one.sets.map((_set, index) => `1-${index}`).filter((control) => control !== lost);
      expect(sets.map(({ control }) => control)).toEqual(kept);
      expect(faults.length).toBeGreaterThan(0);
    }),
  ));

it('counts every segment: one that is dropped or doubled is told', () =>
  fc.assert(
    fc.property(interchange, fc.nat(), fc.boolean(), (one, chosen, doubled) => {
      const all = segmentsOf(written(one));
      const inner = all.filter(({ id }) => !/^(ISA|GS|ST|SE|GE|IEA)$/.test(id));
      fc.pre(inner.length > 0);
      const changed = inner[chosen % inner.length]!;
      const segments = all.flatMap((line) => (line !== changed ? [line] : doubled ? [line, line] : []));
      const { sets, faults } = envelopeOf(segments);
      expect(sets).toHaveLength(one.sets.length);
      expect(faults.map(({ problem }) => problem)).toEqual([expect.stringMatching(/^SE counts \d+ segments/)]);
    }),
  ));

it('reads any text without a throw, and no segment without a name', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `ISA*${text}`),
      ),
      (text) => {
        const segments = segmentsOf(text);
        envelopeOf(segments);
        expect(segments.map(({ number }) => number)).toEqual(segments.map((_segment, index) => index + 1));
      },
    ),
  ));

it.each([
  ['a file without ISA', 'ST*997*0001~AK1*PO*2~', { element: '*', segment: '~' }],
  ['a file without ISA, by lines', 'GS|QM|A|B\nST|214|1\n', { element: '|', segment: '\n' }],
  [
    'an ISA without its widths',
    `ISA*00* *00* *02*A *02*B *060301*0028*U*00401*001*0*P*:~\nGS*QM`,
    { element: '*', segment: '~' },
  ],
  ['an ISA that is cut off', 'ISA*00*   ', { element: '*', segment: '\n' }],
])('finds the separators of %s', (_what, text, expected) => expect(separatorsOf(text)).toEqual(expected));

it('takes bytes that are no UTF-8 for Windows-1252', () => {
  expect(textOf(Uint8Array.of(0x4d, 0xfc, 0x6c, 0x85))).toBe('Mül…');
  expect(textOf(Buffer.from('Mül…'))).toBe('Mül…');
});
