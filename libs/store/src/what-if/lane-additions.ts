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

function additionsOf({ day, counted: { c: carrier, l: lane, t: times } }: DeliveredRow): LaneAddition[] {
  const cells = (times?.b ?? []).flatMap((bucket, stage) =>
    bucket === null ? [] : [[cellOf(stage, bucket), 1] as const],
  );
  const days = { from: day, to: nextDay(day) };
  return waysOf(carrier, times?.s ?? null, lane).map((way) => ({ ...way, ...days, cells }));
}

/** The times of the parcels that were delivered since a day, each with the day on which it was; a page at a time. */
export async function* deliveriesSince(
  db: Queryable,
  merchantId: string,
  since: string,
): AsyncGenerator<readonly LaneAddition[]> {
  for (let last = FIRST; ;) {
    const { rows } = await db.query<DeliveredRow>({
      name: 'what-if-delivered',
      text: DELIVERED,
      values: [merchantId, last, `${since}T00:00:00Z`, PAGE],
    });
    yield rows.flatMap(additionsOf);
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

/** The times of whole months before a day; a page at a time. */
export async function* monthsBefore(
  db: Queryable,
  merchantId: string,
  before: string,
): AsyncGenerator<readonly LaneAddition[]> {
  for (let last = ['', '', '', '0001-01-01']; ;) {
    const { rows } = await db.query<MonthRow>({
      name: 'what-if-months',
      text: MONTHS,
      values: [merchantId, before, ...last, PAGE],
    });
    yield rows.map(({ cells, ...row }) => ({
      ...row,
      cells: cells.flatMap((n, cell) => (n === 0 ? [] : [[cell, n] as const])),
    }));
    if (rows.length < PAGE) return;
    const { carrier, lane, service, from } = rows.at(-1)!;
    last = [carrier, lane, service, from];
  }
}
