import type { Instant, Role, SourceKind } from '@whereabouts/model';
import type { DataSource } from 'typeorm';
import { IsNull, type QueryDeepPartialEntity } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { MerchantRows, SourceRows, UserRows, type SourceRow } from './rows';
import type { SecretBox } from './secrets';

export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface Person {
  readonly merchantId: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Of a partner: the plugin whose traffic it sees. */
  readonly plugin: string | null;
}

export type NewPerson = Pick<Person, 'name' | 'email'>;

/** One configured plugin: whose account, which secrets, how it is fed. */
export interface SourceConfig {
  readonly merchantId: string;
  readonly id: string;
  readonly plugin: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly enabled: boolean;
  /** Settings in clear, secrets among them: stays inside the process. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface NewSource {
  readonly merchantId: string;
  readonly plugin: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Administrative reads and writes: merchants, people, sources. Not for hot paths. */
export interface Directory {
  merchants(): Promise<readonly Merchant[]>;
  /** A merchant begins with one person: every case has an owner. */
  addMerchant(merchant: Omit<Merchant, 'id'> & { readonly admin: NewPerson }, now: Instant): Promise<Merchant>;
  /** Everybody who was not removed, in the order in which they joined. */
  people(merchantId: string): Promise<readonly Person[]>;
  addPerson(person: Omit<Person, 'id' | 'plugin'> & Partial<Pick<Person, 'plugin'>>, now: Instant): Promise<Person>;
  /** False when there is nobody of that email address. */
  setPerson(
    merchantId: string,
    email: string,
    change: Partial<Pick<Person, 'name' | 'role' | 'plugin'>>,
  ): Promise<boolean>;
  /** The person comes in no more; what was done stays. False when there is nobody of that email address. */
  removePerson(merchantId: string, email: string, now: Instant): Promise<boolean>;
  sources(): Promise<readonly SourceConfig[]>;
  addSource(source: NewSource, now: Instant): Promise<SourceConfig>;
  /** Replaces the settings of a source, secret ones too. False when there is none of that name. */
  setSource(merchantId: string, name: string, given: Pick<NewSource, 'settings' | 'secrets'>): Promise<boolean>;
  /** The source keeps its history; it takes no input any more. False when there is none of that name. */
  removeSource(merchantId: string, name: string, now: Instant): Promise<boolean>;
}

/** Hand-made corrections and registrations come in through a source of every merchant's own. */
export const MANUAL_SOURCE = { plugin: 'manual', name: 'manual', kind: 'MANUAL' } as const;

const context = (row: { merchantId: string; id: string }): string => `${row.merchantId}/${row.id}`;

export function directory(data: DataSource, box: SecretBox): Directory {
  const merchants = data.getRepository(MerchantRows);
  const people = data.getRepository(UserRows);
  const sources = data.getRepository(SourceRows);

  const fromRow = (row: SourceRow): SourceConfig => ({
    merchantId: row.merchantId,
    id: row.id,
    plugin: row.plugin,
    name: row.name,
    kind: row.kind,
    enabled: row.enabled,
    settings: { ...row.settings, ...(row.secrets && box.open(row.secrets, context(row))) },
  });

  const addSource = async (source: NewSource, now: Instant): Promise<SourceConfig> => {
    const id = uuidv7();
    const row: SourceRow = {
      merchantId: source.merchantId,
      id,
      plugin: source.plugin,
      name: source.name,
      kind: source.kind,
      enabled: true,
      settings: { ...source.settings },
      secrets: Object.keys(source.secrets).length
        ? box.seal(source.secrets, context({ merchantId: source.merchantId, id }))
        : null,
      createdAt: new Date(now),
      removedAt: null,
    };
    await sources.insert(row as QueryDeepPartialEntity<SourceRow>);
    return fromRow(row);
  };

  const addPerson: Directory['addPerson'] = async (person, now) => {
    const added = { plugin: null, ...person, id: uuidv7() };
    await people.insert({ ...added, createdAt: new Date(now) });
    return added;
  };

  return {
    merchants: async () =>
      (await merchants.find({ order: { createdAt: 'ASC', id: 'ASC' } })).map(({ id, name, timeZone }) => ({
        id,
        name,
        timeZone,
      })),

    async addMerchant({ name, timeZone, admin }, now) {
      const merchant = { id: uuidv7(), name, timeZone };
      await merchants.insert({ ...merchant, createdAt: new Date(now) });
      await addPerson({ ...admin, merchantId: merchant.id, role: 'ADMIN' }, now);
      await addSource({ merchantId: merchant.id, ...MANUAL_SOURCE, settings: {}, secrets: {} }, now);
      return merchant;
    },

    people: async (merchantId) =>
      (await people.find({ where: { merchantId, removedAt: IsNull() }, order: { id: 'ASC' } })).map(
        ({ createdAt: _, removedAt: __, ...person }) => person,
      ),

    addPerson,

    async setPerson(merchantId, email, change) {
      const { affected } = await people.update({ merchantId, email, removedAt: IsNull() }, change);
      return (affected ?? 0) > 0;
    },

    async removePerson(merchantId, email, now) {
      const { affected } = await people.update(
        { merchantId, email, removedAt: IsNull() },
        { removedAt: new Date(now) },
      );
      return (affected ?? 0) > 0;
    },

    sources: async () =>
      (await sources.find({ where: { removedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } })).map(fromRow),
    addSource,

    async setSource(merchantId, name, { settings, secrets }) {
      const row = await sources.findOne({ where: { merchantId, name, removedAt: IsNull() } });
      if (row === null) return false;
      const sealed = Object.keys(secrets).length ? box.seal(secrets, context(row)) : null;
      const change = { settings: { ...settings }, secrets: sealed } as QueryDeepPartialEntity<SourceRow>;
      await sources.update({ merchantId, id: row.id }, change);
      return true;
    },

    async removeSource(merchantId, name, now) {
      const { affected } = await sources.update(
        { merchantId, name, removedAt: IsNull() },
        { removedAt: new Date(now), enabled: false, secrets: null },
      );
      return (affected ?? 0) > 0;
    },
  };
}
