/**
 * A GraphQL document that knows the types of its answer and its variables: a text, or what GraphQL Code Generator makes of
 * one with `documentMode: 'string'`.
 */
export type TypedDocument<Data, Variables> = (string | { toString(): string }) & {
  /** Only for the compiler. */
  readonly __apiType?: (variables: Variables) => Data;
};

/** Gives a plain text its types, where no generator does. */
export const typed = <Data, Variables = Record<string, never>>(text: string): TypedDocument<Data, Variables> =>
  text as TypedDocument<Data, Variables>;
