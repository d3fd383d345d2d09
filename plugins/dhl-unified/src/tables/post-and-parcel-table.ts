import type { CodeRow } from '@whereabouts/plugin-sdk';
import { ofDivision } from './of-division';

const letters = ofDivision('svb');
const parcels = ofDivision('parcel-de');
const ppl = ofDivision('ecommerce-ppl');

/** Letters and parcels in Germany, and PPL in Czechia. Source: DHL's list of event codes by service. */
export const POST_AND_PARCEL: readonly CodeRow[] = [
  ...letters('LABEL_CREATED', 'ANNOUNCED'),
  ...letters('ACCEPTED', 'POSTED POSTED_ARRIVED POSTED_MAIL_TERMINAL'),
  ...letters('IN_TRANSIT', 'ARRIVED_IN_DESTINATION_COUNTRY ARRIVED_TRANSIT BZE', { facilityAction: 'ARRIVED' }),
  ...letters('IN_TRANSIT', 'BZ PASSED_LETTER_CENTER', { facilityAction: 'PROCESSED' }),
  ...letters('IN_TRANSIT', 'BZA DEPARTURE_FROM_INWARD_OE FORWARDED_ABROAD', { facilityAction: 'DEPARTED' }),
  ...letters('IN_TRANSIT', 'REDIRECTED TO_BE_SENT_ABROAD'),
  ...letters('CUSTOMS_STARTED', 'HANDOVER_CUSTOMS IP_CUSTOMS'),
  ...letters('HELD', 'HELD_BY_CUSTOMS', { reasons: ['customs.inspection'] }),
  ...letters('AT_DELIVERY_DEPOT', 'ARRIVAL_AT_OFFICE_OF_DELIVERY'),
  ...letters('OUT_FOR_DELIVERY', 'IN_DELIVERY'),
  ...letters('ATTEMPT_FAILED', 'DELIVERY_ATTEMPTED'),
  ...letters('AVAILABLE_FOR_PICKUP', 'NOTIFIED NOTIFIED_KEY_ACCOUNT NOTIFIED_PACKSTATION NOTIFIED_PO_BOX'),
  ...letters('DELIVERED', 'CONFIRMATION_PENDING CONFIRMED CONFIRMED_BY_SENDER DELIVERED'),
  ...letters('DELIVERED', 'DELIVERED_ZU_NOT_OK DELIVERED_ZU_OK', { says: 'Formal service of a document' }),
  ...letters('DELIVERED', 'FETCHED FETCHED_NOTIFIED FETCHED_PENDING_DELIVERY_CONFIRMATION', {
    deliveredTo: 'SERVICE_POINT',
  }),
  ...letters('DELIVERED', 'FETCHED_KEY_ACCOUNT_PENDING_DELIVERY_CONFIRMATION', { deliveredTo: 'SERVICE_POINT' }),
  ...letters('DELIVERED', 'FETCHED_PACKSTATION', { deliveredTo: 'LOCKER' }),
  ...letters('DELIVERED', 'FETCHED_PO_BOX_PENDING_DELIVERY_CONFIRMATION', { deliveredTo: 'MAILBOX' }),
  ...letters('EXCEPTION', 'MARBURG', { reasons: ['carrier.investigating'], says: 'At the dead letter office' }),
  ...letters('RETURNING', 'SENT_BACK SENT_BACK_ABROAD'),
  ...letters('RETURNED', 'RETURNED_TO_SENDER'),
  ...letters(
    'INFORMATION',
    'AMBIGUOUS AMOUNT_TRANSFERRED ISSUE_OF_A_REPLACEMENT_CERTIFICATE_PZA NO_INFO PAID_EPOS PAID_MAILMAN',
  ),
  ...parcels('LABEL_CREATED', 'VA', { says: 'Electronic pre advise of a shipment' }),
  ...parcels('PICKUP_FAILED', 'AN', { says: 'Pickup not successful at customer site' }),
  ...parcels('ACCEPTED', 'AE ES', { says: 'Pickup successful; first processed by DHL' }),
  ...parcels('IN_TRANSIT', 'EE', { facilityAction: 'ARRIVED', says: 'Arrived at a hub' }),
  ...parcels('IN_TRANSIT', 'AA', { facilityAction: 'DEPARTED', says: 'Departed from a hub' }),
  ...parcels('IN_TRANSIT', 'NB', { facilityAction: 'PROCESSED', says: 'Normal processing during transit' }),
  ...parcels('CUSTOMS_STARTED', 'ZO', { says: 'Customs clearance' }),
  ...parcels('OUT_FOR_DELIVERY', 'PO', { says: 'In delivery process' }),
  ...parcels('AVAILABLE_FOR_PICKUP', 'ZF', { says: 'Delivery to agency, postal office or Packstation' }),
  ...parcels('ATTEMPT_FAILED', 'ZN', { says: 'Delivery attempt not successful' }),
  ...parcels('HELD', 'LA', { reasons: ['carrier.held_at_facility'], says: 'In storage' }),
  ...parcels('EXCEPTION', 'BV', { reasons: ['unknown.unknown'], says: 'Exception occurred' }),
  ...parcels('DELIVERED', 'ZU', { says: 'Delivery successful' }),
  ...parcels('INFORMATION', 'DD GT', { says: 'Data service; money transfer' }),
  ...ppl('LABEL_CREATED', '900'),
  ...ppl('ACCEPTED', '150'),
  ...ppl('IN_TRANSIT', '500'),
  ...ppl('AT_DELIVERY_DEPOT', '300'),
  ...ppl('OUT_FOR_DELIVERY', '400'),
  ...ppl('AVAILABLE_FOR_PICKUP', '343'),
  ...ppl('DELIVERED', '450'),
  ...ppl('DELAYED', '460', { says: 'The parcel will be delivered on another day' }),
  ...ppl('ATTEMPT_FAILED', '464', { reasons: ['recipient.refused'] }),
  ...ppl('TERMINATED', '997', { reasons: ['carrier.lost'] }),
  ...ppl('TERMINATED', '999', { reasons: ['shipper.cancelled'] }),
];
