import type { Instant } from '@whereabouts/model';
import type { DemoParcel, DemoStep } from './parcels';

const CARRIERS = { ups: 'UPS', usps: 'USPS', fedex: 'FedEx' } as const;

/** An order of ShipBob with its one shipment, which alone does not say the shop's number. */
const orderWith = (parcel: DemoParcel, shipment: object) => ({
  id: 80_000_000 + parcel.serial,
  order_number: parcel.orderNumber,
  reference_id: parcel.orderNumber,
  created_date: parcel.steps[0]!.at,
  shipments: [shipment],
});

/** An order that cannot be picked. */
export function shipbobOutOfStock(parcel: DemoParcel, at: Instant) {
  const { tracking: _, ...waiting } = shipmentAt(parcel, { ...parcel.steps[0]!, at });
  return orderWith(parcel, {
    ...waiting,
    status: 'Exception',
    status_details: [
      { name: 'OutOfStock', description: `Out of stock: ${parcel.product.sku}`, inventory_id: parcel.serial },
    ],
  });
}

/** An order as it stands after it was packed, or after the carrier fetched it. */
export const shipbobOrder = (parcel: DemoParcel, step: DemoStep) => orderWith(parcel, shipmentAt(parcel, step));

function shipmentAt(parcel: DemoParcel, step: DemoStep) {
  const { customer, product, quantity } = parcel;
  const left = step.code === 'HANDED_OVER';
  const labelled = parcel.steps.find(({ code }) => code === 'LABEL');
  return {
    id: 90_000_000 + parcel.serial,
    order_id: 80_000_000 + parcel.serial,
    reference_id: parcel.orderNumber,
    created_date: parcel.steps[0]!.at,
    last_update_at: step.at,
    actual_fulfillment_date: left ? (labelled?.at ?? step.at) : null,
    estimated_fulfillment_date: step.at,
    estimated_fulfillment_date_status: left ? 'FulfilledOnTime' : 'PendingOnTime',
    status: left ? 'Completed' : 'Processing',
    status_details: [
      left
        ? { id: 200, name: 'AwaitingCarrierScan', description: 'Waiting for the first scan of the carrier' }
        : { id: 101, name: 'Packed', description: 'Packed' },
    ],
    location: { id: parcel.warehouse.id, name: parcel.warehouse.name },
    measurements: { total_weight_oz: product.ounces * quantity, length_in: 14, width_in: 10, depth_in: 8 },
    recipient: {
      name: `${customer.firstName} ${customer.lastName}`,
      email: customer.email,
      phone_number: customer.phone,
      address: {
        address1: customer.street,
        city: customer.town.city,
        state: customer.town.region,
        zip_code: customer.town.zip,
        country: 'US',
      },
    },
    products: [{ sku: product.sku, name: product.title, inventory_items: [{ name: product.title, quantity }] }],
    ship_option: 'Standard',
    tracking: {
      carrier: CARRIERS[parcel.carrier],
      carrier_service: 'Ground',
      tracking_number: parcel.trackingNumber,
      ...(left && { shipping_date: step.at }),
    },
  };
}
