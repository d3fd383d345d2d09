import type { Instant, NotedSilence, VoiceHistory } from '@whereabouts/model';
import type { Queryable } from '../db';

interface Row {
  source_id: string;
  carrier: string;
  last_input_at: Instant;
  since: Instant | null;
  opened_at: Instant | null;
  closed_at: Instant | null;
  status: string | null;
  decided_at: Instant | null;
}

/** A silence is an incident of its source: see `silentKey`. */
const READ = `
  select v.source_id, v.carrier, v.last_input_at, i.since, i.opened_at, i.closed_at, i.status, i.decided_at
    from source_voice v
    join source s on s.merchant_id = v.merchant_id and s.id = v.source_id
    left join incident i on i.merchant_id = v.merchant_id and i.type = 'SOURCE_SILENT'
                        and i.key = 'silent|' || v.source_id || '|' || v.carrier
   where v.merchant_id = $1
   order by v.source_id, v.carrier, i.opened_at`;

const silenceOf = ({ since, opened_at: notedAt, closed_at: spokeAt, status, decided_at: at }: Row): NotedSilence[] =>
  since === null || notedAt === null
    ? []
    : [{ from: since, notedAt, spokeAt, mutedAt: status === 'DISMISSED' ? at : null }];

/** Who spoke for a merchant's carriers, and when they were silent. */
export async function voiceHistories(db: Queryable, merchantId: string): Promise<VoiceHistory[]> {
  const { rows } = await db.query<Row>(READ, [merchantId]);
  const voices = new Map<string, VoiceHistory>();
  for (const row of rows) {
    const { source_id: sourceId, carrier, last_input_at: lastInputAt } = row;
    const key = `${sourceId}|${carrier}`;
    const silences = [...(voices.get(key)?.silences ?? []), ...silenceOf(row)];
    voices.set(key, { sourceId, carrier, lastInputAt, silences });
  }
  return [...voices.values()];
}
