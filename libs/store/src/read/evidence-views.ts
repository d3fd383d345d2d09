import type {
  DayCount,
  Direction,
  EvidenceEntry,
  Instant,
  Money,
  OrderLine,
  ParcelSize,
  TicketTopic,
} from '@whereabouts/model';
import type { Queryable } from '../db';
import { PHOTO_JSON, type PhotoRow } from '../evidence/photos';
import { read } from './statement';

/** All that the ship-time evidence of a parcel is judged by. */
export interface EvidenceView {
  readonly shipmentId: string;
  readonly orderId: string | null;
  readonly serviceLevel: string | null;
  readonly shippedAt: Instant | null;
  readonly handedOverAt: Instant | null;
  readonly firstScanAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly promiseTo: Instant | null;
  readonly carrierEstimate: Instant | null;
  readonly lane: string | null;
  readonly direction: Direction;
  readonly declared: ParcelSize | null;
  readonly billed: ParcelSize | null;
  readonly value: Money | null;
  readonly lines: readonly OrderLine[] | null;
  readonly entries: readonly EvidenceEntry[];
  /** Those that the entries name, by the time when they were taken. */
  readonly photos: readonly PhotoRow[];
  /** What was added to cases of this parcel. */
  readonly casePhotos: readonly (PhotoRow & { readonly caseId: string })[];
  /** What tickets of the parcel and its order are about, each topic once. */
  readonly topics: readonly TicketTopic[];
  /** Shipments and cases of its lane, since the day that was asked for. */
  readonly laneCounts: readonly Pick<DayCount, 'what' | 'n'>[];
}

export const EVIDENCE_MOMENTS = [
  'shippedAt',
  'handedOverAt',
  'firstScanAt',
  'deliveredAt',
  'promiseTo',
  'carrierEstimate',
] as const;

/** Of the shipments that this SQL array names. */
export const evidenceSql = (shipmentIds: string, laneSince: string): string => `
  select s.id as "shipmentId", s.order_id as "orderId", s.service_level as "serviceLevel", s.shipped_at as "shippedAt",
         s.handed_over_at as "handedOverAt", s.first_scan_at as "firstScanAt", s.delivered_at as "deliveredAt",
         s.promise_to as "promiseTo", s.carrier_estimate as "carrierEstimate",
         s.lane, s.direction, s.declared, s.billed, o.lines, coalesce(e.entries, '[]') as entries,
         case when o.value_amount is not null and o.value_currency is not null
              then json_build_object('amount', o.value_amount::text, 'currency', o.value_currency) end as value,
         coalesce((select json_agg(${PHOTO_JSON} order by p.taken_at, p.id) from photo p
                    where p.merchant_id = s.merchant_id and p.id = any(e.photo_ids)), '[]') as photos,
         coalesce((select json_agg((${PHOTO_JSON}::jsonb || jsonb_build_object('caseId', k.case_id)) order by p.taken_at, p.id)
                     from exception_case c
                     join case_photo k on k.merchant_id = c.merchant_id and k.case_id = c.id
                     join photo p on p.merchant_id = k.merchant_id and p.id = k.photo_id
                    where c.merchant_id = s.merchant_id and c.shipment_id = s.id), '[]') as "casePhotos",
         coalesce((select json_agg(distinct coalesce(t.corrected_topic, t.topic)) from (
                     select corrected_topic, topic from ticket where merchant_id = s.merchant_id and order_id = s.order_id
                      union all
                     select corrected_topic, topic from ticket where merchant_id = s.merchant_id and shipment_id = s.id
                      union all
                     select corrected_topic, topic from ticket where merchant_id = s.merchant_id
                        and tracking_number = s.tracking_number and looked_at is null) t), '[]') as topics,
         coalesce((select json_agg(json_build_object('what', d.what, 'n', d.n)) from (
                     select what, sum(n)::int as n from day_count
                      where merchant_id = s.merchant_id and scope = 'LANE' and name = s.lane and day >= ${laneSince}
                      group by what) d), '[]') as "laneCounts"
    from shipment s
    left join orders o on o.merchant_id = s.merchant_id and o.id = s.order_id
    left join ship_evidence e on e.merchant_id = s.merchant_id and e.shipment_id = s.id
   where s.merchant_id = $1 and s.id = any(${shipmentIds})`;

/** @param laneSince the first day that counts for what is usual on a lane, such as `2026-11-01`. */
export const evidenceOfShipments = (
  db: Queryable,
  merchantId: string,
  shipmentIds: readonly string[],
  laneSince: string,
): Promise<EvidenceView[]> => read(db, evidenceSql('$2::uuid[]', '$3::date'), [merchantId, shipmentIds, laneSince]);
