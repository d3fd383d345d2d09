import type { Audience } from './audience';
import type { Member } from './subscriber';

interface Group<A> {
  readonly audience: A;
  readonly members: Set<Member>;
}

/** Who is told what, by audience. */
export interface Audiences<A extends Audience> {
  /** The audience as all its members share it. */
  join(audience: A, member: Member): A;
  leave(audience: A, member: Member): void;
  all(): A[];
  /** Tells all members. Others get their turn in between where there are many. */
  tell(audience: A, tell: (member: Member) => void): Promise<void>;
  count(): number;
}

/** Members that are told without a breath: some milliseconds. */
const AT_ONCE = 500;

export function createAudiences<A extends Audience>(): Audiences<A> {
  const groups = new Map<string, Group<A>>();
  return {
    join(audience, member) {
      const group = groups.get(audience.key) ?? { audience, members: new Set<Member>() };
      groups.set(audience.key, group);
      group.members.add(member);
      return group.audience;
    },
    leave({ key }, member) {
      const group = groups.get(key);
      if (group?.members.delete(member) && group.members.size === 0) groups.delete(key);
    },
    all: () => [...groups.values()].map(({ audience }) => audience),
    async tell({ key }, tell) {
      let told = 0;
      for (const member of groups.get(key)?.members ?? []) {
        tell(member);
        if (++told % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    count: () => [...groups.values()].reduce((sum, { members }) => sum + members.size, 0),
  };
}
