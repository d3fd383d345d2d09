import type { BusyHour, Instant, Summary, Voice } from '@whereabouts/model';
import { instant, msOf, HOUR } from '@whereabouts/model';
import type { CounterDelta } from '../counters';
import type { Queryable, Tx } from '../db';
import { recordset, toJson, type Columns } from '../recordset';
import { hourKey } from '../read/source-traffic';
import { readShipments } from '../shipments';

/** How many inputs of an hour a source had for a carrier. Keys: hour, source, carrier. */
export const VOICE_COUNTER = 'voice-inputs';

export type MerchantVoice = Voice & { readonly merchantId: string; readonly sourceName: string };
export type VoiceKey = Pick<MerchantVoice, 'merchantId' | 'sourceId' | 'carrier'>;

export const voiceKey = ({ merchantId, sourceId, carrier }: VoiceKey): string => `${merchantId}|${sourceId}|${carrier}`;

/** The key of the incident that a silence is. */
export const silentKey = ({ sourceId, carrier }: Pick<VoiceKey, 'sourceId' | 'carrier'>): string =>
  `silent|${sourceId}|${carrier}`;

/** The counter of a voice that had an input. */
export const voiceDelta = ({ merchantId, sourceId, carrier }: VoiceKey, delta: number, at: Instant): CounterDelta => ({
  merchantId,
  name: VOICE_COUNTER,
  key: `${hourKey(at)}|${sourceId}|${carrier}`,
  delta,
});

const KEY: Columns = { merchant_id: 'uuid', source_id: 'uuid', carrier: 'text' };

const KEEP = `
  insert into source_voice as v (merchant_id, source_id, carrier, last_input_at)
  select merchant_id, source_id, carrier, max(last_input_at) from ${recordset({ ...KEY, last_input_at: 'timestamptz' })}
   group by 1, 2, 3 order by 1, 2, 3
  on conflict (merchant_id, source_id, carrier) do update
     set last_input_at = greatest(v.last_input_at, excluded.last_input_at), is_muted = false`;

/** Notes when voices were heard last. */
export async function keepVoices(
  db: Queryable,
  voices: readonly (VoiceKey & { readonly lastInputAt: Instant })[],
): Promise<void> {
  const rows = voices.map((one) => ({ ...keyRow(one), last_input_at: one.lastInputAt }));
  await db.query({ name: 'keep-voices', text: KEEP, values: [toJson(rows)] });
}

const keyRow = ({ merchantId, sourceId, carrier }: VoiceKey): Record<string, string> => ({
  merchant_id: merchantId,
  source_id: sourceId,
  carrier,
});

interface VoiceRow {
  merchant_id: string;
  source_id: string;
  carrier: string;
  last_input_at: Instant;
  silent_from: Instant | null;
  spoke_at: Instant | null;
  is_muted: boolean;
  source_name: string;
}

const fromRow = (row: VoiceRow): MerchantVoice => ({
  merchantId: row.merchant_id,
  sourceId: row.source_id,
  carrier: row.carrier,
  lastInputAt: row.last_input_at,
  silentFrom: row.silent_from,
  spokeAt: row.spoke_at,
  isMuted: row.is_muted,
  sourceName: row.source_name,
});

const columns = (lastInputAt: string): string =>
  `v.merchant_id, v.source_id, v.carrier, ${lastInputAt} as last_input_at, v.silent_from, v.spoke_at, v.is_muted, s.name as source_name`;
/** Nothing is expected of a source that was switched off or removed. */
const OF_SOURCE = `join source s on s.merchant_id = v.merchant_id and s.id = v.source_id and s.enabled and s.removed_at is null`;

/** Who speaks for some carriers: those that name none speak for all. */
export async function voicesOf(
  tx: Queryable,
  carriers: readonly { readonly merchantId: string; readonly carrier: string }[],
): Promise<MerchantVoice[]> {
  const merchants = new Set(carriers.map(({ merchantId }) => merchantId));
  const wanted = [...carriers, ...[...merchants].map((merchantId) => ({ merchantId, carrier: '' }))];
  const { rows } = await tx.query<VoiceRow>({
    name: 'voices-of',
    text: `select ${columns('v.last_input_at')} from ${recordset({ merchant_id: 'uuid', carrier: 'text' })}
             join source_voice v on v.merchant_id = r.merchant_id and v.carrier = r.carrier ${OF_SOURCE}`,
    values: [toJson(wanted.map(({ merchantId, carrier }) => ({ merchant_id: merchantId, carrier })))],
  });
  return rows.map(fromRow);
}

