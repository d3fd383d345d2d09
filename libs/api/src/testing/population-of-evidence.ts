import type { PopulatedOwner, TableRows } from './population-of-sources';
import { someId, type Row } from './rows';

/** What was proven of each parcel as it left, with photos. */
export function populateEvidence(
  shipments: readonly Row[],
  person: string,
  { merchantId, now, times }: PopulatedOwner,
): readonly TableRows[] {
  const own = { merchant_id: merchantId };
  const each = times(() => null).length;
  const photos = shipments.flatMap(() =>
    times(() => ({
      ...own,
      id: someId(),
      sha256: someId(),
      media_type: 'image/jpeg',
      size: 100,
      taken_at: now,
      storage_key: 'some/key',
      uploaded_by: person,
      uploaded_at: now,
    })),
  );
  const evidence = shipments.map((shipment, index) => {
    const photoIds = photos.slice(index * each, (index + 1) * each).map(({ id }) => id);
    // Of the second one nobody said what it is packed in.
    const said = { packerId: 'pat', packagingType: index === 1 ? undefined : 'box', signature: 'NONE', photoIds };
    const address = { passed: false, failures: times((n) => `no house number ${n}`) };
    return {
      ...own,
      shipment_id: shipment['id'],
      entries: [{ at: now, by: person, said: { address, ...said } }],
      photo_ids: photoIds,
      updated_at: now,
    };
  });
  return [
    ['photo', photos],
    ['ship_evidence', evidence],
  ];
}
