import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand-only: versions of policies, surge switches, and how far shipments were looked at under the policy in force. */
export class Policies20261126200000 implements MigrationInterface {
  name = 'Policies20261126200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table policy_version (
        merchant_id    uuid        not null references merchant,
        version        int         not null,
        effective_from timestamptz not null,
        -- As it was given.
        document       text        not null,
        -- With all defaults of its day and every holiday as a day.
        compiled       jsonb       not null,
        applied_by     text        not null,
        applied_at     timestamptz not null,
        note           text,
        -- SHA-256 of the document.
        hash           text        not null,
        stamp          bigint      not null,
        primary key (merchant_id, version)
      );
      create index policy_version_time on policy_version (merchant_id, effective_from, version);
      create index policy_version_stamp on policy_version (stamp);

      create table policy_switch (
        merchant_id uuid        not null references merchant,
        number      int         not null,
        surge       text        not null,
        is_on       boolean     not null,
        from_at     timestamptz not null,
        to_at       timestamptz,
        switched_by text        not null,
        switched_at timestamptz not null,
        note        text,
        stamp       bigint      not null,
        primary key (merchant_id, number)
      );
      create index policy_switch_stamp on policy_switch (stamp);

      -- One row, which grows with every change of any policy: one cheap look tells whether there is news. Whoever
      -- changes a policy holds it until the commit, so that stamps become visible in their order.
      create table policy_stamp (stamp bigint not null);
      insert into policy_stamp values (0);

      -- Under which policy the shipments of a merchant were looked at, and how far a look is that is under way.
      create table policy_sweep (
        merchant_id uuid    not null primary key,
        policy_key  text    not null,
        truth       text    not null,
        -- Null: all were looked at.
        after_id    uuid,
        -- Ended shipments, too: who is believed has changed.
        ended_too   boolean not null
      );

      create trigger append_only before update or delete on policy_version for each row execute function refuse_change();
      create trigger append_only before update or delete on policy_switch for each row execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table policy_sweep, policy_stamp, policy_switch, policy_version');
  }
}
