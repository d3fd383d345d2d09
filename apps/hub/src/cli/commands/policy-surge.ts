import { instant, surgePeriods, surgesOn } from '@whereabouts/model';
import { policySwitches, policyVersionAt } from '@whereabouts/store';
import { commandLineActor, withPolicyDesk } from '../policy-desk';
import { EXIT, table, type ExitCode, type Terminal } from '../terminal';

export interface SurgeOptions {
  readonly merchant?: string;
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
}

export interface SurgeListOptions {
  readonly merchant?: string;
  readonly json?: boolean;
}

const momentOf = (text: string | undefined) => (text === undefined ? undefined : instant(text));

/** Switches a surge set on for a period, or off from a time on. */
export const switchSurge = (
  surge: string,
  isOn: boolean,
  options: SurgeOptions,
  terminal: Terminal,
): Promise<ExitCode> =>
  withPolicyDesk(options.merchant, terminal, async ({ desk, merchant }) => {
    const { from, to, note } = options;
    const order = { surge, isOn, from: momentOf(from), to: momentOf(to), note, actor: commandLineActor() };
    const reply = await desk.switchSurge({ merchantId: merchant.id, ...order });
    if (!reply.ok) {
      terminal.err(reply.message);
      return EXIT.failed;
    }
    const { switched } = reply;
    terminal.out(
      isOn
        ? `${merchant.name}: ${surge} is on from ${switched.from} ${switched.to === null ? 'until it is switched off' : `to ${switched.to}`}.`
        : `${merchant.name}: ${surge} is off from ${switched.from}.`,
    );
    return EXIT.done;
  });

/** Lists the surge sets that the policy in force knows, and the periods in which sets were, are or will be on. */
export const listSurges = (options: SurgeListOptions, terminal: Terminal): Promise<ExitCode> =>
  withPolicyDesk(options.merchant, terminal, async ({ foundation: { pool, clock }, merchant }) => {
    const now = clock();
    const inForce = await policyVersionAt(pool, merchant.id, now);
    const periods = surgePeriods(await policySwitches(pool, [merchant.id]));
    const on = surgesOn(periods, now);
    const sets = Object.keys(inForce?.compiled.surges ?? {}).map((name) => ({ name, isOn: on.includes(name) }));
    if (options.json) {
      terminal.out(JSON.stringify({ merchant: merchant.name, sets, periods }, null, 2));
      return EXIT.done;
    }
    terminal.out(
      sets.length === 0
        ? `${merchant.name}: the policy in force has no surge sets.`
        : table(
            ['set', 'now'],
            sets.map(({ name, isOn }) => [name, isOn ? 'on' : 'off']),
          ),
    );
    if (periods.length > 0)
      terminal.out(
        `\n${table(
          ['period of', 'from', 'to'],
          periods.map(({ surge, from, to }) => [surge, from, to ?? 'switched off']),
        )}`,
      );
    return EXIT.done;
  });
