import type { EvidenceEntry, Instant, Direction, Money, OrderLine, ParcelSize } from '@whereabouts/model';
import type { Queryable } from '../db';
import { PHOTO_JSON, type PhotoRow } from '../evidence/photos';
import { read } from './statement';

/** All that the ship-time evidence of a parcel is judged by. */
export interface EvidenceView {
  readonly shipmentId: string;
  readonly orderId: string | null;
  readonly serviceLevel: string | null;
  readonly shippedAt: Instant | null;
  readonly lane: string | null;
  readonly direction: Direction;
  readonly declared: ParcelSize | null;
  readonly billed: ParcelSize | null;
  readonly value: Money | null;
  readonly lines: readonly OrderLine[] | null;
  readonly entries: readonly EvidenceEntry[];
  /** Those that the entries name, by the time when they were taken. */
  readonly photos: readonly PhotoRow[];
}

const SELECT = `
  select s.id as "shipmentId", s.order_id as "orderId", s.service_level as "serviceLevel", s.shipped_at as "shippedAt",
         s.lane, s.direction, s.declared, s.billed, o.lines, coalesce(e.entries, '[]') as entries,
         case when o.value_amount is not null and o.value_currency is not null
              then json_build_object('amount', o.value_amount::text, 'currency', o.value_currency) end as value,
         coalesce((select json_agg(${PHOTO_JSON} order by p.taken_at, p.id) from photo p
                    where p.merchant_id = s.merchant_id and p.id = any(e.photo_ids)), '[]') as photos
    from shipment s
    left join orders o on o.merchant_id = s.merchant_id and o.id = s.order_id
    left join ship_evidence e on e.merchant_id = s.merchant_id and e.shipment_id = s.id
   where s.merchant_id = $1 and s.id = any($2::uuid[])`;

export const evidenceOfShipments = (
  db: Queryable,
  merchantId: string,
  shipmentIds: readonly string[],
): Promise<EvidenceView[]> => read(db, SELECT, [merchantId, shipmentIds]);
