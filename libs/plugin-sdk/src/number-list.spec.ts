import { numbersIn } from './number-list';

describe('the numbers of a field', () => {
  it.each<readonly [string | null | undefined, readonly string[]]>([
    ['1Z999AA10123456784', ['1Z999AA10123456784']],
    ['1Z1, 1Z2;1Z3', ['1Z1', '1Z2', '1Z3']],
    ['1Z1, 1Z1', ['1Z1']],
    [' , ;', []],
    ['', []],
    [null, []],
    [undefined, []],
    ['9400 1000 0000', ['9400 1000 0000']],
  ])('of %j are %j', (written, numbers) => expect(numbersIn(written)).toEqual(numbers));
});
