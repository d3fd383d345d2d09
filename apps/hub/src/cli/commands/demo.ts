import { addDemo, systemClock } from '../../compose';
import { DEMO_MERCHANT } from '../../demo/demo-merchant';
import { layFoundation } from '../../foundation';
import { loadConfiguredPlugins } from '../../installed';
import { commandLog, configOrFail } from '../environment';
import { EXIT, type ExitCode, type Terminal } from '../terminal';

/** Adds the demo merchant with its parcels to the database, once. */
export async function demo(options: { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const config = configOrFail(terminal);
  const loading = await loadConfiguredPlugins(config);
  const foundation = await layFoundation(config, commandLog(config), systemClock);
  try {
    const seeded = await addDemo(foundation, loading);
    if (options.json) terminal.out(JSON.stringify({ merchant: DEMO_MERCHANT, added: seeded !== null, ...seeded }));
    else if (seeded === null) terminal.out(`${DEMO_MERCHANT} is there already: nothing was added.`);
    else
      terminal.out(
        `${DEMO_MERCHANT} was added with ${seeded.parcels} parcels, from ${seeded.inputs} documents of four sources.`,
      );
    return EXIT.done;
  } finally {
    await foundation.close();
  }
}
