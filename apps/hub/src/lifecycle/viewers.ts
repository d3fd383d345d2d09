import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '@whereabouts/model';
import type { Directory, Person } from '@whereabouts/store';

export interface HubViewer {
  readonly merchantId: string;
  readonly userId: string;
  readonly role: Role;
}

export interface ViewerNeeds {
  readonly directory: Directory;
  readonly apiToken: string | undefined;
  /** In demo mode: the name of the merchant for whose lead a request without credentials speaks. */
  readonly demoMerchant: string | null;
}

const BEARER = /^Bearer +(\S+) *$/i;

/** Says who a request speaks for, by its Authorization header. Null: for nobody. */
export function viewers({ directory, apiToken, demoMerchant }: ViewerNeeds) {
  const known = new Map<string, Promise<HubViewer | null>>();
  // Found once: a merchant and its people are not removed. What was not found is looked for again.
  const remember = (key: string, find: () => Promise<HubViewer | null>): Promise<HubViewer | null> => {
    const found = known.get(key) ?? find();
    known.set(key, found);
    found.then(
      (viewer) => viewer === null && known.delete(key),
      () => known.delete(key),
    );
    return found;
  };

  return async (authorization: string | undefined): Promise<HubViewer | null> => {
    if (authorization === undefined)
      return demoMerchant === null ? null : remember('demo', () => demoLead(directory, demoMerchant));
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined || apiToken === undefined || !isSame(token, apiToken)) return null;
    return remember('admin', () => firstAdmin(directory));
  };
}

async function demoLead(directory: Directory, name: string): Promise<HubViewer | null> {
  const merchant = (await directory.merchants()).find((one) => one.name === name);
  if (merchant === undefined) return null;
  return viewerOf((await directory.people(merchant.id)).find(({ role }) => role === 'LEAD'));
}

async function firstAdmin(directory: Directory): Promise<HubViewer | null> {
  const [merchant] = await directory.merchants();
  if (merchant === undefined) return null;
  return viewerOf((await directory.people(merchant.id)).find(({ role }) => role === 'ADMIN'));
}

const viewerOf = (person: Person | undefined): HubViewer | null =>
  person === undefined ? null : { merchantId: person.merchantId, userId: person.id, role: person.role };

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
