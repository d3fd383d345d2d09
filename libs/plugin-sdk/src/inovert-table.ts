import { alike, type CodeRow } from './code-table';

type Meaning = Omit<CodeRow, 'code'>;

/** Situation, then its justifications with what they mean. */
const SITUATIONS: readonly (readonly [situation: string, justifications: string, meaning: Meaning])[] = [
  ['EPC', 'CFM', { means: 'LABEL_CREATED', says: 'Booked' }],
  ['EPC', 'NCF', { means: 'TERMINATED', reasons: ['carrier.rejected'], says: 'The booking was refused' }],
  ['COM', 'CFM', { means: 'LABEL_CREATED', says: 'Announced by the shipper' }],
  ['PCH', 'MQT', { means: 'LABEL_CREATED', says: 'Announced; the carrier does not have it yet' }],
  ['PCH', 'CFM CEX', { means: 'ACCEPTED', says: 'Taken over by the carrier' }],
  ['PCH', 'TRI', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorted' }],
  ['EML', 'CFM ARS', { means: 'INFORMATION', says: 'On the way to collect' }],
  ['ECH', 'CFM NCF', { means: 'ACCEPTED', says: 'Loaded' }],
  ['ECH', 'MQP', { means: 'ACCEPTED', reasons: ['shipper.missing_item'], says: 'Loaded, with something missing' }],
  ['ECH', 'DES', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the shipper' }],
  ['ENE', 'DIV NJU NRV', { means: 'PICKUP_FAILED', says: 'Not loaded' }],
  ['ENE', 'MQP', { means: 'PICKUP_FAILED', reasons: ['shipper.missing_item'] }],
  ['RAM', 'PFT', { means: 'PICKUP_FAILED', says: 'Not collected' }],
  ['ENE', 'MQT', { means: 'PICKUP_FAILED', reasons: ['shipper.not_ready'], says: 'Not in the letter box' }],
  ['AEC', 'CFM', { means: 'IN_TRANSIT', says: 'On the road' }],
  ['AEC', 'TAR', { means: 'DELAYED' }],
  ['EXP', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'About to leave the country of origin' }],
  ['CHG', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in France' }],
  ['DCH', 'CFM', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived in the country of destination' }],
  ['DCH', 'DDT', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left the office of exchange' }],
  ['AAR', 'CFM', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Arrived where it is delivered from' }],
  ['AAR', 'DVY', { means: 'IN_TRANSIT', reasons: ['carrier.missort'], says: 'Arrived at a wrong site' }],
  ['AAR', 'BPR', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at a post office' }],
  ['PRE', 'LIV', { means: 'AT_DELIVERY_DEPOT', facilityAction: 'PROCESSED', says: 'Being prepared for delivery' }],
  ['MLV', 'CFM', { means: 'OUT_FOR_DELIVERY' }],
  ['MLV', 'TAR', { means: 'DELAYED' }],
  ['QDI', 'CFM', { means: 'DELAYED', says: 'Presented on the next working day' }],
  ['MLV', 'ARS', { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits at the chosen counter' }],
  ['DEP', 'GUI', { means: 'AVAILABLE_FOR_PICKUP', says: 'Brought to a counter' }],
  ['LIV', 'CFM DIV DOC NCF NEM', { means: 'DELIVERED' }],
  ['LIV', 'MQP', { means: 'DELIVERED', reasons: ['delivery.partial'] }],
  ['LIV', 'RCA', { means: 'DELIVERED', reasons: ['delivery.arrived_damaged'] }],
  ['LIV', 'RMA', { means: 'DELIVERED', reasons: ['delivery.partial', 'delivery.arrived_damaged'] }],
  ['LIV', 'ARS DES', { means: 'INFORMATION', says: 'The driver arrived, or left' }],
  ['POD', 'CFM', { means: 'INFORMATION', says: 'The proof of delivery is there' }],
  ['LIV', 'GAR', { means: 'DELIVERED', deliveredTo: 'RECEPTION', says: 'Left with the caretaker' }],
  ['LIV', 'RTI', { means: 'DELIVERED', deliveredTo: 'NEIGHBOR', says: 'Left with a neighbour or the caretaker' }],
  ['LIV', 'REO', { means: 'RETURNED', says: 'Given back to the shipper' }],
  ['REN', 'ABS AVI NRV ACP ARV DAF', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }],
  ['REN', 'FCO FHB', { means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] }],
  ['REN', 'DEM', { means: 'ATTEMPT_FAILED', reasons: ['recipient.moved'] }],
  ['REN', 'DRB SPD', { means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] }],
  ['REN', 'NJU', { means: 'ATTEMPT_FAILED' }],
  ['REN', 'MQT', { means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Nothing of it was there' }],
  ['REN', 'NCG', { means: 'DELAYED', reasons: ['carrier.capacity'], says: 'Not loaded' }],
  ['REN', 'REF RFS DOC MQP', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }],
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
  ['RST', 'INS', { means: 'HELD', reasons: ['unknown.unknown'], says: 'Waits for information' }],
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
 * public project AnyBlok-Delivery, the events of Shippeo for road orders and handling units, lists of anomalies in public
 * software of carriers, and samples of GEODIS Zoom Client. What neither explains (RST/SOU, REN/ABS, REN/REF, AAR/BPR, PCH/TRI,
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
