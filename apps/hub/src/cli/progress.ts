import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

const PLAIN_EVERY = 1_000;

/** A bar on a terminal; elsewhere a line now and then. */
export function progress(what: string, terminal: Terminal): Progress {
  if (!terminal.isTty) {
    let told = 0;
    return {
      update(done, total) {
        if (done < told + PLAIN_EVERY && (done < total || done === told)) return;
        told = done;
        terminal.err(`${done} of ${total} ${what}`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({
    format: `{bar} {value} of {total} ${what}, {eta} s left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    stream: process.stderr,
  });
  let isStarted = false;
  return {
    update(done, total) {
      if (isStarted) bar.setTotal(total);
      else bar.start(total, done);
      isStarted = true;
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
