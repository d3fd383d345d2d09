/**
 * The cases `$2` of a merchant `$1`, each with its shipment and its order. Looked up one by one, whatever the tables held
 * when a statement was planned: `offset 0` keeps the parts apart.
 */
export const CASES_WITH_SUBJECTS = `
    unnest($2::uuid[]) as w (case_id)
    cross join lateral (select c.* from exception_case c where c.merchant_id = $1 and c.id = w.case_id offset 0) c
    left join lateral (
      select s.* from shipment s where s.merchant_id = c.merchant_id and s.id = c.shipment_id offset 0) s on true
    left join lateral (
      select o.* from orders o
       where o.merchant_id = c.merchant_id and o.id = coalesce(s.order_id, c.order_id) offset 0) o on true`;
