import { after, cellOf, DAY, instant, waysOf, type Counted, type LaneAddition } from '@whereabouts/model';
import type { Queryable } from '../db';

const PAGE = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface DeliveredRow {
  id: string;
  day: string;
  counted: Counted;
}

const DELIVERED = `
  select id, to_char(delivered_at at time zone 'UTC', 'YYYY-MM-DD') as day, counted from shipment
   where merchant_id = $1 and id > $2 and delivered_at >= $3 and counted ? 't' order by id limit $4`;

const nextDay = (day: string): string => after(instant(`${day}T00:00:00Z`), DAY).slice(0, 10);

/** The times of the parcels that were delivered since a day, each with the day on which it was. Streamed. */
export async function* deliveriesSince(db: Queryable, merchantId: string, since: string): AsyncGenerator<LaneAddition> {
  for (let last = FIRST; ;) {
    const { rows } = await db.query<DeliveredRow>({
      name: 'what-if-delivered',
      text: DELIVERED,
      values: [merchantId, last, `${since}T00:00:00Z`, PAGE],
    });
    for (const { day, counted } of rows) {
      const { c: carrier, l: lane, t: times } = counted;
      const cells = (times?.b ?? []).flatMap((bucket, stage) =>
        bucket === null ? [] : [[cellOf(stage, bucket), 1] as const],
      );
      for (const way of waysOf(carrier, times?.s ?? null, lane)) yield { ...way, from: day, to: nextDay(day), cells };
    }
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.id;
  }
}

interface MonthRow {
  carrier: string;
  lane: string;
  service: string;
  from: string;
  to: string;
  cells: number[];
}

const MONTHS = `
  select carrier, lane, service, to_char(month, 'YYYY-MM-DD') as from, to_char(month + interval '1 month', 'YYYY-MM-DD') as to, cells
    from transit_time where merchant_id = $1 and month < $2 and (carrier, lane, service, month) > ($3, $4, $5, $6::date)
   order by carrier, lane, service, month limit $7`;

/** The times of whole months before a day. Streamed. */
export async function* monthsBefore(db: Queryable, merchantId: string, before: string): AsyncGenerator<LaneAddition> {
  for (let last = ['', '', '', '0001-01-01']; ;) {
    const { rows } = await db.query<MonthRow>({
      name: 'what-if-months',
      text: MONTHS,
      values: [merchantId, before, ...last, PAGE],
    });
    for (const { cells, ...row } of rows)
      yield { ...row, cells: cells.flatMap((n, cell) => (n === 0 ? [] : [[cell, n] as const])) };
    if (rows.length < PAGE) return;
    const { carrier, lane, service, from } = rows.at(-1)!;
    last = [carrier, lane, service, from];
  }
}
