import { startHub, systemClock } from '../../compose';
import { isLoopback } from '../../config/settings';
import { servesExplorer } from '../../config/read-config';
import { demoWelcome } from '../../demo/welcome';
import { onStopSignal } from '../../lifecycle/stopping';
import { openLog } from '../../logging/log';
import { configOrFail } from '../environment';
import { EXIT, wrongUsage, type ExitCode, type Terminal } from '../terminal';

/** Runs the hub until it is told to stop. */
export async function serve(options: { readonly demo?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const began = performance.now();
  const config = configOrFail(terminal);
  const demo = options.demo === true;
  if (demo && !isLoopback(config.HUB_HOST))
    return wrongUsage(
      `Demo mode needs no credentials, so it runs on this machine only: HUB_HOST is ${config.HUB_HOST}. Unset it, or leave --demo out.`,
    );
  const log = openLog(config.HUB_LOG_LEVEL ?? (demo ? 'warn' : 'info'));
  process.on('unhandledRejection', (error) => log.error({ error }, 'a promise was rejected and nobody looked'));
  const hub = await startHub({ config, demo, log });
  const seconds = (performance.now() - began) / 1000;
  if (demo)
    terminal.out(
      demoWelcome({
        url: hub.url,
        seconds,
        database: hub.database,
        parcels: hub.seeded?.parcels ?? null,
        explorer: servesExplorer(config),
        now: systemClock(),
      }),
    );
  else log.info({ url: hub.url, database: hub.database, seconds }, 'Whereabouts is ready');
  process.on('uncaughtException', (error) => {
    // The state is unknown from here on: finish what is in hand and let a supervisor start it anew.
    log.error({ error }, 'a fault that nobody caught: the hub stops');
    void hub.stop().then(() => process.exit(EXIT.failed));
  });
  return untilStopped(hub.stop, demo, terminal);
}

function untilStopped(stop: () => Promise<boolean>, demo: boolean, terminal: Terminal): Promise<ExitCode> {
  return new Promise((resolve) => {
    const end = onStopSignal(
      () => {
        if (demo) terminal.out('\nStopping. Once more to force it.');
        void stop().then((clean) => {
          end();
          resolve(clean ? EXIT.done : EXIT.failed);
        });
      },
      () => process.exit(EXIT.failed),
      process.env['npm_lifecycle_event'] !== undefined,
    );
  });
}
