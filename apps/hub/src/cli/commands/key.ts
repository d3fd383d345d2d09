import { ACCESS_SCOPES, instant, type AccessScope, type Instant } from '@whereabouts/model';
import { addApiKey, apiKeysOf, privateId, publicId, revokeApiKey, type ApiKey } from '@whereabouts/store';
import { hashOf, newSecret, writeKeyToken } from '../../access/key-token';
import { EXIT, table, wrongUsage, type ExitCode, type Terminal } from '../terminal';
import { merchantOf } from './merchant-of';
import { withFoundation } from './source';

export interface KeyOptions {
  readonly scope?: readonly string[];
  /** With its offset. */
  readonly expires?: string;
  readonly merchant?: string;
  readonly json?: boolean;
}

/** Makes a key and prints it. The hub keeps only a hash: it cannot be shown again. */
export async function addKey(
  name: string,
  options: KeyOptions & { readonly user: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const scopes = options.scope?.map(scopeOf) ?? null;
  return withFoundation(terminal, async (foundation) => {
    const { pool, directory, clock } = foundation;
    const merchant = await merchantOf(foundation, options.merchant);
    const email = options.user.toLowerCase();
    const user = (await directory.people(merchant.id)).find((one) => one.email.toLowerCase() === email);
    if (!user)
      return wrongUsage(`${merchant.name} has no user ${options.user}. Add one: npm run hub -- user add --help`);
    const expiresAt = options.expires === undefined ? null : instant(options.expires);
    if (expiresAt !== null && expiresAt <= clock()) wrongUsage('--expires lies in the past.');
    const secret = newSecret();
    const { id } = await addApiKey(
      pool,
      { merchantId: merchant.id, userId: user.id, name, scopes, expiresAt, hash: hashOf(secret) },
      clock(),
    );
    const key = writeKeyToken({ id, secret });
    if (options.json) terminal.out(JSON.stringify({ id: publicId('apiKey', id), name, key }));
    else {
      terminal.err(
        `Key ${name} of ${user.email} (${user.role}). It is shown this once; send it as Authorization: Bearer …`,
      );
      terminal.out(key);
    }
    return EXIT.done;
  });
}

/** Lists keys, revoked ones too. */
export async function listKeys(options: KeyOptions, terminal: Terminal): Promise<ExitCode> {
  return withFoundation(terminal, async (foundation) => {
    const merchant = await merchantOf(foundation, options.merchant);
    const people = new Map((await foundation.directory.people(merchant.id)).map((one) => [one.id, one.email]));
    const keys = (await apiKeysOf(foundation.pool, merchant.id)).map((key) => ({
      id: publicId('apiKey', key.id),
      name: key.name,
      user: people.get(key.userId) ?? 'removed',
      scopes: key.scopes,
      state: stateOf(key, foundation.clock()),
      lastUsedAt: key.lastUsedAt,
      expiresAt: key.expiresAt,
    }));
    if (options.json) terminal.out(JSON.stringify(keys, null, 2));
    else if (keys.length === 0)
      terminal.out('There is no key yet. Make one: npm run hub -- key add <name> --user <email>');
    else
      terminal.out(
        table(
          ['ID', 'NAME', 'USER', 'SCOPES', 'STATE', 'LAST USED'],
          keys.map((one) => [
            one.id,
            one.name,
            one.user,
            one.scopes?.join(' ') ?? 'all',
            one.state,
            one.lastUsedAt ?? 'never',
          ]),
        ),
      );
    return EXIT.done;
  });
}

/** Ends a key. */
export async function revokeKey(id: string, options: KeyOptions, terminal: Terminal): Promise<ExitCode> {
  const inside = privateId('apiKey', id);
  if (inside === null) return wrongUsage(`${id} is no id of a key. See: npm run hub -- key list`);
  return withFoundation(terminal, async (foundation) => {
    const merchant = await merchantOf(foundation, options.merchant);
    if (!(await revokeApiKey(foundation.pool, merchant.id, inside, foundation.clock())))
      throw new Error(`${merchant.name} has no key ${id} that is not revoked yet. See: npm run hub -- key list`);
    if (options.json) terminal.out(JSON.stringify({ revoked: id }));
    else terminal.out(`Key ${id} opens nothing any more. Running hubs notice within seconds.`);
    return EXIT.done;
  });
}

function scopeOf(word: string): AccessScope {
  const scope = word.toUpperCase();
  return Object.hasOwn(ACCESS_SCOPES, scope)
    ? (scope as AccessScope)
    : wrongUsage(`${word} is no scope; there are ${Object.keys(ACCESS_SCOPES).join(', ')}.`);
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Instant): string {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'ended' : 'good';
}
