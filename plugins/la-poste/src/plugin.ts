import {
  asObject,
  definePlugin,
  documentReader,
  errorOfCode,
  pullBatch,
  secret,
  settingsHeaders,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { chronopost } from './chronopost';
import { CODES } from './codes';
import { colissimoEvent, colissimoTimeline } from './colissimo';
import { answersOf, numberOf, tracking } from './tracking';

const Settings = z.object({ apiKey: secret(), baseUrl: z.url().default('https://api.laposte.fr') });
type Settings = z.output<typeof Settings>;

/** Some numbers come back with the letter that checks them. */
const isOf = (told: string, number: string): boolean =>
  told === number || (/^\d{14,15}[A-Z]$/.test(told) && told.slice(0, -1) === number);

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
    // A number that is not known, and one that could not be asked for, stand among the others.
    judge({ value }, number) {
      const own = answersOf(value).find((one) => numberOf(one.value) === number);
      const code = textAt(own?.value, 'returnCode') ?? '';
      if (!code.startsWith('5')) return null;
      return errorOfCode(code, textAt(own?.value, 'returnMessage') ?? code, {});
    },
    part({ value }, number) {
      const own = answersOf(value).find((one) => isOf(textAt(one.value, 'shipment.idShip') ?? '', number));
      return own === undefined ? null : { ...asObject(own.value), inputIdShip: number };
    },
  }),
  normalize: documentReader({
    formats: ['json', 'xml'],
    kinds: [colissimoTimeline, colissimoEvent, tracking, chronopost],
  }),
});
