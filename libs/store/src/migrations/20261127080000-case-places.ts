import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: the lane of a case and the neighbourhood that its parcel goes to, in the index of the latest cases: those
 * near a case are found in it, without a look at each of 500 parcels. Only the latest are filled, as only they are gone
 * through; where both are empty, the parcel is still looked at.
 */
export class CasePlaces20261127080000 implements MigrationInterface {
  name = 'CasePlaces20261127080000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table exception_case add lane text, add neighbourhood text;
      update exception_case c
         set lane = s.lane, neighbourhood = (s.destination->>'country') || '|' || (s.destination->>'postalCode')
        from merchant m
       cross join lateral (
         select id, shipment_id from exception_case
          where merchant_id = m.id order by opened_at desc, id desc limit 500) latest
        join shipment s on s.merchant_id = m.id and s.id = latest.shipment_id
       where c.merchant_id = m.id and c.id = latest.id;
      drop index case_opened;
      create index case_opened on exception_case (merchant_id, opened_at desc, id desc)
        include (shipment_id, lane, neighbourhood);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index case_opened;
      create index case_opened on exception_case (merchant_id, opened_at desc, id desc);
      alter table exception_case drop lane, drop neighbourhood;
    `);
  }
}
