import {
  CUSTOMER_TIERS,
  DELIVERED_TO,
  DIRECTIONS,
  FACILITY_ACTIONS,
  MILESTONES,
  REASONS,
  TIME_CERTAINTIES,
} from '@whereabouts/model';
import {
  count,
  listOf,
  maybe,
  measure,
  moment,
  name,
  object,
  pattern,
  text,
  trueOrFalse,
  word,
  type Check,
} from './field-checks';
import { TICKET_STATUSES } from './records';
import type { InventoryRecord, Issue, MilestoneRecord, OrderRecord, ShipmentRecord, TicketRecord } from './records';

/** Longest number that a parcel may bear. The longest in use are around 40 characters. */
export const LONGEST_NUMBER = 100;
export const LONGEST_CODE = 200;
const number = name(LONGEST_NUMBER);
const code = name(LONGEST_CODE);
/** What the plugin's records must be like: its promise to the compiler, checked where its word enters. */
type Checks<Of> = { readonly [Field in keyof Required<Of>]: Check };

const place = object({
  city: maybe(text),
  region: maybe(text),
  postalCode: maybe(text),
  country: maybe(text),
  facility: maybe(text),
  streetKey: maybe(text),
});
const satisfaction: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 5 ? null : 'is not one of 1 to 5';
const quantity: Check = (value) =>
  Number.isFinite(value) && Math.abs(value as number) < 1e12 ? null : 'is no quantity';
const span = object({ from: maybe(moment), to: moment });
const parcel = object({
  weightGrams: measure,
  lengthMm: maybe(measure),
  widthMm: maybe(measure),
  heightMm: maybe(measure),
});
const money = object({
  amount: pattern(/^-?\d{1,15}(\.\d{1,6})?$/, 'a decimal number as text'),
  currency: pattern(/^[A-Za-z]{3}$/, 'a currency of three letters'),
});
const line = object({ sku: text, title: text, quantity: measure, unitPrice: money, fragile: maybe(trueOrFalse) });
const customer = object({
  externalId: maybe(text),
  name: maybe(text),
  email: maybe(text),
  phone: maybe(text),
  tier: maybe(word(CUSTOMER_TIERS)),
  earlierOrders: maybe(count),
  locale: maybe(text),
});

const MILESTONE: Checks<MilestoneRecord> = {
  code: word(MILESTONES),
  trackingNumber: maybe(number),
  carrier: maybe(code),
  orderNumber: maybe(number),
  shipmentExternalId: maybe(number),
  orderExternalId: maybe(number),
  reasons: listOf(word(REASONS)),
  occurredAt: (value) => (value === null ? null : moment(value)),
  occurredLocal: maybe(text),
  timeCertainty: word(TIME_CERTAINTIES),
  place: maybe(place),
  direction: word(DIRECTIONS),
  facilityAction: maybe(word(FACILITY_ACTIONS)),
  deliveredTo: maybe(word(DELIVERED_TO)),
  attemptNumber: maybe(count),
  piece: maybe(text),
  leg: maybe(text),
  sourceCode: maybe(text),
  sourceSubCode: maybe(text),
  sourceText: maybe(text),
};

const SHIPMENT: Checks<ShipmentRecord> = {
  trackingNumber: number,
  carrier: maybe(code),
  orderNumber: maybe(number),
  externalId: maybe(number),
  orderExternalId: maybe(number),
  serviceLevel: maybe(text),
  trackingUrl: maybe(text),
  shippedAt: maybe(moment),
  carrierEstimate: maybe(moment),
  promise: maybe(span),
  node: maybe(object({ code, name: maybe(text) })),
  origin: maybe(place),
  destination: maybe(place),
  declared: maybe(parcel),
  billed: maybe(parcel),
  isReturn: maybe(trueOrFalse),
};

const ORDER: Checks<OrderRecord> = {
  number,
  externalId: maybe(number),
  placedAt: maybe(moment),
  updatedAt: maybe(moment),
  cancelledAt: maybe(moment),
  customer: maybe(customer),
  value: maybe(money),
  promise: maybe(span),
  lines: maybe(listOf(line)),
  destination: maybe(place),
};

const ISSUE: Checks<Issue> = { path: text, problem: text, kind: word(['source-error', 'record', 'note']) };

const TICKET: Checks<TicketRecord> = {
  externalId: number,
  subject: text,
  text: maybe(text),
  status: maybe(word(TICKET_STATUSES)),
  tags: maybe(listOf(text)),
  form: maybe(text),
  openedAt: maybe(moment),
  updatedAt: maybe(moment),
  closedAt: maybe(moment),
  orderNumber: maybe(number),
  trackingNumber: maybe(number),
  customerEmail: maybe(text),
  customerName: maybe(text),
  url: maybe(text),
  customerMessages: maybe(count),
  satisfaction: maybe(satisfaction),
};

const INVENTORY: Checks<InventoryRecord> = {
  sku: code,
  nodeCode: maybe(code),
  onHand: quantity,
  available: maybe(quantity),
  at: maybe(moment),
};

/** What is checked of each record, field by field: the first that is wrong is said. */
export const RECORD_FIELDS = {
  milestones: Object.entries(MILESTONE),
  orders: Object.entries(ORDER),
  shipments: Object.entries(SHIPMENT),
  tickets: Object.entries(TICKET),
  inventory: Object.entries(INVENTORY),
  follow: [],
  issues: Object.entries(ISSUE),
};
