import { recordedOf, type EvidenceEntry, type Instant } from '@whereabouts/model';
import type { Queryable, Tx } from '../db';
import { insertRows, recordset, toJson, type Columns } from '../recordset';
import type { ShipmentKey } from '../shipments';

/** All that was stated of a parcel as it left, oldest first. */
export interface StoredEvidence extends ShipmentKey {
  readonly entries: readonly EvidenceEntry[];
}

const READ = `
  select merchant_id as "merchantId", shipment_id as "shipmentId", entries
    from ship_evidence join ${recordset({ merchant_id: 'uuid', shipment_id: 'uuid' })} using (merchant_id, shipment_id)`;

/** The statements of some shipments, whose row locks guard them. Shipments without any are not in the answer. */
export async function readEvidence(db: Queryable, keys: readonly ShipmentKey[]): Promise<StoredEvidence[]> {
  const { rows } = await db.query<StoredEvidence>({
    name: 'read-ship-evidence',
    text: READ,
    values: [toJson(keys.map(({ merchantId, shipmentId }) => ({ merchant_id: merchantId, shipment_id: shipmentId })))],
  });
  return rows;
}

const COLUMNS: Columns = {
  merchant_id: 'uuid',
  shipment_id: 'uuid',
  entries: 'jsonb',
  address: 'jsonb',
  photo_ids: 'uuid[]',
  updated_at: 'timestamptz',
};
const PUT = `${insertRows('ship_evidence', COLUMNS)}
  on conflict (merchant_id, shipment_id) do update
     set entries = excluded.entries, address = excluded.address, photo_ids = excluded.photo_ids, updated_at = excluded.updated_at`;

/** Writes the statements of shipments. The caller holds the shipments' locks. */
export async function putEvidence(tx: Tx, evidence: readonly StoredEvidence[], now: Instant): Promise<void> {
  const rows = evidence.map(({ merchantId, shipmentId, entries }) => {
    const { addressValidation, photoIds } = recordedOf(entries);
    return {
      merchant_id: merchantId,
      shipment_id: shipmentId,
      entries,
      address: addressValidation,
      photo_ids: photoIds,
      updated_at: now,
    };
  });
  await tx.query({ name: 'put-ship-evidence', text: PUT, values: [toJson(rows)] });
}
