import { alike, codeTable, wordings } from '@whereabouts/plugin-sdk';

const TO_THE_RECIPIENT = `I010000V I010110V I010120V I010130V I010400V I0104E0V I011010V I011020V I011030V I01E030V I01E070V
  I01E090V I01E410V I01H010V I01H030V I01H040V I01H050V I01H060V I01H210V I01H220V X120000V`;

/**
 * Event codes: the letter of the phase, six digits, and `V` or, for trouble, `R`. Correos publishes no list. Sources: which
 * codes its own shop module takes for delivered and for returned; the wordings that public clients of its look-up have seen
 * with a code, or live at Correos Express (universal-parcel-scraper, `statuses.json`). Where the two disagree (A170000V, ADV0000V, I01H230V, X380000V) or leave it open (IPUDO02V), the wording is
 * read, as for what is not listed.
 */
export const CODES = codeTable('Correos, shipment search, event codes', [
  ...alike('A090000V P010000V X010000V', { means: 'LABEL_CREATED', says: 'Preregistered' }),
  { code: 'A010000V', means: 'ACCEPTED', says: 'Admitido' },
  ...alike('P040000V P100000V', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Clasificado' }),
  ...alike('P101110V P101120V', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'En tránsito' }),
  { code: 'P090000V', means: 'PARTNER_HANDOFF', says: 'Transferido a proveedor externo' },
  { code: 'G01L010V', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'En unidad de reparto' },
  { code: 'H020000V', means: 'OUT_FOR_DELIVERY', says: 'En reparto' },
  { code: 'H01I350V', means: 'AVAILABLE_FOR_PICKUP', says: 'A disposición del destinatario' },
  { code: 'H010930R', means: 'ATTEMPT_FAILED', says: 'Realizado intento de entrega' },
  { code: 'H01R420V', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Ausente' },
  { code: 'M01E020R', means: 'HELD', reasons: ['address.incorrect'], says: 'Waits for the sender: wrong address' },
  ...alike(TO_THE_RECIPIENT, { text: /remitente|devol|devuel/i, means: 'RETURNED' }),
  ...alike(TO_THE_RECIPIENT, { means: 'DELIVERED', says: 'Entregado' }),
  { code: 'L03D320R', means: 'RETURNING', reasons: ['recipient.not_collected'], says: 'Finalizado plazo retirada' },
  // Begun or done: the list does not tell.
  ...alike(
    `B250000R DX92002R DX92007V DX92132R DX92151R DX92153R DX92156R E23E220R E240000R H01E100R H01E110R H01E130R H01E180R
     H01E200R H01E220R H01E230R H01E240R H01E280R H01R220R H01R240R I020000V L01R380V L020000V L030000R L030000V L031060R
     L031070R L03D010R L03D100R L03D130R L03D230R L03D240R L03D270V L03D300R L03D360R L03D370R L03DR40V L03I270R L060000R
     L060100R L060110R L060120R L060130R L060140R L060150R L060160R L060170R L060180R L060190R L060200R L060210R L060220R
     L060230R L060240R L060250R L060260R L060270R L060280R L060290R L060990R O130000V O140000V X090010R X090020R X090070R
     X090080R X090110R X090120R X090140R X090150R X090350R X090410R X170000V X290010R X290020R X290070R X290080R X290110R
     X290120R X290140R X290150R X290350R X290410R X320000V Z06E010R Z190000R Z190DC0R Z190DD0R Z190DF0R Z190DP0R Z190DR0R`,
    { means: 'RETURNING', says: 'Devuelto' },
  ),
  // By the sender, at a locker: nobody of Correos has scanned it yet.
  { code: '*', text: /(entregado|depositado) .*para admisión|^depositado para admisión/i, means: 'HANDED_OVER' },
  { code: '*', text: /^pre-?registered\b/i, means: 'LABEL_CREATED' },
  // Without a cause; where one is said, it is read as elsewhere.
  {
    code: '*',
    text: /^(?!.*(ausen|rehus|rechaz|cerrad|direcci|desconoc|devuel|devoluc|dañad|extrav)).*\bno (se )?(ha|pudo|puede) (podido )?(ser entregad|entregar|realizar la entrega)/i,
    means: 'ATTEMPT_FAILED',
  },
  // Correos Express: brought to the point, where the recipient has yet to come.
  { code: '*', text: /^entregado en punto de conveniencia/i, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /^en ruta\b/i, means: 'IN_TRANSIT' },
  { code: '*', text: /en proceso de clasificación/i, means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /reexpedid/i, means: 'IN_TRANSIT' },
  { code: '*', text: /^nueva entrega|^nuevo reparto/i, means: 'DELAYED' },
  { code: '*', text: /franquicia insuficiente/i, means: 'HELD', reasons: ['shipper.data_missing'] },
  { code: '*', text: /envío retenido/i, means: 'HELD', reasons: ['carrier.held_at_facility'] },
  ...wordings('es', 'en'),
]);
