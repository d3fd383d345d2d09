import type { Page, PageRequest, SortKey } from '@whereabouts/store';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { PageInfoType } from './common.type';
import { refuse } from '../errors';
import { decodeCursor, encodeCursor, type ListOrder } from './list-order';

/** A page of a list: what a connection type reads. Edges and cursors are made only when asked for. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfoType;
}

/** The two classes of a Relay connection, with `nodes` as a shortcut. */
export function connectionOf<Node extends object>(name: string, node: ClassType<Node>, plural: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: 'One entry of a list with its cursor.' })
  class Edge {
    @Field(() => String, { description: 'Opaque; pass it as after or before.' }) cursor!: string;
    @Field(() => node, { description: 'The entry.' }) node!: Node;
  }
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${plural}.` })
  class ConnectionType {
    @Field(() => [Edge], { description: 'The entries with their cursors.' }) edges!: readonly Edge[];
    @Field(() => [node], { description: 'The entries alone.' }) nodes!: readonly Node[];
    @Field(() => PageInfoType, { description: 'Where the page lies in the list.' }) pageInfo!: PageInfoType;
  }
  return ConnectionType;
}

const FIRST = 'How many from the beginning, at most 200.';
const AFTER = 'Cursor after which the page begins.';

@ArgsType()
export class ForwardArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST }) first!: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) after?: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: FIRST }) first!: number | null;
  @Field(() => String, { nullable: true, description: AFTER }) after?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many from the end, at most 200; counts instead of first.' })
  last?: number | null;
  @Field(() => String, { nullable: true, description: 'Cursor before which the page ends.' }) before?: string | null;
}

export const MOST_A_PAGE = 200;

/** Arguments of a list to what the store reads. */
export function pageRequest(args: Partial<PageArgs>, order: Omit<ListOrder<never>, 'keyOf'>): PageRequest {
  const backward = args.last !== null && args.last !== undefined;
  const limit = (backward ? args.last : args.first) ?? 50;
  if (!(limit >= 0 && limit <= MOST_A_PAGE))
    throw refuse('BAD_USER_INPUT', `${backward ? 'last' : 'first'} must be from 0 to ${MOST_A_PAGE}; it is ${limit}.`);
  const decode = (cursor: string | null | undefined): SortKey | null =>
    cursor === null || cursor === undefined ? null : decodeCursor(order, cursor);
  return { limit, backward, after: decode(args.after), before: decode(args.before) };
}

/** A page of the store as a connection. A list of lists has many: it is a class, so that each is small. */
export class PageConnection<Row, Node> implements Connection<Node> {
  readonly nodes: readonly Node[];

  constructor(
    private readonly page: Page<Row>,
    private readonly order: ListOrder<Row>,
    toNode: (row: Row) => Node,
  ) {
    this.nodes = page.rows.map(toNode);
  }
  get edges() {
    return this.nodes.map((node, index) => ({ node, cursor: encodeCursor(this.order, this.page.rows[index]!) }));
  }
  get pageInfo() {
    return new PageInfo(this.page, this.order);
  }
}

/** Cursors are made only when asked for. */
class PageInfo<Row> implements PageInfoType {
  constructor(
    private readonly page: Page<Row>,
    private readonly order: ListOrder<Row>,
  ) {}
  get hasNextPage() {
    return this.page.hasNextPage;
  }
  get hasPreviousPage() {
    return this.page.hasPreviousPage;
  }
  get startCursor() {
    return this.cursorAt(0);
  }
  get endCursor() {
    return this.cursorAt(-1);
  }
  private cursorAt(index: number): string | null {
    const row = this.page.rows.at(index);
    return row === undefined ? null : encodeCursor(this.order, row);
  }
}

export const toConnection = <Row, Node>(
  page: Page<Row>,
  order: ListOrder<Row>,
  toNode: (row: Row) => Node,
): Connection<Node> => new PageConnection(page, order, toNode);
