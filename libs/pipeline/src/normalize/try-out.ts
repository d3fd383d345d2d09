import { spawn } from 'node:child_process';

/** Ordinary plugins take a tenth of a second. */
const LOAD_MS = 10_000;
/** What a module starts and does not wait for may still end the process. */
const SETTLE_MS = 50;

/** An import that throws is no danger: whoever imports it next gets the error itself. */
const SCRIPT = `
const alive = () => process.send('alive', () => process.exit());
try { await import(process.argv[1]); setTimeout(alive, ${SETTLE_MS}); } catch { alive(); }`;

/** Exit code of Node when the top level of a module waits for something that never comes. */
const WAITS_FOR_EVER = 13;

/**
 * Loads a module in a process of its own first, since none survives one that loops or exits at its top level. Why it
 * must not be loaded, or null when it may.
 */
export function tryOut(from: string, ms: number = LOAD_MS): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, from], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const state = { isAlive: false, isLate: false, said: '' };
    const timer = setTimeout(() => {
      state.isLate = true;
      child.kill('SIGKILL');
    }, ms);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (state.said = (state.said + text).slice(-2_000)));
    child.on('message', () => (state.isAlive = true));
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(`it could not be tried out: ${error.message}`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (state.isAlive) resolve(null);
      else if (state.isLate) resolve(`it was not loaded within ${ms / 1000} s, and was stopped: ${LOOK}`);
      else if (code === WAITS_FOR_EVER) resolve(`its top level waits for something that never comes: ${LOOK}`);
      else
        resolve(
          `it ends the process that loads it (${signal ?? `exit code ${code}`})${lastWords(state.said)}: ${LOOK}`,
        );
    });
  });
}

const LOOK = 'look at what its modules do at their top level';

const lastWords = (said: string): string => {
  const line = said.split('\n').find((one) => /^\w*Error\b/.test(one));
  return line === undefined ? '' : `, with ${line.slice(0, 200)}`;
};
