import { alike, type CodeRow } from './code-table';

type Meaning = Omit<CodeRow, 'code'>;

/** Situation, then its justifications with what they mean. */
const SITUATIONS: readonly (readonly [situation: string, justifications: string, meaning: Meaning])[] = [
  ['COM', 'CFM', { means: 'LABEL_CREATED', says: 'Announced by the shipper' }],
  ['PCH', 'MQT', { means: 'LABEL_CREATED', says: 'Announced; the carrier does not have it yet' }],
  ['PCH', 'CFM CEX', { means: 'ACCEPTED', says: 'Taken over by the carrier' }],
  ['PCH', 'TRI', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted' }],
  ['ENE', 'MQT', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Not in the letter box' }],
  ['EXP', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'About to leave the country of origin' }],
  ['CHG', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in France' }],
  ['DCH', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in the country of destination' }],
  ['DCH', 'DDT', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the office of exchange' }],
  ['AAR', 'CFM', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Arrived where it is delivered from' }],
  ['AAR', 'DVY', { means: 'IN_TRANSIT', reasons: ['carrier.missort'], says: 'Arrived at a wrong site' }],
  ['AAR', 'BPR', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at a post office' }],
  ['PRE', 'LIV', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'PROCESSED', says: 'Being prepared for delivery' }],
  ['MLV', 'CFM', { means: 'OUT_FOR_DELIVERY' }],
  ['MLV', 'ARS', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at the chosen counter' }],
  ['DEP', 'GUI', { means: 'AVAILABLE_FOR_PICKUP', says: 'Brought to a counter' }],
  ['LIV', 'CFM', { means: 'DELIVERED' }],
  ['LIV', 'GAR', { means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Left with the caretaker' }],
  ['LIV', 'RTI', { means: 'DELIVERED', deliveredTo: 'NEIGHBOR', says: 'Left with a neighbour or the caretaker' }],
  ['LIV', 'REO', { means: 'RETURNED', says: 'Given back to the shipper' }],
  ['REN', 'ABS AVI NRV ACP', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }],
  ['REN', 'REF RFS', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }],
  ['REN', 'AIN CAD', { means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] }],
  [
    'REN',
    'LNA',
    { means: 'INFORMATION', reasons: ['recipient.requested_change'], says: 'Sent on as the recipient asked' },
  ],
  ['REN', 'DIA', { means: 'RETURNING', reasons: ['recipient.moved'] }],
  ['REN', 'AVA DIV SNC TAR', { means: 'RETURNING', reasons: ['recipient.refused'] }],
  ['REN', 'SRB', { means: 'RETURNING', reasons: ['recipient.payment_due'] }],
  ['RST', 'BRT', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at the post office' }],
  ['RST', 'CAD', { means: 'HELD', reasons: ['address.incorrect'] }],
  ['RST', 'NCG', { means: 'HELD', reasons: ['carrier.capacity'], says: 'Waits to be loaded' }],
  ['RST', 'SOU', { means: 'HELD', reasons: ['unknown.unknown'], says: 'Stopped; waits for instructions' }],
  ['SOL', 'REO REI', { means: 'RETURNING' }],
  [
    'DOU',
    'AGV COI COM CRR DDI DDM DVR EXI FCI FCM IIR NIR',
    { means: 'HELD', reasons: ['customs.documents'], says: 'Held: a document is missing or wrong' },
  ],
  ['DOU', 'DOU IDD', { means: 'HELD', reasons: ['customs.inspection'] }],
  ['DOU', 'PRO RES', { means: 'HELD', reasons: ['customs.prohibited'] }],
];

/**
 * Situations and justifications of INOVERT, the French standard of transport messages, which carriers in France share.
 * Between the two they write nothing (Colissimo) or a stroke (GEODIS). Sources: the list of Colissimo's event codes in the
 * public project AnyBlok-Delivery, and samples of GEODIS Zoom Client. What neither explains (RST/SOU, REN/ABS, REN/REF, AAR/BPR, PCH/TRI,
 * PRE/LIV) is read from the words that the letters stand for.
 */
export const inovertRows = (between: string): CodeRow[] =>
  SITUATIONS.flatMap(([situation, justifications, meaning]) =>
    alike(
      justifications
        .split(' ')
        .map((one) => `${situation}${between}${one}`)
        .join(' '),
      meaning,
    ),
  );
