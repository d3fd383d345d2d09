import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand-only: what is proven of a parcel as it leaves, photos, and what sources declare and bill. Shipments that are
 * known already show the latter with their next news, or after a rebuild.
 */
export class ShipEvidence20261126194500 implements MigrationInterface {
  name = 'ShipEvidence20261126194500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table shipment add declared jsonb, add billed jsonb;

      -- Stays through a rebuild: it is the word of people, and parcels stay who they are.
      create table ship_evidence (
        merchant_id uuid not null,
        shipment_id uuid not null,
        -- Every statement with its time and person, oldest first: nothing is overwritten.
        entries     jsonb not null,
        -- The latest validation of the address among them: what detection looks at.
        address     jsonb,
        photo_ids   uuid[] not null,
        updated_at  timestamptz not null,
        primary key (merchant_id, shipment_id)
      );

      -- The bytes lie in the photo store under the key; the hash proves that they are the same.
      create table photo (
        merchant_id uuid not null,
        id          uuid not null,
        sha256      text not null,
        media_type  text not null,
        size        bigint not null,
        taken_at    timestamptz not null,
        storage_key text not null,
        uploaded_by uuid not null,
        uploaded_at timestamptz not null,
        primary key (merchant_id, id),
        unique (merchant_id, sha256)
      );

      -- Photos that were added to a case: what the customer sent of the damage.
      create table case_photo (
        merchant_id uuid not null,
        case_id     uuid not null,
        photo_id    uuid not null,
        added_by    uuid not null,
        added_at    timestamptz not null,
        primary key (merchant_id, case_id, photo_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table case_photo, photo, ship_evidence;
      alter table shipment drop declared, drop billed;
    `);
  }
}
