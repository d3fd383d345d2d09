import { join } from 'node:path';
import { meaningOf, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: () => ({}),
});

const meaning = (code: string | null, text: string | null): string => meaningOf(CODES, { code, text });

describe('wordings without a code', () => {
  it.each([
    [null, 'Su envío no ha podido ser entregado', 'ATTEMPT_FAILED'],
    [null, 'No se ha podido entregar el envío', 'ATTEMPT_FAILED'],
    [null, 'ENTREGADO EN PUNTO DE CONVENIENCIA', 'AVAILABLE_FOR_PICKUP'],
    [null, 'EN RUTA A LOCALIDAD DE DESTINO', 'IN_TRANSIT'],
    [null, 'NUEVO REPARTO', 'DELAYED'],
    [null, 'ENTREGADO', 'DELIVERED'],
    [null, 'Entregado en CityPaq para admisión', 'HANDED_OVER'],
    [
      null,
      'Depositado para admisión. Envío depositado por remitente en taquilla Citypaq para admisión por Correos',
      'HANDED_OVER',
    ],
    [
      null,
      'Pre-registered. Shipment pre-registered in the postal Correos Spain system, pending acceptance',
      'LABEL_CREATED',
    ],
    [null, 'Admitido', 'ACCEPTED'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));
});
