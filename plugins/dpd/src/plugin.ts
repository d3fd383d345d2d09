import {
  definePlugin,
  documentReader,
  found,
  line,
  notFoundYet,
  optionalWebhookSecrets,
  pullEach,
  secret,
  sharedSecretPush,
  type RawInput,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { france, poland } from './countries';
import { errors, group, push } from './group';
import { lifeCycle } from './lifecycle';
import { pullSoap } from './soap';

const Settings = z.object({
  ...optionalWebhookSecrets,
  /** Of the web services. Without it the public tracking is asked. */
  delisId: line().optional(),
  password: secret().optional(),
  /** In which wordings come. */
  language: z.string().default('en_EN'),
  baseUrl: z.url().default('https://public-ws.dpd.com'),
  publicUrl: z.url().default('https://tracking.dpd.de'),
});
type Settings = z.output<typeof Settings>;

const publicTracking = pullEach<Settings>({
  request: (number, { publicUrl }) => ({ url: `${publicUrl}/rest/plc/en_US/${encodeURIComponent(number)}` }),
  judge: ({ value }) =>
    found(value, 'parcellifecycleResponse.parcelLifeCycleData.statusInfo.*').length === 0
      ? notFoundYet('DPD knows nothing of it')
      : null,
});

const read = documentReader({
  formats: ['json', 'xml'],
  kinds: [lifeCycle, france, poland, push, group, errors],
});

/** Pushes are fields of an address: whoever hands one on may leave them as they are. */
function unfolded(input: RawInput): RawInput {
  const text = Buffer.from(input.body.subarray(0, 20_000)).toString('utf8').trim();
  if (!/^[?a-z_]+=/i.test(text) || !/(^|[?&])pnr=/.test(text)) return input;
  const fields = Object.fromEntries(new URLSearchParams(text.replace(/^\?/, '')));
  return { ...input, body: Buffer.from(JSON.stringify(fields)) };
}

/** DPD as a source: life cycles of parcels by SOAP and by the public tracking, countries with interfaces of their own, pushes. */
export const plugin = definePlugin<Settings>({
  id: 'dpd',
  name: 'DPD',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['push', 'pull'],
  config: Settings,
  codes: CODES,
  push: sharedSecretPush(),
  pull: {
    batchSize: 10,
    budget: { requests: 30, perSeconds: 60 },
    fetch: (numbers, context) =>
      context.config.delisId === undefined ? publicTracking.fetch(numbers, context) : pullSoap(numbers, context),
  },
  normalize: (input) => read(unfolded(input)),
});
