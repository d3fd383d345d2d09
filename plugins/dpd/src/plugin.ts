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
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { france, poland } from './countries';
import { geo } from './geo';
import { errors, group, push } from './group';
import { lifeCycle } from './lifecycle';
import { acknowledge, unfolded } from './push-fields';
import { pullSoap } from './soap';
import { unitedKingdom } from './united-kingdom';

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
  kinds: [lifeCycle, france, poland, unitedKingdom, push, group, geo, errors],
});

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
  push: { ...sharedSecretPush(), reply: acknowledge },
  pull: {
    batchSize: 10,
    budget: { requests: 30, perSeconds: 60 },
    fetch: (numbers, context) =>
      context.config.delisId === undefined ? publicTracking.fetch(numbers, context) : pullSoap(numbers, context),
  },
  normalize: (input) => read(unfolded(input)),
});
