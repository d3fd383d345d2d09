import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plugin } from './plugin';
import { acknowledge } from './reply';

const NOW = '2026-03-10T16:02:00.000Z';
const file = (name: string): Buffer => readFileSync(join(__dirname, '../fixtures', name));
const lines = (text: string | null): string[] => (text ?? '').split('\n').filter((line) => line !== '');
const group = (...sets: readonly string[]): Buffer =>
  Buffer.from(
    [
      'ISA*00*          *00*          *ZZ*PARTNER        *ZZ*EXAMPLESHOP    *260310*1530*U*00401*000000007*0*P*>',
      'GS*QM*PARTNER*EXAMPLESHOP*20260310*1530*7*X*004010',
      ...sets,
      `GE*${sets.length}*7`,
      'IEA*1*000000007',
    ].join('~') + '~',
  );
const WHOLE = 'ST*214*0001~B10*1*2*ABCD~SE*3*0001';

describe('the acknowledgement of a file', () => {
  it('goes back to who sent it, in the same separators, and says what was taken', () => {
    expect(lines(acknowledge(group(WHOLE), NOW))).toEqual([
      'ISA*00*          *00*          *ZZ*EXAMPLESHOP    *ZZ*PARTNER        *260310*1602*U*00401*000000007*0*P*>~',
      'GS*FA*EXAMPLESHOP*PARTNER*20260310*1602*7*X*004010~',
      'ST*997*0001~',
      'AK1*QM*7~',
      'AK2*214*0001~',
      'AK5*A~',
      'AK9*A*1*1*1~',
      'SE*6*0001~',
      'GE*1*7~',
      'IEA*1*000000007~',
    ]);
  });

  it.each<[what: string, sets: string[], ak5: string[], ak9: string]>([
    ['a wrong count', ['ST*214*1~B10*1*2*ABCD~SE*9*1'], ['AK5*E*4'], 'AK9*E*1*1*1'],
    ['another control number', ['ST*214*1~B10*1*2*ABCD~SE*3*2'], ['AK5*E*3'], 'AK9*E*1*1*1'],
    ['a set without its end', ['ST*214*1~B10*1*2*ABCD', WHOLE], ['AK5*R*2', 'AK5*A'], 'AK9*P*2*2*1'],
    ['nothing whole', ['ST*214*1~B10*1*2*ABCD'], ['AK5*R*2'], 'AK9*R*1*1*0'],
  ])('says what is wrong: %s', (_what, sets, ak5, ak9) => {
    const answer = lines(acknowledge(group(...sets), NOW)).map((line) => line.replace('~', ''));
    expect(answer.filter((line) => line.startsWith('AK5'))).toEqual(ak5);
    expect(answer.filter((line) => line.startsWith('AK9'))).toEqual([ak9]);
  });

  it('answers every group of every interchange', () => {
    const answer = lines(acknowledge(file('214-stops-two-interchanges.edi'), NOW));
    expect(answer.filter((line) => line.startsWith('AK1'))).toHaveLength(2);
  });

  it('acknowledges no acknowledgement, and nothing that is no X12', () => {
    const own = acknowledge(group(WHOLE), NOW)!;
    expect(acknowledge(Buffer.from(own), NOW)).toBeNull();
    expect(acknowledge(Buffer.from('hello'), NOW)).toBeNull();
  });

  it('is read back by the plugin as the word of a partner', () => {
    const own = acknowledge(group(WHOLE), NOW)!;
    const said = plugin.normalize({ body: Buffer.from(own), headers: {}, receivedAt: NOW as never }, {});
    expect(said.issues.filter(({ kind }) => kind === 'record')).toEqual([]);
  });

  it('is what the hub answers with', () => {
    const { reply } = plugin.push!;
    const answer = typeof reply === 'function' ? reply({ headers: {}, body: group(WHOLE), now: NOW as never }) : null;
    expect(answer).toMatchObject({ contentType: 'application/edi-x12', body: acknowledge(group(WHOLE), NOW) });
  });
});
