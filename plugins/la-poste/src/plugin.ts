import {
  definePlugin,
  documentReader,
  found,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { chronopost } from './chronopost';
import { CODES } from './codes';
import { colissimoEvent, colissimoTimeline } from './colissimo';
import { tracking } from './tracking';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://api.laposte.fr') });
type Settings = z.output<typeof Settings>;

/**
 * La Poste as a source: Suivi v2, which knows letters, Colissimo and Chronopost; and the own services of
 * Colissimo and Chronopost.
 */
export const plugin = definePlugin({
  id: 'la-poste',
  name: 'La Poste',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  variants: [
    { id: 'colissimo', name: 'Colissimo' },
    { id: 'chronopost', name: 'Chronopost' },
  ],
  config: Settings,
  codes: CODES,
  pull: pullBatch<Settings>({
    batchSize: 10,
    authorize: settingsHeaders<Settings>(({ apiKey }) => ({ 'x-okapi-key': apiKey })),
    request: (numbers, { baseUrl }) => ({
      url: `${baseUrl}/suivi/v2/idships/${numbers.map(encodeURIComponent).join(',')}?lang=fr_FR`,
      // 207: some of the numbers are not known.
      alsoRead: [207, 404],
    }),
    part: ({ value }, number) =>
      [...found(value, '*'), ...found(value, 'responses.*')].find(
        (one) => textAt(one.value, 'shipment.idShip') === number,
      )?.value ?? null,
  }),
  normalize: documentReader({
    formats: ['json', 'xml'],
    kinds: [colissimoTimeline, colissimoEvent, tracking, chronopost],
  }),
});
