import { NobodyElse } from '@whereabouts/pipeline';
import { publicId, type Person } from '@whereabouts/store';
import { buildPipeline, systemClock } from '../../compose';
import { layFoundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { tally } from '../../metrics/meter';
import { commandLog, configOrFail } from '../environment';
import { progress } from '../progress';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';
import { merchantOf } from './merchant-of';

export interface HandOverOptions {
  readonly merchant?: string;
  readonly json?: boolean;
}

/** Gives all open cases of a person to others, by the rules of routing. */
export async function handOver(email: string, options: HandOverOptions, terminal: Terminal): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const plugins = await loadConfiguredPlugins(config);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const { id: merchantId, name } = await merchantOf(foundation, options.merchant);
    const people = await foundation.directory.people(merchantId);
    const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
    if (!person) return wrongUsage(`${name} has no user ${email}. See who there is: npm run hub -- user list`);
    const pipeline = await buildPipeline(foundation, plugins, { meter: tally(), roles: [], workers: 1 });
    try {
      const bar = progress('cases', terminal);
      const order = { merchantId, ownerId: person.id, actor: 'cli' };
      const { cases, to } = await pipeline
        .handOver(order, (done) => bar.update(done, done))
        .catch((error: unknown) => {
          throw error instanceof NobodyElse ? new Error(nobodyElse(person)) : error;
        })
        .finally(() => bar.end());
      const shares = people.filter(({ id }) => to[id]).map((one) => ({ ...shown(one), cases: to[one.id]! }));
      terminal.out(
        options.json
          ? JSON.stringify({ from: shown(person), cases, to: shares }, null, 2)
          : describe(person, cases, shares),
      );
    } finally {
      await pipeline.stop();
    }
    return EXIT.done;
  } finally {
    await foundation.close();
  }
}

const shown = ({ id, name, email }: Person) => ({ id: publicId('user', id), name, email });

const nobodyElse = ({ name }: Person): string =>
  `Nobody but ${name} can own cases. Add somebody first: npm run hub -- user add <email> --name <name> --role AGENT`;

const describe = (person: Person, cases: number, shares: readonly { name: string; cases: number }[]): string => {
  if (cases === 0) return `${person.name} owns no open case.`;
  const moved =
    cases === 1
      ? `1 open case of ${person.name} has another owner`
      : `${cases} open cases of ${person.name} have other owners`;
  return `${moved} now: ${shares.map((one) => `${one.name} ${one.cases}`).join(', ')}.`;
};
