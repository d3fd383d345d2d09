import { codeTable, type CodeRow } from '@whereabouts/plugin-sdk';

const NO_PROGRESS = { means: 'INFORMATION' } as const;
const held = (reason: 'customs.inspection' | 'customs.documents' | 'customs.delay') =>
  ({ means: 'HELD', reasons: [reason] }) as const;
const late = (...reasons: NonNullable<CodeRow['reasons']>) => ({ means: 'DELAYED', reasons }) as const;

/** Codes of one kind of object, separated by blanks, that mean the same. */
const of = (object: string, names: string, row: Omit<CodeRow, 'code'>): CodeRow[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => ({ code: `${object}#${name}`, ...row }));

const SHIPMENT = '/shipment';
const LEG = '/shipment_leg';
const CONTAINER = '/ocean/shipment_container';
const CONTAINER_LEG = '/ocean/shipment_container_leg';

const milestones: readonly CodeRow[] = [
  ...of(SHIPMENT, 'created', { means: 'LABEL_CREATED' }),
  ...of(
    SHIPMENT,
    `schedule_confirmed updated_route booking_confirmed cargo_ready_date_changed updated_cargo_ready_date
     documents_sent_to_nominated_broker commercial_invoices_digitized filing_submitted_for_in_bond_transportation
     ftz_admission`,
    NO_PROGRESS,
  ),
  ...of('/shipments', 'commercial_invoices_digitized', NO_PROGRESS),
  ...of(
    LEG,
    `updated_estimated_time_of_departure updated_estimated_time_of_arrival updated_estimated_out_for_delivery
     delivery_appointment_requested delivery_appointment_scheduled`,
    NO_PROGRESS,
  ),
  ...of(
    '/shipment_container_leg',
    'updated_estimated_available_for_pickup delivery_appointment_scheduled',
    NO_PROGRESS,
  ),
  // For the trucker at the port, not for the recipient.
  ...of(CONTAINER_LEG, 'available_for_pickup', NO_PROGRESS),
  ...of(CONTAINER, 'free_time_to_expire free_time_expired empty_returned', NO_PROGRESS),
  ...of(
    '/invoice',
    `invoice_payment_made invoice_due_date_adjusted invoice_shared invoice_voided invoice_credit_applied
     invoice_refund_applied invoice_payment_failed`,
    NO_PROGRESS,
  ),

  ...of(LEG, 'departed', { means: 'IN_TRANSIT', facilityAction: 'DEPARTED' }),
  ...of(LEG, 'arrived', { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' }),
  ...of(CONTAINER_LEG, 'loaded_on_board unloaded_off_board', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...of('/ocean/shipment_leg', 'loaded_on_truck', { means: 'IN_TRANSIT', facilityAction: 'PROCESSED' }),
  ...of(LEG, 'out_for_delivery', { means: 'OUT_FOR_DELIVERY' }),
  ...of(LEG, 'delivered', { means: 'DELIVERED', reasons: ['delivery.partial'], says: 'Part of it was delivered' }),
  ...of(LEG, 'delivery_completed', { means: 'DELIVERED' }),
  ...of(SHIPMENT, 'delivered_in_full', { means: 'DELIVERED' }),
  ...of(SHIPMENT, 'returned_to_shipper', { means: 'RETURNED', says: 'Some containers' }),

  ...of(SHIPMENT, 'customs_entry_release_status_released', { means: 'CUSTOMS_CLEARED' }),
  ...of(
    SHIPMENT,
    `customs_agriculture_hold customs_entry_release_status_pending_intensive_exam customs_undergoing_x_ray_exam
     customs_entry_release_status_under_cbp_review export_country_customs_exam export_country_magnetism_exam`,
    held('customs.inspection'),
  ),
  ...of(
    SHIPMENT,
    'customs_entry_release_status_document_required customs_entry_release_status_entry_docs_required',
    held('customs.documents'),
  ),
  ...of(SHIPMENT, 'customs_entry_release_status_release_suspended', held('customs.delay')),

  ...of(SHIPMENT, 'dry_run_pickup', { means: 'PICKUP_FAILED' }),
  ...of(SHIPMENT, 'trucker_rejected', { means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] }),
  ...of(SHIPMENT, 'missing_cargo', late('carrier.investigating')),
  ...of(
    SHIPMENT,
    'missed_appointment no_appointments_available pending_delivery_appointment_confirmation trucking_delay_other',
    late(),
  ),
  ...of(SHIPMENT, 'pending_customs_clearance_from_nominated_broker', late('customs.delay')),
  ...of(SHIPMENT, 'shipment_rerouted_per_client_request', late('recipient.requested_change')),
  ...of(SHIPMENT, 'weather_delay', late('external.weather')),
  ...of(
    SHIPMENT,
    'cargo_not_available cargo_ready_date_changed_exception supplier_late_gate_in',
    late('shipper.not_ready'),
  ),
  ...of(SHIPMENT, 'supplier_late_documents late_bill_of_lading_release', late('shipper.data_missing')),
  ...of(
    SHIPMENT,
    `cargo_bumped_from_booked_flight cargo_rolled_from_booked_vessel equipment_unavailable ocean_port_dwell_delay
     truckers_hours_expired trucking_delay_port_congestion vessel_delay_port_congestion`,
    late('carrier.capacity'),
  ),
  ...of(
    SHIPMENT,
    `flight_delay_mechanical rail_car_equipment_breakdown trucking_delay_chassis_problem
     trucking_delay_mechanical_problem vessel_delay_mechanical`,
    late('carrier.vehicle'),
  ),
  ...of(
    SHIPMENT,
    `cargo_breakdown_delay cargo_contamination_delay dry_run_delivery_attempt_not_completed no_attempt_made
     flight_delay_schedule_updated_by_carrier port_strike_delay rail_interchange_delay rail_transfer_delay
     shipment_rerouted_by_carrier transload_delay transshipment_delay trucking_delay_strike trucking_delay_traffic
     vessel_delay_schedule_updated_by_carrier warehouse_devan_delay`,
    late('carrier.processing_delay'),
  ),
];

const AT = { means: 'IN_TRANSIT', facilityAction: 'ARRIVED' } as const;

/** Milestones of webhooks; dates and the status of a shipment, for answers that list no milestones. */
export const CODES = codeTable(
  'Flexport API v2 and v3: Milestones, ShipmentStatus, dates of Shipment and Shipment Leg',
  [
    ...milestones,

    { code: 'actual_picked_up_in_full_date', means: 'ACCEPTED', says: 'Picked up in full' },
    { code: 'actual_departure_date', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    { code: 'actual_arrival_date', ...AT },
    { code: 'actual_delivered_in_full_date', means: 'DELIVERED', says: 'Delivered in full' },

    { code: 'seller_location', means: 'LABEL_CREATED' },
    { code: 'origin_stop_off', ...AT },
    { code: 'in_transit_to_departure_port', means: 'IN_TRANSIT' },
    { code: 'departure_port', ...AT },
    { code: 'in_transit_to_intermediary_port', means: 'IN_TRANSIT' },
    { code: 'intermediary_port', ...AT },
    { code: 'in_transit_to_arrival_port', means: 'IN_TRANSIT' },
    { code: 'arrival_port', ...AT },
    { code: 'deconsolidation', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
    { code: 'in_transit_to_final_destination', means: 'IN_TRANSIT' },
    { code: 'destination_stop_off', ...AT },
    { code: 'gated_out', means: 'IN_TRANSIT', facilityAction: 'DEPARTED' },
    { code: 'final_destination', means: 'DELIVERED' },
  ],
);
