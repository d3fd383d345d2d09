import {
  endOfPromise,
  flagAt,
  found,
  holds,
  pick,
  textAt,
  trackingDocument,
  type JsonValue,
} from '@whereabouts/plugin-sdk';
import { CODES } from './codes';

const HISTORY = 'sendungsdetails.sendungsverlauf';
const ZONE = 'Europe/Berlin';
/** Some wordings hold links. */
const plain = (text: string | null): string | null => text?.replace(/<[^>]*>/g, '').trim() || null;

/** Why there is nothing to tell of a number. */
function errorIn(value: JsonValue): string | null {
  const missing = pick(value, 'sendungNichtGefunden') ?? pick(value, 'sendungsdetails.sendungNichtGefunden');
  if (flagAt(missing, 'keineDatenVerfuegbar') === true) return 'no data found';
  if (flagAt(missing, 'keineDhlPaketSendung') === true) return 'no parcel of DHL Paket';
  return flagAt(value, 'plzBenoetigt') === true ? 'DHL asks for the postal code' : null;
}

function event(scan: JsonValue, time: string, isBack: boolean | null) {
  return {
    code: null,
    text: plain(textAt(scan, 'status', 'aktuellerStatus', 'kurzStatus')),
    time: { text: textAt(scan, time), assumedZone: ZONE },
    place: { city: textAt(scan, 'ort') },
    direction: isBack === true ? ('RETURN' as const) : undefined,
  };
}

/** What the tracking page asks for: several numbers, wordings without codes, in German or English. */
export const webTracking = trackingDocument({
  name: 'tracking page, its data',
  fits: (document) => holds(document, 'sendungen', 'rateLimited'),
  codes: CODES,
  errors: (document) =>
    flagAt(document, 'rateLimited') === true ? [{ path: '/rateLimited', message: 'DHL asks to wait' }] : [],
  parcels: 'sendungen.*',
  parcel: (value) => {
    const error = errorIn(value);
    return {
      trackingNumber: textAt(value, 'sendungsdetails.sendungsnummern.sendungsnummer', 'id'),
      carrier: 'dhl-parcel-de',
      error,
      // A `retoure` was sent as a return; a `ruecksendung` goes back to who sent it.
      direction: flagAt(value, 'sendungsdetails.retoure') === true ? 'RETURN' : undefined,
      shipment:
        error === null
          ? {
              carrierEstimate: endOfPromise({
                text: textAt(
                  value,
                  'sendungsdetails.zustellung.zustellzeitfensterBis',
                  'sendungsdetails.zustellung.zustelldatum',
                ),
                assumedZone: ZONE,
              }),
            }
          : null,
      standing:
        error === null
          ? event(pick(value, HISTORY) ?? null, 'datumAktuellerStatus', flagAt(value, 'sendungsdetails.ruecksendung'))
          : null,
    };
  },
  events: (value, path) => found(value, `${HISTORY}.events.*`, path),
  event: (scan) => event(scan, 'datum', flagAt(scan, 'ruecksendung')),
});
