import {
  definePlugin,
  documentReader,
  endOfPromise,
  holds,
  line,
  notFoundYet,
  pick,
  pullEach,
  secret,
  textAt,
  trackingDocument,
  unauthorized,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CODES } from './codes';

const Settings = z.object({
  user: line(),
  apiKey: secret(),
  baseUrl: z.url().default('https://espace-client.geodis.com/services'),
});
type Settings = z.output<typeof Settings>;

const tracking = trackingDocument({
  name: 'recherche-envoi',
  fits: (document) => holds(document, 'ok'),
  codes: CODES,
  errors: (document) =>
    pick(document, 'ok') === true
      ? []
      : [{ code: textAt(document, 'codeErreur'), message: textAt(document, 'texteErreur') }],
  parcels: 'contenu.*',
  parcel(value) {
    const grams = Math.round(Number(textAt(value, 'poids') ?? 0) * 1000);
    return {
      trackingNumber: textAt(value, 'noSuivi'),
      carrier: 'geodis',
      orderNumber: textAt(value, 'reference1'),
      shipment: {
        externalId: textAt(value, 'noRecepisse'),
        serviceLevel: textAt(value, 'prestationCommerciale.libelle', 'libellePrestation'),
        trackingUrl: textAt(value, 'urlSuiviDestinataire'),
        carrierEstimate: endOfPromise({ date: textAt(value, 'dateLivraisonPrevue'), zone: 'Europe/Paris' }),
        destination: {
          city: textAt(value, 'destinataire.ville', 'villeDest') ?? undefined,
          postalCode: textAt(value, 'destinataire.codePostal', 'codePostalDest') ?? undefined,
          country: textAt(value, 'destinataire.pays.code', 'codePaysDest') ?? undefined,
        },
        declared: grams > 0 ? { weightGrams: grams } : null,
      },
      standing: standing(value),
    };
  },
  events: 'listSuivis.*',
  event: (scan) => ({
    code: textAt(scan, 'codeSituationJustification'),
    text: textAt(scan, 'libelleSuivi'),
    time: { date: textAt(scan, 'dateSuivi'), time: textAt(scan, 'heureSuivi'), zone: 'Europe/Paris' },
    place: {
      city: textAt(scan, 'libelleCentre')?.replace(/ \([A-Z]{2}\)$/, ''),
      country: /\(([A-Z]{2})\)$/.exec(textAt(scan, 'libelleCentre') ?? '')?.[1],
    },
  }),
});

/** What lists of shipments say of each, which tell no events. Without a situation, GEODIS does not have the shipment yet. */
const standing = (value: JsonValue) => ({
  code:
    ['codeSituation', 'codeJustification']
      .map((field) => textAt(value, field))
      .filter(Boolean)
      .join('/') || null,
  text: textAt(value, 'libelleLongEtat', 'libelleEtat'),
  time: { date: textAt(value, 'dateEtat'), zone: 'Europe/Paris' },
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
      const text = textAt(value, 'texteErreur') ?? 'not known';
      return /authent|habilit|identif/i.test(text) ? unauthorized(text) : notFoundYet(text);
    },
  }),
  normalize: documentReader({ kinds: [tracking] }),
});
