import type { Viewer } from '@whereabouts/api';
import { accountsByEmail, type Directory, type Person, type Queryable } from '@whereabouts/store';
import type { Authorities } from './authorities';
import { hashOf, isSecret, readKeyToken } from './key-token';
import type { ReadToken } from './signed-tokens';

export interface ViewerNeeds {
  readonly db: Queryable;
  readonly directory: Directory;
  readonly authorities: Authorities;
  /** From the settings: acts as an admin of the first merchant. */
  readonly apiToken: string | undefined;
  /** Null: no issuer of signed tokens is set. */
  readonly readToken: ReadToken | null;
  /** In demo mode: the name of the merchant for whose lead a request without credentials speaks. */
  readonly demoMerchant: string | null;
}

const BEARER = /^Bearer +(\S+) *$/i;

export type ViewerOf = (authorization: string | undefined) => Promise<Viewer | null>;

/** Says who a request speaks for, by its Authorization header. Null: for nobody. @throws KeysAway */
export function viewers({ db, directory, authorities, apiToken, readToken, demoMerchant }: ViewerNeeds): ViewerOf {
  const adminHash = apiToken === undefined ? null : hashOf(apiToken);
  const known = new Map<string, Promise<Viewer | null>>();
  // Found once: a merchant and its first people are not removed. What was not found is looked for again.
  const remember = (key: string, find: () => Promise<Viewer | null>): Promise<Viewer | null> => {
    const found = known.get(key) ?? find();
    known.set(key, found);
    found.then(
      (viewer) => viewer === null && known.delete(key),
      () => known.delete(key),
    );
    return found;
  };

  const bySignedToken = async (token: string): Promise<Viewer | null> => {
    const word = readToken && (await readToken(token));
    if (!word) return null;
    const accounts = await accountsByEmail(db, word.email, word.merchant);
    // Of two merchants, nobody says which is meant: the token must.
    return accounts.length === 1 ? authorities.byPerson(accounts[0]!.userId, word.expiresAt) : null;
  };

  return async (authorization) => {
    if (authorization === undefined)
      return demoMerchant === null ? null : remember('demo', () => demoLead(directory, demoMerchant));
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) return null;
    if (adminHash !== null && isSecret(token, adminHash)) return remember('admin', () => firstAdmin(directory));
    const key = readKeyToken(token);
    return key ? authorities.byKey(key) : bySignedToken(token);
  };
}

/** Stands for the id of a key where the token of the settings came in. */
const TOKEN_OF_SETTINGS = 'HUB_API_TOKEN';

async function demoLead(directory: Directory, name: string): Promise<Viewer | null> {
  const merchant = (await directory.merchants()).find((one) => one.name === name);
  if (merchant === undefined) return null;
  return viewerOf((await directory.people(merchant.id)).find(({ role }) => role === 'LEAD'));
}

async function firstAdmin(directory: Directory): Promise<Viewer | null> {
  const [merchant] = await directory.merchants();
  if (merchant === undefined) return null;
  const admin = viewerOf((await directory.people(merchant.id)).find(({ role }) => role === 'ADMIN'));
  return admin && { ...admin, key: TOKEN_OF_SETTINGS };
}

const viewerOf = (person: Person | undefined): Viewer | null =>
  person === undefined ? null : { merchantId: person.merchantId, userId: person.id, role: person.role };
