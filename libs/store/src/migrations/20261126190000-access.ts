import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: keys with which machines come in, people who left, and whose traffic a partner sees. */
export class Access20261126190000 implements MigrationInterface {
  name = 'Access20261126190000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table app_user
        add removed_at timestamptz,
        -- Of a partner: the plugin whose traffic it sees.
        add plugin     text;

      create index app_user_email on app_user (lower(email));

      create table api_key (
        merchant_id  uuid not null,
        id           uuid not null,
        user_id      uuid not null,
        name         text not null,
        -- SHA-256 of the secret part: what is stored opens nothing.
        hash         bytea not null,
        -- Null: all that the user may.
        scopes       text[],
        created_at   timestamptz not null,
        expires_at   timestamptz,
        last_used_at timestamptz,
        revoked_at   timestamptz,
        primary key (merchant_id, id),
        foreign key (merchant_id, user_id) references app_user
      );
      -- A key says its id and not its merchant.
      create unique index api_key_id on api_key (id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table api_key; drop index app_user_email; alter table app_user drop removed_at, drop plugin');
  }
}
