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
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'AGGREGATOR',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: { verify },
  pull,
  normalize,
});
