import { definePlugin } from '@whereabouts/plugin-sdk';
import { normalize } from './normalize';
import { pull } from './pull';
import { Settings } from './settings';
import { CODES } from './status-table';
import { verify } from './verify';

/** EasyPost as a source: what carriers say, relayed by webhook or asked for by number. */
export const plugin = definePlugin<Settings>({
  id: 'easypost',
  name: 'EasyPost',
  version: '0.1.0',
  sdk: '^0.1.0',
  source: 'AGGREGATOR',
  config: Settings,
  codes: CODES,
  push: { verify },
  pull,
  normalize,
});
