import type { Audience } from './audience';
import type { Member } from './subscriber';

/** An audience as all its members share it. */
export interface Group<A> {
  readonly audience: A;
  readonly leave: (member: Member) => void;
}

/** Who is told what, by audience. */
export interface Audiences<A extends Audience> {
  /** Members keep nothing but the group: what one of thousands asked is kept once. */
  join(audience: A, member: Member): Group<A>;
  all(): A[];
  /** Tells all members. Others get their turn in between where there are many. */
  tell(audience: A, tell: (member: Member) => void): Promise<void>;
  count(): number;
}

/** Members that are told without a breath: some milliseconds. */
const AT_ONCE = 500;

/** @param onLeft told each time that a member left */
export function createAudiences<A extends Audience>(onLeft: () => void): Audiences<A> {
  const groups = new Map<string, Group<A> & { readonly members: Set<Member> }>();
  const state = { members: 0 };
  const open = (audience: A): Group<A> & { readonly members: Set<Member> } => {
    const members = new Set<Member>();
    const group = {
      audience,
      members,
      leave(member: Member): void {
        if (!members.delete(member)) return;
        state.members--;
        if (members.size === 0 && groups.get(audience.key) === group) groups.delete(audience.key);
        onLeft();
      },
    };
    groups.set(audience.key, group);
    return group;
  };
  return {
    join(audience, member) {
      const group = groups.get(audience.key) ?? open(audience);
      group.members.add(member);
      state.members++;
      return group;
    },
    all: () => [...groups.values()].map(({ audience }) => audience),
    async tell({ key }, tell) {
      let told = 0;
      for (const member of groups.get(key)?.members ?? []) {
        tell(member);
        if (++told % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    count: () => state.members,
  };
}
