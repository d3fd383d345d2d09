import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openPolicyDesk, type PolicyDesk } from '@whereabouts/pipeline';
import type { Merchant } from '@whereabouts/store';
import { systemClock } from '../compose';
import { layFoundation, type Foundation } from '../foundation';
import { whatIfFile } from '../installed';
import { merchantOf } from './commands/merchant-of';
import { commandLog, configOrFail } from './environment';
import { wrongUsage, type ExitCode, type Terminal } from './terminal';

/** Whose policy, and where it is changed. */
export interface PolicyWork {
  readonly foundation: Foundation;
  readonly desk: PolicyDesk;
  readonly merchant: Merchant;
}

/** Runs a command on the policy of one merchant. */
export async function withPolicyDesk(
  merchant: string | undefined,
  terminal: Terminal,
  work: (to: PolicyWork) => Promise<ExitCode>,
): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const { pool, clock, log } = foundation;
    const replaying = { pool, databaseUrl: foundation.database.url, workerFile: whatIfFile() };
    const desk = await openPolicyDesk({ pool, clock, log, replaying });
    return await work({ foundation, desk, merchant: await merchantOf(foundation, merchant) });
  } finally {
    await foundation.close();
  }
}

export function readDocument(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return wrongUsage(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Who applies what from here: there are no credentials on a command line. */
export const commandLineActor = (): string => {
  try {
    return `command-line:${userInfo().username}`;
  } catch {
    // An account without a name, as in some containers.
    return 'command-line';
  }
};
