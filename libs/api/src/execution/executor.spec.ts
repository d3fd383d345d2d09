import { buildSchema, parse } from 'graphql';
import * as jit from 'graphql-jit';
import { createExecutor } from './executor';

jest.mock('graphql-jit', () => {
  const real = jest.requireActual<typeof jit>('graphql-jit');
  return { ...real, compileQuery: jest.fn(real.compileQuery) };
});

const schema = buildSchema('type Query { a: String }');
const root = { a: 'x' };
const compiled = (): number => (jit.compileQuery as jest.Mock).mock.calls.length;

describe('executing', () => {
  beforeEach(() => (jit.compileQuery as jest.Mock).mockClear());

  it('compiles what comes back, once, whether its one operation is named or not', () => {
    const document = parse('query A { a }');
    const executor = createExecutor(schema);
    const counts = [null, 'A', '', 'A'].map((name) => {
      expect(executor.execute(document, name, {} as never, {}, root)).toMatchObject({ data: { a: 'x' } });
      return compiled();
    });
    expect(counts).toEqual([0, 1, 1, 1]);
  });

  it('compiles all operations of a document ahead when told so', () => {
    const document = parse('query A { a } query B { b: a }');
    const executor = createExecutor(schema);
    executor.compile(document);
    expect(compiled()).toBe(2);
    expect(executor.execute(document, 'B', {} as never, {}, root)).toMatchObject({ data: { b: 'x' } });
    expect(compiled()).toBe(2);
  });
});
