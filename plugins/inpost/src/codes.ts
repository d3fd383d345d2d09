import { alike, codeTable } from '@whereabouts/plugin-sdk';
import { EVENTS } from './event-codes';

/**
 * The statuses that `GET /v1/statuses` lists, and the event codes of the group's tracking. POK and customer
 * service point: counters of partner shops.
 */
export const CODES = codeTable(
  'InPost ShipX API, statuses of shipments (GET /v1/statuses); InPost group Tracking API v1, tracking events (V1 and V2)',
  [
    ...alike('created offers_prepared offer_selected', { means: 'INFORMATION', says: 'Being bought; not paid yet' }),
    { code: 'confirmed', means: 'LABEL_CREATED', says: 'Prepared by the sender' },
    ...alike('dispatched_by_sender dispatched_by_sender_to_pok', {
      means: 'ACCEPTED',
      says: 'Put into a locker or handed over at a counter by the sender',
    }),
    ...alike('collected_from_sender taken_by_courier taken_by_courier_from_pok', {
      means: 'ACCEPTED',
      says: 'Taken by the courier',
    }),
    ...alike('adopted_at_source_branch adopted_at_sorting_center', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
    ...alike('sent_from_source_branch sent_from_sorting_center', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
    { code: 'adopted_at_target_branch', means: 'AT_DELIVERY_DEPOT', facilityAction: 'ARRIVED' },
    ...alike('out_for_delivery out_for_delivery_to_address', { means: 'OUT_FOR_DELIVERY' }),
    ...alike(
      `ready_to_pickup ready_to_pickup_from_pok ready_to_pickup_from_pok_registered ready_to_pickup_from_branch
     courier_avizo_in_customer_service_point stack_in_box_machine stack_in_customer_service_point`,
      { means: 'AVAILABLE_FOR_PICKUP', says: 'Waits in a locker or at a counter' },
    ),
    ...alike('pickup_reminder_sent pickup_reminder_sent_address', { means: 'INFORMATION', says: 'Reminder sent' }),
    ...alike('unstack_from_box_machine unstack_from_customer_service_point', {
      means: 'IN_TRANSIT',
      says: 'Taken out of the locker or counter where it waited for room',
    }),
    { code: 'taken_by_courier_from_customer_service_point', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    { code: 'delivered', means: 'DELIVERED' },
    ...alike('pickup_time_expired stack_parcel_pickup_time_expired stack_parcel_in_box_machine_pickup_time_expired', {
      means: 'HELD',
      reasons: ['recipient.not_collected'],
    }),
    { code: 'avizo', means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'], says: 'Courier left a notice' },
    { code: 'undelivered', means: 'ATTEMPT_FAILED', reasons: ['unknown.unknown'] },
    { code: 'rejected_by_receiver', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    { code: 'undelivered_wrong_address', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
    { code: 'undelivered_incomplete_address', means: 'ATTEMPT_FAILED', reasons: ['address.incorrect'] },
    { code: 'undelivered_not_live_address', means: 'ATTEMPT_FAILED', reasons: ['recipient.moved'] },
    { code: 'undelivered_unknown_receiver', means: 'ATTEMPT_FAILED', reasons: ['recipient.unknown'] },
    { code: 'undelivered_cod_cash_receiver', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] },
    ...alike('undelivered_no_mailbox undelivered_lack_of_access_letterbox', {
      means: 'ATTEMPT_FAILED',
      reasons: ['address.access_restricted'],
    }),
    { code: 'oversized', means: 'EXCEPTION', reasons: ['shipper.weight_or_dimensions'] },
    { code: 'delay_in_delivery', means: 'DELAYED', reasons: ['carrier.processing_delay'] },
    { code: 'missing', means: 'EXCEPTION', reasons: ['carrier.investigating'], says: 'Not found; being looked for' },
    { code: 'claimed', means: 'INFORMATION', says: 'A complaint was filed' },
    ...alike('redirect_to_box readdressed', { means: 'INFORMATION', reasons: ['recipient.requested_change'] }),
    { code: 'canceled_redirect_to_box', means: 'INFORMATION', says: 'No longer sent to a locker instead' },
    { code: 'returned_to_sender', means: 'RETURNED' },
    {
      code: 'return_pickup_confirmation_to_sender',
      means: 'INFORMATION',
      says: 'The sender is told of a returned receipt',
    },
    { code: 'canceled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },
    { code: 'other', means: 'INFORMATION' },

    // Older names, of mobile applications and plugins of shops.
    { code: 'avizo_completed', means: 'AVAILABLE_FOR_PICKUP' },
    ...alike('ready_for_collection', { means: 'AVAILABLE_FOR_PICKUP' }),
    { code: 'collected_by_customer', means: 'DELIVERED', deliveredTo: 'LOCKER' },
    { code: 'not_collected', means: 'HELD', reasons: ['recipient.not_collected'] },
    { code: 'delivery_attempt_failed', means: 'ATTEMPT_FAILED' },
    { code: 'avizo_rejected', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    { code: 'cod_rejected', means: 'ATTEMPT_FAILED', reasons: ['recipient.payment_due'] },
    { code: 'cod_completed', means: 'INFORMATION', says: 'Cash on delivery was paid' },
    ...alike('permanently_redirected_to_box_machine permanently_redirected_to_customer_service_point', {
      means: 'INFORMATION',
      reasons: ['recipient.requested_change'],
    }),
    { code: 'cancelled', means: 'TERMINATED', reasons: ['shipper.cancelled'] },

    ...EVENTS,
  ],
  { fold: 'case' },
);
