import {
  definePlugin,
  documentReader,
  errorDocument,
  errorOfCode,
  found,
  notFoundYet,
  pullEach,
  secret,
  textAt,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { CODES } from './codes';
import { FAULTS, SHIPMENTS, tracking } from './tracking';

const Settings = z.object({
  apiKey: secret(),
  baseUrl: z.url().default('https://api2.postnord.com'),
});
type Settings = z.output<typeof Settings>;

const MEANINGS = { notFoundYet: /^invalidIdentifier$/ };

/** A request that was refused, in the form of RFC 9457. */
const problem = errorDocument({ name: 'problem', whole: ['status', ['detail', 'title']] });

/** PostNord as a source. */
export const plugin = definePlugin({
  id: 'postnord',
  name: 'PostNord',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    request: (number, { baseUrl, apiKey }) => ({
      url: `${baseUrl}/rest/shipment/v5/trackandtrace/findByIdentifier.json?${new URLSearchParams({ apikey: apiKey, id: number, locale: 'en' }).toString()}`,
    }),
    judge({ value }) {
      const fault = found(value, FAULTS)[0]?.value;
      const words = textAt(fault, 'explanationText') ?? 'not known';
      if (fault !== undefined) return errorOfCode(textAt(fault, 'faultCode') ?? '', words, MEANINGS);
      return found(value, SHIPMENTS).length === 0 ? notFoundYet(words) : null;
    },
  }),
  normalize: documentReader({ kinds: [tracking, problem] }),
});
