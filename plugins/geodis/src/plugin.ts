import {
  asText,
  definePlugin,
  documentReader,
  endOfPromise,
  notFoundYet,
  pick,
  pullEach,
  secret,
  trackingDocument,
  unauthorized,
} from '@whereabouts/plugin-sdk';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  user: z.string().trim().min(1),
  apiKey: secret(),
  baseUrl: z.url().default('https://espace-client.geodis.com/services'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'recherche-envoi',
  fits: (document) => pick(document, 'ok') !== undefined,
  codes: CODES,
  errors: (document) =>
    pick(document, 'ok') === true
      ? []
      : [{ code: asText(pick(document, 'codeErreur')), message: asText(pick(document, 'texteErreur')) }],
  parcels: 'contenu.*',
  parcel(value) {
    const grams = Math.round(Number(asText(pick(value, 'poids')) ?? 0) * 1000);
    return {
      trackingNumber: asText(pick(value, 'noSuivi')),
      carrier: 'geodis',
      orderNumber: asText(pick(value, 'reference1')),
      shipment: {
        externalId: asText(pick(value, 'noRecepisse')),
        serviceLevel: asText(pick(value, 'prestationCommerciale.libelle')),
        trackingUrl: asText(pick(value, 'urlSuiviDestinataire')),
        carrierEstimate: endOfPromise({ date: asText(pick(value, 'dateLivraisonPrevue')), zone: 'Europe/Paris' }),
        destination: {
          city: asText(pick(value, 'destinataire.ville')) ?? undefined,
          postalCode: asText(pick(value, 'destinataire.codePostal')) ?? undefined,
          country: asText(pick(value, 'destinataire.pays.code')) ?? undefined,
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
    };
  },
  events: 'listSuivis.*',
  event: (scan) => ({
    code: asText(pick(scan, 'codeSituationJustification')),
    text: asText(pick(scan, 'libelleSuivi')),
    time: { date: asText(pick(scan, 'dateSuivi')), time: asText(pick(scan, 'heureSuivi')), zone: 'Europe/Paris' },
    place: {
      city: asText(pick(scan, 'libelleCentre'))?.replace(/ \([A-Z]{2}\)$/, ''),
      country: /\(([A-Z]{2})\)$/.exec(asText(pick(scan, 'libelleCentre')) ?? '')?.[1],
    },
  }),
});

const SERVICE = 'api/zoomclient/recherche-envoi';

/** GEODIS as a source. */
export const plugin = definePlugin({
  id: 'geodis',
  name: 'GEODIS',
  version: '1.0.0',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: ['pull'],
  config: Settings,
  codes: CODES,
  pull: pullEach<Settings>({
    request(number, { baseUrl, user, apiKey }, { clock }) {
      const body = JSON.stringify({ noSuivi: number });
      const timestamp = String(Date.parse(clock()));
      const hash = createHash('sha256').update([apiKey, user, timestamp, 'fr', SERVICE, body].join(';')).digest('hex');
      return {
        url: `${baseUrl}/${SERVICE}`,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-geodis-service': [user, timestamp, 'fr', hash].join(';') },
        body,
      };
    },
    judge({ value }) {
      if (pick(value, 'ok') === true) return null;
      const text = asText(pick(value, 'texteErreur')) ?? 'not known';
      return /authent|habilit|identif/i.test(text) ? unauthorized(text) : notFoundYet(text);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
