import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** `CHROMIUM` names another one, and says that tests must not go without. */
const named = process.env['CHROMIUM'];
const program = named ?? '/usr/bin/chromium';

/** Null: there is a browser, or there must be one. Otherwise why tests are skipped that need it. */
export const NO_BROWSER: string | null =
  named !== undefined || existsSync(program) ? null : `skipped: there is no ${program}; install it, or set CHROMIUM`;

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A browser of its own, with an empty folder for what it keeps. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: program, headless: true, args: QUIET, timeout: 60_000 });
