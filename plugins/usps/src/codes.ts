import { alike, codeTable, wordings, type CodeRow } from '@whereabouts/plugin-sdk';

const PLACES: readonly (readonly [text: RegExp, deliveredTo: NonNullable<CodeRow['deliveredTo']>])[] = [
  [/parcel locker/i, 'LOCKER'],
  [/mail ?box/i, 'MAILBOX'],
  [/front desk|reception|mail ?room/i, 'RECEPTION'],
  [/front door|porch|garage|back door|side door|other door|secure location/i, 'SAFE_PLACE'],
  [/neighbor/i, 'NEIGHBOR'],
  [/picked up/i, 'SERVICE_POINT'],
  [/left with individual|with signature|to an individual/i, 'RECIPIENT'],
  [/po box|to agent|agent for final delivery|reserve|military/i, 'OTHER'],
];
const delivered = (code: string): CodeRow[] =>
  PLACES.map(([text, deliveredTo]): CodeRow => ({ code, text, means: 'DELIVERED', deliveredTo }));

/** One code stands for a scan, its wording for what the scan was. */
const ACCEPTED_AT = /^accepted|^acceptance|origin acceptance|in possession/i;
const scanned = (codes: string, row: Omit<CodeRow, 'code'>): CodeRow[] => [
  ...alike(codes, { text: ACCEPTED_AT, means: 'ACCEPTED' }),
  ...alike(codes, { text: /arriv/i, means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...alike(codes, { text: /depart|dispatch/i, means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...alike(codes, row),
];

const CODE_ROWS: readonly CodeRow[] = [
  { code: '01', text: /original sender|returned to sender/i, means: 'RETURNED' },
  ...delivered('01'),
  { code: '01', means: 'DELIVERED' },
  { code: '02', text: /business closed/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  { code: '02', text: /no authorized recipient/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: '02', text: /receptacle full|no secure/i, means: 'ATTEMPT_FAILED', reasons: ['address.no_safe_place'] },
  { code: '02', text: /blocked|no access/i, means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'] },
  { code: '02', means: 'ATTEMPT_FAILED', says: 'Notice left' },
  { code: '03', means: 'ACCEPTED', says: 'Accepted or picked up by a carrier' },
  { code: '04', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'], says: 'Refused' },
  { code: '05', means: 'EXCEPTION', reasons: ['address.incorrect'], says: 'Undeliverable as addressed' },
  { code: '06', means: 'IN_TRANSIT', reasons: ['recipient.moved'], says: 'Forwarded' },
  { code: '07', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED', says: 'Arrival at the post office' },
  ...alike('08 15', { means: 'EXCEPTION', reasons: ['carrier.missort'], says: 'Missent, mis-shipped' }),
  { code: '09', means: 'RETURNING', says: 'Return to sender' },
  ...scanned('10', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Processed' }),
  { code: '11', text: /recovery/i, means: 'EXCEPTION', reasons: ['carrier.lost'], says: 'To the mail recovery center' },
  { code: '11', means: 'TERMINATED', reasons: ['carrier.lost'], says: 'Dead letter' },
  ...alike('14 16', { means: 'AVAILABLE_FOR_PICKUP', says: 'At the pickup point, available for pickup' }),
  { code: '17', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Picked up by an agent' },
  { code: '19', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrival at a distribution center' },
  // 21 to 28 are ways to say return to sender: each names why.
  { code: '21', means: 'RETURNING', reasons: ['address.not_found'], says: 'No such number' },
  { code: '22', means: 'RETURNING', reasons: ['address.incorrect'], says: 'Insufficient address' },
  ...alike('23 24', { means: 'RETURNING', reasons: ['recipient.moved'], says: 'Moved, or forwarding expired' }),
  ...alike('25 28', { means: 'RETURNING', reasons: ['recipient.unknown'], says: 'Addressee unknown, or deceased' }),
  { code: '26', means: 'RETURNING', reasons: ['address.not_found'], says: 'Vacant' },
  { code: '27', means: 'RETURNING', reasons: ['recipient.not_collected'], says: 'Unclaimed' },
  { code: '29', means: 'RETURNING', says: 'Return to sender for another reason' },
  { code: '30', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'No access to the location' },
  { code: '31', means: 'RETURNING', reasons: ['recipient.not_collected'], says: 'Return to sender, not picked up' },
  { code: '41', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Received at an opening unit' },
  { code: '42', means: 'PARTNER_HANDOFF', says: 'Handed to a shipping partner' },
  { code: '43', text: /usps|carrier/i, means: 'ACCEPTED' },
  { code: '43', text: /individual|post office|postal facility/i, means: 'DELIVERED', deliveredTo: 'SERVICE_POINT' },
  { code: '44', means: 'RETURNING', reasons: ['shipper.cancelled'], says: 'Recalled by the customer' },
  { code: '51', means: 'ATTEMPT_FAILED', reasons: ['recipient.business_closed'] },
  { code: '52', means: 'ATTEMPT_FAILED', says: 'Notice left' },
  { code: '53', means: 'ATTEMPT_FAILED', reasons: ['address.access_restricted'], says: 'Receptacle blocked' },
  { code: '54', means: 'ATTEMPT_FAILED', reasons: ['address.no_safe_place'], says: 'Receptacle full, item oversized' },
  { code: '55', means: 'ATTEMPT_FAILED', reasons: ['address.no_safe_place'], says: 'No secure location' },
  { code: '56', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'No authorized recipient' },
  { code: '59', means: 'OUT_FOR_DELIVERY' },
  { code: '60', means: 'DELIVERED', deliveredTo: 'OTHER', says: 'Delivered to an agent for final delivery' },
  { code: '71', means: 'DELAYED', reasons: ['carrier.processing_delay'], says: 'Rescheduled to the next delivery day' },
  { code: '80', means: 'ACCEPTED', says: 'Picked up by a shipping partner, which brings it to USPS' },
  { code: '81', means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'At a facility of the shipping partner' },
  { code: '82', means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left a facility of the shipping partner' },
  { code: '83', means: 'PARTNER_HANDOFF', says: 'Tendered to the postal service' },
  ...alike('89 GX MA', { means: 'LABEL_CREATED', says: 'USPS awaits the item' }),
  { code: 'TM', means: 'HANDED_OVER', says: 'A load was received, its packages are not scanned yet' },
  ...alike('AD OA PA UA', { means: 'ACCEPTED', says: 'Accepted at a facility' }),
  ...scanned('A1 AE U1', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED', says: 'Arrival at a facility' }),
  ...scanned('EF L1 SF T1', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED', says: 'Left a facility' }),
  ...alike('NT TL', { means: 'INFORMATION', says: 'Written while no scan comes: it proves no movement' }),
  { code: 'DX', means: 'INFORMATION', says: 'Delivery status not updated' },
  { code: 'GC', means: 'INFORMATION', says: 'Return receipt associated' },
  { code: 'OF', means: 'OUT_FOR_DELIVERY' },
  { code: 'PC', means: 'IN_TRANSIT', facilityAction: 'PROCESSED', says: 'Sorting complete' },
];

/** For codes beyond the published ones, and for replies that tell without codes. */
const WORDINGS: readonly CodeRow[] = (
  [
    [
      /^in transit to next facility|^awaiting delivery scan|^in transit, (arriving )?on time|moving through/i,
      'INFORMATION',
    ],
    // "It will be available when … the package is delivered to USPS": nothing was delivered or attempted.
    [/status update is not (yet )?available|delivery status .*not been updated|requested .*redeliver/i, 'INFORMATION'],
    [/arriving late|arrive later than expected/i, 'DELAYED', { reasons: ['carrier.processing_delay'] }],
    [
      /redelivery scheduled|delivery status not updated|informed delivery|reminder to schedule|delivery instructions/i,
      'INFORMATION',
    ],
    [/rescheduled to next delivery day/i, 'DELAYED', { reasons: ['carrier.processing_delay'] }],
    [/processing exception.*weather/i, 'DELAYED', { reasons: ['external.weather'] }],
    [/processing exception/i, 'DELAYED', { reasons: ['carrier.processing_delay'] }],
    [/original sender/i, 'RETURNED'],
    [/returned to the sender because.*(address|number)/i, 'RETURNING', { reasons: ['address.incorrect'] }],
    [/refused.*returned to (the )?sender/i, 'RETURNING', { reasons: ['recipient.refused'] }],
    // USPS writes "was returned to the sender" when the way back begins; its end is a delivery to the original sender.
    [
      /tendered to returns agent|returned to (the )?sender|return to sender|returned to consignor|sender requested return/i,
      'RETURNING',
    ],
    [/customer recall|recalled by sender/i, 'RETURNING', { reasons: ['shipper.cancelled'] }],
    [/^intercepted/i, 'HELD', { reasons: ['shipper.cancelled'] }],
    [/postage due/i, 'HELD', { reasons: ['recipient.payment_due'] }],
    [/reminder to pick ?up|package research case|premium tracking|tracking number created/i, 'INFORMATION'],
    [/held at (the )?(post office|usps)|hold mail/i, 'HELD', { reasons: ['recipient.requested_change'] }],
    [/refused entry|r\.t\.s/i, 'RETURNING', { reasons: ['customs.documents'] }],
    [/held in customs|customs hold|retained by customs/i, 'HELD', { reasons: ['customs.inspection'] }],
    [/inbound out of customs|processing complete|released from .*customs/i, 'CUSTOMS_CLEARED'],
    [/out of us customs/i, 'CUSTOMS_CLEARED'],
    [/(inbound|outbound) into (us )?customs|customs clearance|being processed by (the )?customs/i, 'CUSTOMS_STARTED'],
    [/attempted delivery abroad|attempted delivery|no access to delivery/i, 'ATTEMPT_FAILED'],
    [/notice left \(no authorized recipient/i, 'ATTEMPT_FAILED', { reasons: ['recipient.not_available'] }],
    [/receptacle (was )?full|no secure location/i, 'ATTEMPT_FAILED', { reasons: ['address.no_safe_place'] }],
    [
      /receptacle (was )?blocked|animal interference|unsafe delivery/i,
      'ATTEMPT_FAILED',
      { reasons: ['address.access_restricted'] },
    ],
    [/no such number|^vacant|no mail receptacle/i, 'EXCEPTION', { reasons: ['address.not_found'] }],
    [/^deceased/i, 'EXCEPTION', { reasons: ['recipient.unknown'] }],
    [/moved, left no address|forward expired|box closed/i, 'EXCEPTION', { reasons: ['recipient.moved'] }],
    [/undeliverable as addressed/i, 'EXCEPTION', { reasons: ['address.incorrect'] }],
    [/missent|missorted|mis-?shipped/i, 'EXCEPTION', { reasons: ['carrier.missort'] }],
    [/dead (mail|letter)|recovery center/i, 'EXCEPTION', { reasons: ['carrier.lost'] }],
    [/available for (re-?delivery or )?pick-?up|collect for pick up/i, 'AVAILABLE_FOR_PICKUP'],
    [/^out for re-?delivery/i, 'OUT_FOR_DELIVERY'],
    [/tendered to (military )?agent/i, 'PARTNER_HANDOFF'],
    [/^forwarded|was forwarded/i, 'IN_TRANSIT', { reasons: ['recipient.moved'] }],
    [/package acceptance pending|^your shipment was received/i, 'HANDED_OVER'],
    [
      /(was|has been|individual) picked up at (an? |the )?(post office|postal facility)/i,
      'DELIVERED',
      { deliveredTo: 'SERVICE_POINT' },
    ],
    [/picked up by shipping partner/i, 'ACCEPTED'],
    [/arrived shipping partner/i, 'IN_TRANSIT', { facilityAction: 'ARRIVED' }],
    [/departed shipping partner/i, 'IN_TRANSIT', { facilityAction: 'DEPARTED' }],
    [/tendered to (postal|usps)/i, 'PARTNER_HANDOFF'],
    [
      /usps awaiting item|electronic(ally)? (shipping info|notified)|label (has been |was )?(created|prepared|cancelled)|pre-shipment|expects item|origin(ating)? post is preparing/i,
      'LABEL_CREATED',
    ],
    [
      /^usps (in possession of|picked up) item|^accepted|^acceptance|^(origin|pickup) acceptance|picked up by (shipping )?agent/i,
      'ACCEPTED',
    ],
    [/arriv(ed|al) at (military )?(post office|unit)/i, 'AT_DELIVERY_DEPOT', { facilityAction: 'ARRIVED' }],
    [/^dispatched|^depart|depart from transit office/i, 'IN_TRANSIT', { facilityAction: 'DEPARTED' }],
    [/^processed|^processing|^origin post|^sorting complete/i, 'IN_TRANSIT', { facilityAction: 'PROCESSED' }],
  ] as const
).map(([text, means, more]): CodeRow => ({ code: '*', text, means, ...more }));

/** As an event, or told in a sentence. */
const DELIVERED = /^(?:your (?:item|package) (?:was|has been) )?delivered/;

/** Event codes, two characters each; the wording tells more where one code stands for several things. */
export const CODES = codeTable(
  'USPS Publication 199, scan event codes; USPS Tracking API v3 and Track & Confirm API, event wordings',
  [
    ...CODE_ROWS,
    ...WORDINGS,
    ...delivered('*').map((row) => ({ ...row, text: new RegExp(`${DELIVERED.source}.*(${row.text?.source})`, 'i') })),
    ...wordings('en'),
  ],
);
