import type { CodeRow } from '@whereabouts/plugin-sdk';

const row = (text: RegExp, means: CodeRow['means'], more: Partial<CodeRow> = {}): CodeRow => ({
  code: '*',
  text,
  means,
  ...more,
});

/** DPD's own wordings, German ones as paketda.de lists them, that others would take for something else or for nothing. */
export const OWN_WORDINGS: readonly CodeRow[] = [
  row(/falschzustellung/i, 'EXCEPTION', { reasons: ['delivery.wrong_address'] }),
  row(/annahme.*verweigert.*beschädigt/i, 'ATTEMPT_FAILED', { reasons: ['recipient.refused', 'carrier.damage'] }),
  row(/bruch im gewahrsam/i, 'EXCEPTION', { reasons: ['carrier.damage'] }),
  row(/zugangscode erforderlich/i, 'EXCEPTION', { reasons: ['address.access_restricted'] }),
  row(/empfänger hat urlaub/i, 'EXCEPTION', { reasons: ['recipient.not_available'] }),
  row(/falschen standort/i, 'DELAYED', { reasons: ['carrier.missort'] }),
  row(/beim verladen.*fehler/i, 'DELAYED', { reasons: ['carrier.processing_delay'] }),
  row(/afleverpoging.*niet succesvol/i, 'ATTEMPT_FAILED'),
  row(/niet volgens afspraak kunnen bezorgen/i, 'DELAYED'),
  row(/\b(export|import)\b.*\bcleared\b/i, 'CUSTOMS_CLEARED'),
  row(/wunschzustellung/i, 'INFORMATION', { reasons: ['recipient.requested_change'] }),
  row(/parcel ?shop.*\bby (the )?(sender|shipper)\b|durch (den )?versender an .*paketshop/i, 'ACCEPTED'),
  // What was handed in, and what nobody came for: both leave a shop in this way.
  row(/abholung von .*paketshop durch|picked up from .*parcel ?shop by (the )?(dpd )?driver/i, 'IN_TRANSIT'),
  row(/abholung im .*paketshop durch (den )?empfänger/i, 'DELIVERED', { deliveredTo: 'SERVICE_POINT' }),
  row(/zusteller an .*paketshop/i, 'AVAILABLE_FOR_PICKUP'),
  row(/ablieferung an eine dritte person/i, 'DELIVERED', { deliveredTo: 'OTHER' }),
  row(/^geleverd\b/i, 'DELIVERED'),
  row(/^parcel handed to dpd\b/i, 'ACCEPTED'),
  row(/paketumschlagszentrum/i, 'IN_TRANSIT', { facilityAction: 'PROCESSED' }),
];
