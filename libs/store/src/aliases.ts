import type { Tx } from './db';
import { recordset, toJson, type Columns } from './recordset';

export type ExternalKind = 'shipment' | 'order';

/** What a source calls a shipment or an order: its own id, under which its milestones are kept. */
export interface External {
  readonly merchantId: string;
  /** The subject of what is told under this name: `externalSubject` of the four others. */
  readonly id: string;
  readonly sourceId: string;
  readonly kind: ExternalKind;
  readonly externalId: string;
}

/** Whose an external id is: a shipment's or an order's. One id may be that of several parcels. */
export interface Alias extends External {
  readonly subjectId: string;
}

/** The external ids that a batch brings. */
export interface ExternalsOfBatch {
  /** Ids by which shipments are spoken of. */
  readonly spoken: readonly External[];
  /** Ids that come with the number of their parcel. */
  readonly numbered: readonly (External & { readonly trackingNumber: string })[];
  /** Ids of orders that are known. */
  readonly orders: readonly Alias[];
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  id: 'uuid',
  subject_id: 'uuid',
  source_id: 'uuid',
  kind: 'text',
  external_id: 'text',
};
const NAMES = Object.keys(COLUMNS).join(', ');

const toRow = (one: External, subjectId: string): Record<string, unknown> => ({
  merchant_id: one.merchantId,
  id: one.id,
  subject_id: subjectId,
  source_id: one.sourceId,
  kind: one.kind,
  external_id: one.externalId,
});

/** An id is settled when every parcel that bears the number has it; one that is spoken of never is. */
const HOLD = `
  with wanted as materialized (
    select r.* from ${recordset({ ...COLUMNS, tracking_number: 'text' })}
     where case when r.subject_id <> '${NOBODY}'
                then not exists (select from alias a where (a.merchant_id, a.id, a.subject_id) = (r.merchant_id, r.id, r.subject_id))
                else r.tracking_number is null or not coalesce((
                  select bool_and(exists (select from alias a where (a.merchant_id, a.id, a.subject_id) = (s.merchant_id, r.id, s.id)))
                    from shipment s where s.merchant_id = r.merchant_id and s.tracking_number = r.tracking_number), false) end),
  held as (
    insert into alias (${NAMES}) select distinct ${NAMES} from wanted order by merchant_id, id, subject_id
    on conflict (merchant_id, id, subject_id) do update set external_id = alias.external_id where false
    returning merchant_id, id, subject_id)
  select w.id, w.tracking_number,
         h.id is not null and not exists (select from milestone m where m.merchant_id = w.merchant_id and m.subject_id = w.id) as is_untold
    from wanted w left join held h on (h.merchant_id, h.id, h.subject_id) = (w.merchant_id, w.id, w.subject_id)
   where w.tracking_number is not null`;

/** External ids that come with a number, and that not every parcel of that number has yet. */
export interface UnsettledExternal {
  readonly id: string;
  readonly trackingNumber: string;
  /** Nobody has spoken of the id before, and nothing is kept under it. */
  readonly isUntold: boolean;
}

/**
 * Writes down whose the ids of orders are, and holds, until commit and in key order, the ids of shipments: nobody else
 * may tell of them or join a parcel to them meanwhile. An id that comes with a number and is settled is not held.
 * Comes before the shipments are locked. Returns the numbered ones that are not settled.
 */
export async function holdExternals(
  tx: Tx,
  { spoken, numbered, orders }: ExternalsOfBatch,
): Promise<UnsettledExternal[]> {
  const rows = [
    ...orders.map((one) => toRow(one, one.subjectId)),
    ...spoken.map((one) => toRow(one, NOBODY)),
    ...numbered.map((one) => ({ ...toRow(one, NOBODY), tracking_number: one.trackingNumber })),
  ];
  // `on conflict do update … where false` locks a row that is there, makes one that is not, and never changes any.
  const unsettled = await tx.query<{ id: string; tracking_number: string; is_untold: boolean }>({
    name: 'hold-externals',
    text: HOLD,
    values: [toJson(rows)],
  });
  return unsettled.rows.map((row) => ({ id: row.id, trackingNumber: row.tracking_number, isUntold: row.is_untold }));
}

/** The parcels of external ids that this transaction holds. Apart from the holding, so that it sees what came before. */
export async function parcelsOfExternals(
  tx: Tx,
  externals: readonly External[],
): Promise<{ readonly merchantId: string; readonly id: string; readonly shipmentId: string }[]> {
  const { rows } = await tx.query<{ merchant_id: string; id: string; subject_id: string }>({
    name: 'parcels-of-externals',
    text: `select a.merchant_id, a.id, a.subject_id from alias a join ${recordset({ merchant_id: 'uuid', id: 'uuid' })} using (merchant_id, id)
            where a.subject_id <> '${NOBODY}' order by a.merchant_id, a.id, a.subject_id`,
    values: [toJson(externals.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })))],
  });
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id, shipmentId: row.subject_id }));
}

/** Joins parcels to external ids that this transaction holds. Returns those that were not joined before. */
export async function putAliases(
  tx: Tx,
  aliases: readonly Alias[],
): Promise<{ readonly merchantId: string; readonly id: string; readonly subjectId: string }[]> {
  const { rows } = await tx.query<{ merchant_id: string; id: string; subject_id: string }>({
    name: 'put-aliases',
    text: `insert into alias (${NAMES}) select distinct ${NAMES} from ${recordset(COLUMNS)} order by merchant_id, id, subject_id
           on conflict do nothing returning merchant_id, id, subject_id`,
    values: [toJson(aliases.map((one) => toRow(one, one.subjectId)))],
  });
  return rows.map((row) => ({ merchantId: row.merchant_id, id: row.id, subjectId: row.subject_id }));
}

/** The known orders that own what is told under some external ids: their own, or those of their shipments. */
export async function ordersOfExternals(
  tx: Tx,
  externals: readonly External[],
): Promise<{ readonly merchantId: string; readonly id: string }[]> {
  const { rows } = await tx.query<{ merchantId: string; id: string }>({
    name: 'orders-of-externals',
    text: `
      with told as (select a.merchant_id, a.subject_id from ${recordset({ merchant_id: 'uuid', id: 'uuid' })}
                      join alias a using (merchant_id, id)),
      owners as (select * from told
                 union select a.merchant_id, a.subject_id from told t
                         join alias a on a.merchant_id = t.merchant_id and a.id = t.subject_id)
      select o.merchant_id as "merchantId", o.id from owners w
        join orders o on o.merchant_id = w.merchant_id and o.id = w.subject_id`,
    values: [toJson(externals.map(({ merchantId, id }) => ({ merchant_id: merchantId, id })))],
  });
  return rows;
}
