import {
  DELIVERED_TO,
  FACILITY_ACTIONS,
  isZone,
  MILESTONE_CODES,
  REASONS,
  type DeliveredTo,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** Where a value comes from: the heading of a column (or its number from 1), or a value that holds for every row. */
const Cell = z.union([
  z.string().min(1),
  z.object({ column: z.string().min(1) }),
  z.object({ value: z.string().min(1) }),
]);
export type Cell = z.output<typeof Cell>;

const cells = <Name extends string>(...names: readonly Name[]) =>
  z.strictObject(
    Object.fromEntries(names.map((name) => [name, Cell.optional()])) as Record<Name, z.ZodOptional<typeof Cell>>,
  );

const Code = z.strictObject({
  /** As it stands in the cell; case does not count. */
  code: z.string().min(1),
  means: z.enum(MILESTONE_CODES as [string, ...string[]]),
  reasons: z.array(z.enum(REASONS as unknown as [string, ...string[]])).optional(),
  facilityAction: z.enum(FACILITY_ACTIONS).optional(),
  deliveredTo: z.enum(Object.keys(DELIVERED_TO) as [DeliveredTo, ...DeliveredTo[]]).optional(),
});

/**
 * How a table is read: one row gives whatever its groups say, a milestone, a shipment, an order line, a stock level. Names of
 * columns are compared without regard to case and blanks.
 */
export const Mapping = z.strictObject({
  /** What the codes were taken from, for whoever checks them. */
  document: z.string().default('mapping of the account'),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']).default('utf-8'),
  /** Whether the first row names the columns. Otherwise columns are numbers from 1. */
  headings: z.boolean().default(true),
  /** How dates are written that could be read in two ways. */
  dates: z.enum(['yyyymmdd', 'dd/mm/yyyy', 'mm/dd/yyyy']).optional(),
  /** The zone of times that state none. */
  zone: z.string().refine(isZone, 'must be a time zone, such as Europe/Paris').optional(),
  /** Whether 1,5 is one and a half. */
  decimalComma: z.boolean().default(false),
  parcel: cells('trackingNumber', 'carrier', 'orderNumber').optional(),
  event: cells(
    'code',
    'text',
    'at',
    'date',
    'time',
    'offset',
    'city',
    'region',
    'postalCode',
    'country',
    'facility',
  ).optional(),
  shipment: cells('serviceLevel', 'shippedAt', 'estimate', 'node', 'weightKg').optional(),
  order: cells(
    'number',
    'placedAt',
    'promisedBy',
    'email',
    'name',
    'value',
    'currency',
    'sku',
    'title',
    'quantity',
    'unitPrice',
  ).optional(),
  inventory: cells('sku', 'node', 'onHand', 'available', 'at').optional(),
  codes: z.array(Code).default([]),
});
export type Mapping = z.output<typeof Mapping>;
