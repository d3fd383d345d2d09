import type { CloseCode, ExceptionKind } from '../../vocabulary/exceptions';
import type { Party, Reason } from '../../vocabulary/reasons';
import type { StepRow } from './step';

const TELL: StepRow = {
  action: 'tell-customer',
  label: 'Tell the customer what happened and what comes next',
  because: 'Who is told first does not have to ask.',
  answers: true,
};
const RESHIP: StepRow = {
  action: 'reship',
  label: 'Send the goods again, by a faster service if that still keeps the promise',
  because: 'The first parcel will probably not arrive in time.',
  answers: true,
};
const REFUND: StepRow = {
  action: 'refund',
  label: 'Refund the order',
  because: 'The customer will not get the goods.',
  answers: true,
};
const TRACE: StepRow = {
  action: 'trace-with-carrier',
  label: 'Ask the carrier to trace the parcel',
  because: 'Only the carrier can say where it is.',
  asks: 'CARRIER',
};

/** The suggested steps of each kind, the first one first. */
export const STEPS_OF_KIND: Readonly<Record<ExceptionKind, readonly StepRow[]>> = {
  NO_FIRST_SCAN: [
    {
      action: 'ask-node-for-proof',
      label: 'Ask the warehouse for the proof of the hand-over',
      because: 'Without a scan nobody knows who has the parcel.',
      asks: 'WAREHOUSE',
    },
    { ...RESHIP, because: 'What nobody finds within two days is probably lost.' },
  ],
  STALLED_IN_TRANSIT: [TRACE, TELL],
  FAILED_ATTEMPT: [
    {
      action: 'confirm-address-and-slot',
      label: 'Confirm address and time of delivery with the customer',
      because: 'The next attempt fails as well if nothing changes.',
      asks: 'CUSTOMER',
    },
    {
      action: 'redirect',
      label: 'Have it redirected, or held at a counter',
      because: 'Most carriers change a delivery before the next attempt.',
    },
  ],
  DELIVERED_NOT_RECEIVED: [
    {
      action: 'ask-for-proof-of-delivery',
      label: 'Ask the carrier for the proof of delivery: photo, signature, position',
      because: 'It says where the parcel was left.',
      asks: 'CARRIER',
    },
    {
      action: 'ask-customer-to-look-around',
      label: 'Ask the customer to look at neighbours and safe places',
      because: 'Many parcels turn up there.',
      asks: 'CUSTOMER',
    },
    { ...RESHIP, because: 'Once it has not turned up, the customer is owed the goods or the money.' },
    { ...REFUND, because: 'Once it has not turned up, the customer is owed the goods or the money.' },
  ],
  DAMAGE_REPORTED: [
    {
      action: 'ask-for-photos',
      label: 'Ask the customer for photos of goods, box and label',
      because: 'The claim needs them, and they are gone once the box is thrown away.',
      asks: 'CUSTOMER',
    },
    { ...RESHIP, because: 'The customer has no use for damaged goods.' },
  ],
  RETURN_TO_SENDER: [
    {
      action: 'confirm-address',
      label: 'Confirm the address with the customer, then send again',
      because: 'It comes back, mostly since it could not be delivered as addressed.',
      asks: 'CUSTOMER',
    },
    { ...RESHIP, because: 'The parcel is on its way back.' },
    { ...REFUND, because: 'The parcel is on its way back.' },
  ],
  PROMISE_AT_RISK: [TELL, { ...RESHIP, because: 'A faster parcel may still keep the promise.' }],
  ADDRESS_PROBLEM: [
    {
      action: 'correct-address',
      label: 'Correct the address with the customer, before the cut-off if it has not left yet',
      because: 'It cannot be delivered as it is addressed.',
      asks: 'CUSTOMER',
    },
  ],
  INVENTORY_SHORT: [
    { ...TELL, label: 'Tell the customer the new promise' },
    {
      action: 'split-or-substitute',
      label: 'Have the warehouse split or substitute, or cancel what is missing',
      because: 'What is there can leave.',
      asks: 'WAREHOUSE',
    },
  ],
  WRONG_OR_MISSING_ITEM: [
    { ...RESHIP, label: 'Send the right item', because: 'The customer did not get what was ordered.' },
    {
      action: 'ask-node-for-count',
      label: 'Ask the warehouse for the packing record and a count',
      because: 'It shows where the mistake was made.',
      asks: 'WAREHOUSE',
    },
  ],
};

/** What certain reasons call for before anything else. */
export const STEPS_OF_REASON: Readonly<Partial<Record<Reason, readonly StepRow[]>>> = {
  'carrier.lost': [{ ...RESHIP, because: 'The carrier says that it is lost.' }],
  'carrier.destroyed': [{ ...RESHIP, because: 'The carrier says that it was destroyed.' }],
  'customs.documents': [
    {
      action: 'send-customs-documents',
      label: 'Send the missing documents to customs',
      because: 'Customs wait for documents.',
      asks: 'WAREHOUSE',
    },
  ],
  'customs.duties_unpaid': [
    {
      action: 'ask-for-duties',
      label: 'Ask the customer to pay the duties, or pay them',
      because: 'Customs wait for the duties.',
      asks: 'CUSTOMER',
    },
  ],
  'recipient.refused': [{ ...REFUND, because: 'The customer refused the parcel.' }],
  'recipient.cancelled': [{ ...REFUND, because: 'The customer cancelled.' }],
  'recipient.payment_due': [
    {
      action: 'ask-for-payment',
      label: 'Ask the customer to have the payment ready',
      because: 'It is handed over against payment.',
      asks: 'CUSTOMER',
    },
  ],
  'recipient.not_collected': [
    {
      action: 'remind-of-collection',
      label: 'Remind the customer to collect it before it goes back',
      because: 'It waits at a counter.',
      asks: 'CUSTOMER',
    },
  ],
};

/** Which close code the reason's party suggests; the kind decides where the party does not. */
export const CODE_OF_PARTY: Readonly<Partial<Record<Party, CloseCode>>> = {
  carrier: 'CARRIER_DELAY',
  shipper: 'WAREHOUSE_MISS',
  recipient: 'CUSTOMER_ERROR',
  address: 'ADDRESS_ISSUE',
  customs: 'CARRIER_DELAY',
  external: 'CARRIER_DELAY',
};

export const CODE_OF_KIND: Readonly<Record<ExceptionKind, CloseCode>> = {
  NO_FIRST_SCAN: 'WAREHOUSE_MISS',
  STALLED_IN_TRANSIT: 'CARRIER_DELAY',
  FAILED_ATTEMPT: 'CARRIER_DELAY',
  DELIVERED_NOT_RECEIVED: 'MISDELIVERY',
  DAMAGE_REPORTED: 'DAMAGE',
  RETURN_TO_SENDER: 'ADDRESS_ISSUE',
  PROMISE_AT_RISK: 'CARRIER_DELAY',
  ADDRESS_PROBLEM: 'ADDRESS_ISSUE',
  INVENTORY_SHORT: 'WAREHOUSE_MISS',
  WRONG_OR_MISSING_ITEM: 'WAREHOUSE_MISS',
};

/** Kinds that end by themselves when the parcel moves or arrives, with what has to happen. */
export const HEALS_WHEN: Readonly<Partial<Record<ExceptionKind, string>>> = {
  NO_FIRST_SCAN: 'once the carrier scans the parcel',
  STALLED_IN_TRANSIT: 'once the parcel moves',
  FAILED_ATTEMPT: 'once the parcel is delivered',
  PROMISE_AT_RISK: 'once it is delivered in time, or expected to be',
};