/** A source that is asked, and answers that nothing is new, is not silent. */
const HEARD_AT =
  "greatest(v.last_input_at, case when st.last_pull_outcome in ('ANSWERED', 'NOT_FOUND') then st.last_pull_at end)";

/** Voices of all merchants that are silent, or were not heard since `quiet` but since `known`. */
export async function quietVoices(db: Queryable, quiet: Instant, known: Instant): Promise<MerchantVoice[]> {
  const { rows } = await db.query<VoiceRow>({
    name: 'quiet-voices',
    text: `select ${columns(HEARD_AT)} from source_voice v ${OF_SOURCE}
             left join source_state st on st.merchant_id = v.merchant_id and st.source_id = v.source_id
            where (v.silent_from is not null and v.spoke_at is null)
               or (v.last_input_at < $1 and v.last_input_at > $2 and not v.is_muted)`,
    values: [quiet, known],
  });
  return rows.map(fromRow);
}

/** The hours in which the voices of some merchants had inputs, by `voiceKey`. */
export async function busyHours(
  db: Queryable,
  merchantIds: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, BusyHour[]>> {
  const { rows } = await db.query<{ merchant_id: string; key: string; value: number }>({
    name: 'busy-hours',
    text: 'select merchant_id, key, value from counter where merchant_id = any($1::uuid[]) and name = $2 and key >= $3',
    values: [merchantIds, VOICE_COUNTER, hourKey(since)],
  });
  const hours = new Map<string, BusyHour[]>();
  for (const { merchant_id: merchantId, key, value } of rows) {
    const [hour = '', sourceId = '', ...carrier] = key.split('|');
    const voice = voiceKey({ merchantId, sourceId, carrier: carrier.join('|') });
    const busy = { hour: msOf(instant(`${hour}:00:00Z`)) / HOUR, inputs: value };
    hours.set(voice, [...(hours.get(voice) ?? []), busy]);
  }
  return hours;
}

/** Notes that a voice went silent. False: somebody else did, or it was heard meanwhile. */
export async function noteSilent(tx: Tx, voice: MerchantVoice): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'note-silent',
    text: `update source_voice set silent_from = $4, spoke_at = null
            where merchant_id = $1 and source_id = $2 and carrier = $3 and last_input_at <= $4
              and (silent_from is null or spoke_at is not null)`,
    values: [voice.merchantId, voice.sourceId, voice.carrier, voice.lastInputAt],
  });
  return rowCount === 1;
}

/** Notes that a voice speaks again. False: somebody else did. */
export async function noteSpoke(tx: Tx, voice: MerchantVoice, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'note-spoke',
    text: `update source_voice set spoke_at = $4
            where merchant_id = $1 and source_id = $2 and carrier = $3 and silent_from is not null and spoke_at is null`,
    values: [voice.merchantId, voice.sourceId, voice.carrier, now],
  });
  return rowCount === 1;
}

/** A person said that the silence of a source is none: nothing waits for it any more, until it speaks. */
export async function muteVoice(tx: Tx, { merchantId, sourceId, carrier }: VoiceKey): Promise<void> {
  await tx.query('update source_voice set is_muted = true where merchant_id = $1 and source_id = $2 and carrier = $3', [
    merchantId,
    sourceId,
    carrier,
  ]);
}

/** A shipment as far as its silence is concerned, and who speaks for its carrier. */
export interface HeardShipment {
  readonly carrier: string;
  readonly summary: Summary;
  readonly voices: readonly Voice[];
}

/** Who could speak of some shipments, by id. Two statements, whatever their number. */
export async function heardShipments(
  db: Queryable,
  merchantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HeardShipment>> {
  const keys = ids.map((shipmentId) => ({ merchantId, shipmentId }));
  const shipments = await readShipments(db, { numbers: [], orders: [], ids: keys });
  const carriers = [...new Set(shipments.map(({ carrier }) => carrier))];
  const voices = await voicesOf(
    db,
    carriers.map((carrier) => ({ merchantId, carrier })),
  );
  return new Map(shipments.map(({ id, carrier, summary }) => [id, { carrier, summary, voices }]));
}
