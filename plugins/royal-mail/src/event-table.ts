import { alike, type CodeRow } from '@whereabouts/plugin-sdk';

/** Notices to the recipient, `NDESS` and the like: what they are about has an event of its own. */
const NOTICES = 'NDE NEP NFN NLC NRD NRE NSF NUN'
  .split(' ')
  .flatMap((about) => ['DF', 'RF', 'RS', 'SF', 'SS'].map((went) => about + went))
  .join(' ');

/** Event codes that are met more seldom, as public clients of Royal Mail's event files list them. One meaning a row. */
export const MORE_EVENTS: readonly CodeRow[] = [
  ...alike('EVAPA EVPPB', { means: 'LABEL_CREATED', says: 'We’re expecting it' }),
  { code: 'EVNPB', means: 'ACCEPTED', says: 'Accepted at a Customer Service Point' },

  // Mail centres and distribution centres.
  ...alike('EVBPM EVBPR EVBSM EVBSR EVCAH EVCAV EVDPL EVDPM EVDPR EVDSL EVDSM EVDSR EVGDO EVHAC EVIPR EVJOE EVOBC', {
    means: 'IN_TRANSIT',
    facilityAction: 'ARRIVED',
  }),
  ...alike('EVOLB EVOOC EVORC EVORW EVOVB', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrived at' }),
  ...alike('EVBAW EVBOF EVCOF EVDAA EVDAW EVDOF EVDRO EVIMS EVIOF EVIRM EVIRO', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'Rejected by the machine, sorted by hand',
  }),
  ...alike('EVBRS EVBSS EVBSW EVCPS EVCPW EVCRS EVCRW EVDRS EVDSS EVIPS EVIPW', {
    means: 'IN_TRANSIT',
    facilityAction: 'PROCESSED',
    says: 'Too large or too heavy, and sent on',
  }),
  ...alike('EVHOE EVILC EVJDU EVJJV EVJLV EVJMV EVNDO EVNMC', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  { code: 'EVNRD', means: 'IN_TRANSIT', reasons: ['recipient.moved'], says: 'Redirection in place' },
  { code: 'EVNWA', means: 'IN_TRANSIT', reasons: ['address.corrected'], says: 'Forwarded, wrong address' },
  ...alike('EVBMI EVCMI EVCPI EVDMI EVIMI EVOMI', { means: 'DELAYED', reasons: ['carrier.missort'] }),
  { code: 'EVOUF', means: 'DELAYED', reasons: ['external.security'], says: 'Refused by aviation security' },

  // Customs, and what is not exported.
  ...alike('EVJFC EVJIC', { means: 'CUSTOMS_STARTED', says: 'Presented to customs' }),
  ...alike('EVJDP EVJEA EVJIA EVJNT', { means: 'CUSTOMS_CLEARED', says: 'Released from customs' }),
  ...alike('EVJAP EVJBA', { means: 'HELD', reasons: ['customs.inspection'] }),
  ...alike('EVJCC EVJCD EVJCO EVJEM EVJIN EVJML EVJSR', { means: 'HELD', reasons: ['customs.documents'] }),
  ...alike('EVJCA EVJES', { means: 'HELD', reasons: ['customs.delay'] }),
  { code: 'EVJPA', means: 'HELD', reasons: ['customs.prohibited'] },
  { code: 'EVHAP', means: 'HELD', reasons: ['customs.duties_unpaid'] },
  { code: 'EVHFM', means: 'HELD', reasons: ['external.disaster'] },
  { code: 'EVHNC', means: 'HELD', reasons: ['shipper.data_missing'] },
  { code: 'EVHAR', means: 'EXCEPTION', reasons: ['recipient.cancelled'], says: 'Not exported, as the addressee asked' },
  { code: 'EVHSR', means: 'EXCEPTION', reasons: ['shipper.cancelled'], says: 'Not exported, as the sender asked' },
  { code: 'EVHCR', means: 'RETURNING', says: 'Does not meet the requirements of customs' },
  { code: 'EVHDI', means: 'RETURNING', reasons: ['carrier.damage'] },
  { code: 'EVHID', means: 'RETURNING', reasons: ['customs.documents'] },

  // Trouble.
  ...alike('EVBDM EVBSD EVCDM EVCPD EVDDM EVDSD EVGDM EVIDM EVIPD', {
    means: 'EXCEPTION',
    reasons: ['carrier.damage'],
  }),
  { code: 'EVNCL', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Item not located' },
  { code: 'EVNDL', means: 'TERMINATED', reasons: ['carrier.destroyed'] },
  { code: 'EVSGD', means: 'TERMINATED', reasons: ['shipper.prohibited'], says: 'Dangerous goods, disposed of' },
  { code: 'EVSGS', means: 'EXCEPTION', reasons: ['shipper.prohibited'], says: 'Dangerous goods, in part disposed of' },
  { code: 'EVSUS', means: 'HELD', reasons: ['shipper.prohibited'] },
  ...alike('EVNBA EVNSA EVPON EVPXN', { means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] }),
  ...alike('EVNIL EVNIO EVPOA EVPXA', { means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] }),
  { code: 'EVNCF', means: 'HELD', reasons: ['recipient.payment_due'], says: 'A fee to pay' },

  // Going back.
  ...alike('EVBRA EVBSA EVCPA EVCRA EVDRA EVDSA EVHCA EVIPA EVNAI EVNLA EVNLI EVNSI EVPOI EVPXI', {
    means: 'RETURNING',
    reasons: ['address.incorrect'],
  }),
  ...alike('EVBRB EVCRB EVDRB', { means: 'RETURNING', reasons: ['shipper.label_unreadable'] }),
  ...alike('EVBRW EVDRW EVDSW', { means: 'RETURNING', reasons: ['shipper.weight_or_dimensions'] }),
  ...alike('EVNAB EVNHR EVNLR EVNRO EVNRR EVPLR EVPOR EVPXR', { means: 'RETURNING', reasons: ['recipient.refused'] }),
  ...alike('EVNAC EVNGL EVNLG EVPOG EVPXG', { means: 'RETURNING', reasons: ['recipient.moved'] }),
  ...alike('EVNAD EVNHE EVNRE EVNRL EVPLN', { means: 'RETURNING', reasons: ['recipient.not_collected'] }),
  ...alike('EVNUK EVNUL EVNUO EVPLU EVPOU EVPXU', { means: 'RETURNING', reasons: ['recipient.unknown'] }),
  { code: 'EVPLI', means: 'RETURNING', reasons: ['shipper.cancelled'], says: 'Back, as the sender asked' },
  ...alike('EVBRT EVNRN EVNRS EVORR EVORT EVPLX EVPUX', { means: 'RETURNING' }),

  // Waiting, and delivered.
  ...alike('EVNAE EVNLC', { means: 'AVAILABLE_FOR_PICKUP', says: 'At a Customer Service Point' }),
  ...alike('EVNFS EVNLP', { means: 'DELIVERED', says: 'Delivered, recorded at the delivery office' }),
  { code: 'EVKNS', means: 'DELIVERED', deliveredTo: 'NEIGHBOR' },
  { code: 'EVNPO', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Delivered to a PO box' },
  ...alike('EVNCE EVNCO EVNSC EVPLF', { means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' }),

  // Told, and nothing more. An implied delivery was seen by nobody.
  { code: 'EVNRC', means: 'INFORMATION', reasons: ['recipient.requested_change'] },
  ...alike('EVDLS EVNDS EVNOI EVNOU EVZAM EVZBF EVZDM EVZDR EVZLM EVZRD EVZRM EVZSO', { means: 'INFORMATION' }),
  ...alike(NOTICES, { means: 'INFORMATION', says: 'A notice to the recipient' }),
];
