import type { Queryable } from '@whereabouts/store';

/** What tells one row from its copies: ids, texts and numbers. Whatever is not named here, all copies have in common. */
interface Own {
  readonly ids?: readonly string[];
  readonly texts?: readonly string[];
  readonly numbers?: readonly string[];
}

const OWN: Readonly<Record<string, Own>> = {
  app_user: { ids: ['id'], texts: ['email'] },
  orders: { ids: ['id'], texts: ['number', 'customer_email'] },
  inventory_level: { texts: ['sku'] },
  shipment: { ids: ['id', 'order_id'], texts: ['tracking_number', 'order_number'] },
  poll: { ids: ['shipment_id'] },
  photo: { ids: ['id'], texts: ['sha256'] },
  ship_evidence: { ids: ['shipment_id'] },
  milestone: { ids: ['subject_id', 'id'] },
  ticket: { ids: ['id', 'order_id', 'shipment_id'], texts: ['external_id'] },
  incident: { ids: ['id'], texts: ['key'], numbers: ['number'] },
  exception_case: {
    ids: ['id', 'shipment_id', 'order_id'],
    texts: ['order_number', 'tracking_number', 'customer_email'],
    numbers: ['number'],
  },
  activity: { ids: ['id', 'case_id'] },
  message: { ids: ['id', 'case_id', 'order_id', 'same_as'] },
  dead_letter: { ids: ['id', 'input_id'] },
  change: { ids: ['case_id'] },
  shipment_change: { ids: ['shipment_id', 'milestone_id'] },
};

/** Ids that belong together in one row belong together in its copies. */
const OTHER_ID = `
  create function other_id(id uuid, copy int) returns uuid language sql immutable as
  $$ select overlay(md5(id::text || copy) placing '0000000000007' from 1)::uuid $$`;

/** Adds copies of all that a merchant has. All tables grow alike, and what was there stays what it was. */
export interface Crowd {
  growTo(copies: number): Promise<void>;
}

export async function crowd(db: Queryable, merchantId: string): Promise<Crowd> {
  await db.query(OTHER_ID);
  await db.query('create schema seed');
  const inserts: string[] = [];
  for (const [table, own] of Object.entries(OWN)) {
    await db.query(`create table seed.${table} as select * from ${table} where merchant_id = '${merchantId}'`);
    const { rows } = await db.query<{ name: string }>(
      `select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'
          and column_name not in ('xid', 'seq')`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    inserts.push(
      `insert into ${table} (${names.join(', ')}) select ${names.map((name) => copied(name, own)).join(', ')}
         from seed.${table} t cross join generate_series($1::int, $2::int) copy`,
    );
  }
  let copies = 0;
  return {
    async growTo(wanted) {
      for (const insert of inserts) await db.query(insert, [copies + 1, wanted]);
      copies = wanted;
    },
  };
}

const APART = 100_000;

function copied(name: string, { ids, texts, numbers }: Own): string {
  if (ids?.includes(name)) return `other_id(t.${name}, copy)`;
  if (texts?.includes(name)) return `copy || t.${name}`;
  return numbers?.includes(name) ? `t.${name} + ${APART} * copy` : `t.${name}`;
}
