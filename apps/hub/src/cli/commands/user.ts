import type { Role } from '@whereabouts/model';
import { publicId, type Person } from '@whereabouts/store';
import type { Foundation } from '../../foundation';
import { EXIT, table, wrongUsage, type ExitCode, type Terminal } from '../terminal';
import { merchantOf } from './merchant-of';
import { withFoundation } from './source';

export interface UserOptions {
  readonly name?: string;
  readonly role?: Role;
  readonly plugin?: string;
  readonly merchant?: string;
  readonly json?: boolean;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Adds a person, or a machine with an account. */
export async function addUser(email: string, options: UserOptions, terminal: Terminal): Promise<ExitCode> {
  const { name = '', role = 'VIEWER', plugin = null } = options;
  if (!EMAIL.test(email)) wrongUsage(`${email} is no email address.`);
  checkPlugin(role, plugin);
  return withFoundation(terminal, async (foundation) => {
    const { directory, clock } = foundation;
    const merchant = await merchantOf(foundation, options.merchant);
    if ((await directory.people(merchant.id)).some((one) => one.email.toLowerCase() === email.toLowerCase()))
      wrongUsage(`${merchant.name} already has a user ${email}. Change it with: user set ${email} …`);
    const added = await directory.addPerson({ merchantId: merchant.id, name, email, role, plugin }, clock());
    if (options.json) terminal.out(JSON.stringify(shown(added)));
    else terminal.out(`${name} <${email}> was added to ${merchant.name} as ${role}.`);
    return EXIT.done;
  });
}

/** Lists everybody who was not removed. */
export async function listUsers(options: UserOptions, terminal: Terminal): Promise<ExitCode> {
  return withFoundation(terminal, async (foundation) => {
    const merchant = await merchantOf(foundation, options.merchant);
    const people = (await foundation.directory.people(merchant.id)).map(shown);
    if (options.json) terminal.out(JSON.stringify(people, null, 2));
    else
      terminal.out(
        table(
          ['NAME', 'EMAIL', 'ROLE', 'PLUGIN'],
          people.map(({ name, email, role, plugin }) => [name, email, role, plugin ?? '-']),
        ),
      );
    return EXIT.done;
  });
}

/** Changes what is given of a user. */
export async function setUser(email: string, options: UserOptions, terminal: Terminal): Promise<ExitCode> {
  const { name, role, plugin } = options;
  if (name === undefined && role === undefined && plugin === undefined)
    wrongUsage('Say what to change: --name, --role or --plugin.');
  return withFoundation(terminal, async (foundation) => {
    const person = await personOf(email, options, foundation);
    const next = { name: name ?? person.name, role: role ?? person.role, plugin: plugin ?? person.plugin };
    const isPartner = next.role === 'PARTNER';
    checkPlugin(next.role, isPartner ? next.plugin : (plugin ?? null));
    await foundation.directory.setPerson(person.merchantId, person.email, {
      ...next,
      plugin: isPartner ? next.plugin : null,
    });
    const now = await personOf(email, options, foundation);
    if (options.json) terminal.out(JSON.stringify(shown(now)));
    else terminal.out(`${now.name} <${email}> is ${now.role}${now.plugin ? ` of ${now.plugin}` : ''} now.`);
    return EXIT.done;
  });
}

/** Lets a user in no more. Whoever owns open cases hands them over first: a case always has an owner. */
export async function removeUser(email: string, options: UserOptions, terminal: Terminal): Promise<ExitCode> {
  return withFoundation(terminal, async (foundation) => {
    const person = await personOf(email, options, foundation);
    const { rows } = await foundation.pool.query<{ open: number }>(
      'select open_cases as open from app_user where merchant_id = $1 and id = $2',
      [person.merchantId, person.id],
    );
    const { open } = rows[0]!;
    if (open > 0)
      throw new Error(
        `${email} owns ${open} open cases. Hand them over first: npm run hub -- cases hand-over ${email}`,
      );
    await foundation.directory.removePerson(person.merchantId, person.email, foundation.clock());
    if (options.json) terminal.out(JSON.stringify({ removed: publicId('user', person.id), email }));
    else terminal.out(`${email} comes in no more. What was done stays.`);
    return EXIT.done;
  });
}

async function personOf(email: string, { merchant }: UserOptions, foundation: Foundation): Promise<Person> {
  const { id, name } = await merchantOf(foundation, merchant);
  const people = await foundation.directory.people(id);
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (!person) throw new Error(`${name} has no user ${email}. See: npm run hub -- user list`);
  return person;
}

function checkPlugin(role: Role, plugin: string | null): void {
  if (role === 'PARTNER' && plugin === null)
    wrongUsage('A partner sees the traffic of one plugin: say which with --plugin.');
  if (role !== 'PARTNER' && plugin !== null) wrongUsage(`--plugin is for partners; ${role} sees all sources.`);
}

const shown = ({ id, name, email, role, plugin }: Person) => ({ id: publicId('user', id), name, email, role, plugin });
