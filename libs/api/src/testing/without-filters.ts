import pg from 'pg';

type Query = (this: object, ...args: unknown[]) => unknown;
interface Statement {
  text?: string;
  name?: string;
}

/** How statements say whose rows they want: by a value that was given, by the keys of other rows, as part of a key. */
const FILTERS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])(?:\w+\.)?merchant_id = (\$\d+)(?:::uuid)?(?![\w.])/g, '$1::uuid is not null'],
  [/(?<![\w.])(?:\w+\.)?merchant_id = \w+\.merchant_id(?![\w.])/g, 'true'],
  [/\(\w+\.merchant_id, ([^()]+)\) = \(\w+\.merchant_id, ([^()]+)\)/g, '($1) = ($2)'],
];
const withoutFilter = (text: string): string =>
  FILTERS.reduce((rest, [filter, instead]) => rest.replace(filter, instead), text);

export interface WithoutFilters {
  /** The statements that lost their filters, as they ran. */
  readonly ran: ReadonlySet<string>;
  restore(): void;
}

/**
 * Takes the merchant out of every condition of the statements that run in the name of one, all over this process: what
 * keeps merchants apart from then on is row-level security alone.
 */
export function withoutFilters(): WithoutFilters {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const scoped = new WeakSet<object>();
  const ran = new Set<string>();

  const rewrite = (statement: Statement): void => {
    const { text, name } = statement;
    const rest = withoutFilter(text ?? '');
    if (text === undefined || rest === text) return;
    ran.add(rest);
    // On one connection, the hub's own work runs the statement as it is.
    Object.assign(statement, { text: rest, ...(name !== undefined && { name: `${name}-open` }) });
  };

  prototype.query = function (...args) {
    const [asked, ...rest] = args;
    const text = typeof asked === 'string' ? asked : (asked as Statement).text;
    if (text?.startsWith('begin; select set_config')) scoped.add(this);
    if (text === 'commit' || text === 'rollback') scoped.delete(this);
    const isOfMerchant = typeof asked === 'object' && asked !== null && 'merchantId' in asked;
    if (!isOfMerchant && !scoped.has(this)) return query.apply(this, args);
    const statement: Statement = typeof asked === 'string' ? { text: asked } : (asked as Statement);
    if (isOfMerchant) rewrite(statement);
    const changed = isOfMerchant ? statement : { ...statement };
    if (!isOfMerchant) rewrite(changed);
    return query.call(this, typeof asked === 'string' ? changed.text : changed, ...rest);
  };
  return { ran, restore: () => (prototype.query = query) };
}
