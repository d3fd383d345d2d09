import type { Role, SourceKind } from '@whereabouts/model';
import { EntitySchema } from 'typeorm';

export interface MerchantRow {
  id: string;
  name: string;
  timeZone: string;
  createdAt: Date;
}

export const MerchantRows = new EntitySchema<MerchantRow>({
  name: 'merchant',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    timeZone: { type: 'text', name: 'time_zone' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});

export interface UserRow {
  merchantId: string;
  id: string;
  name: string;
  email: string;
  role: Role;
  plugin: string | null;
  createdAt: Date;
  removedAt: Date | null;
}

export const UserRows = new EntitySchema<UserRow>({
  name: 'user',
  tableName: 'app_user',
  columns: {
    merchantId: { type: 'uuid', name: 'merchant_id', primary: true },
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    email: { type: 'text' },
    role: { type: 'text' },
    plugin: { type: 'text', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    removedAt: { type: 'timestamptz', name: 'removed_at', nullable: true },
  },
});

export interface SourceRow {
  merchantId: string;
  id: string;
  plugin: string;
  name: string;
  kind: SourceKind;
  enabled: boolean;
  settings: Record<string, unknown>;
  secrets: Buffer | null;
  createdAt: Date;
  removedAt: Date | null;
}

export const SourceRows = new EntitySchema<SourceRow>({
  name: 'source',
  columns: {
    merchantId: { type: 'uuid', name: 'merchant_id', primary: true },
    id: { type: 'uuid', primary: true },
    plugin: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    enabled: { type: 'boolean' },
    settings: { type: 'jsonb' },
    secrets: { type: 'bytea', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    removedAt: { type: 'timestamptz', name: 'removed_at', nullable: true },
  },
});
