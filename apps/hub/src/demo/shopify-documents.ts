import type { Instant } from '@whereabouts/model';
import type { DemoParcel, DemoStep } from './parcels';

const COMPANIES = { ups: 'UPS', usps: 'USPS', fedex: 'FedEx' } as const;
const ORDER_IDS = 5_100_000_000_000;
const FULFILLMENT_IDS = 4_200_000_000_000;

const seconds = (at: Instant): string => `${at.slice(0, 19)}+00:00`;
const dollars = (amount: number): string => amount.toFixed(2);

const shippingAddress = ({ customer }: DemoParcel) => ({
  first_name: customer.firstName,
  last_name: customer.lastName,
  address1: customer.street,
  city: customer.town.city,
  province_code: customer.town.region,
  zip: customer.town.zip,
  country_code: 'US',
});

/** The body of `orders/create`. */
export function shopifyOrder(parcel: DemoParcel) {
  const { customer, product, quantity } = parcel;
  const placed = seconds(parcel.steps[0]!.at);
  const id = ORDER_IDS + parcel.serial;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${parcel.orderNumber}`,
    order_number: Number(parcel.orderNumber),
    created_at: placed,
    processed_at: placed,
    updated_at: placed,
    cancelled_at: null,
    currency: 'USD',
    total_price: dollars(product.price * quantity),
    financial_status: 'paid',
    fulfillment_status: null,
    email: customer.email,
    customer_locale: 'en-US',
    tags: '',
    customer: {
      id: customer.id,
      first_name: customer.firstName,
      last_name: customer.lastName,
      email: customer.email,
      phone: customer.phone,
      orders_count: customer.orders,
      tags: customer.tags,
    },
    shipping_address: shippingAddress(parcel),
    shipping_lines: [{ title: 'Standard', price: '0.00' }],
    line_items: [
      {
        id: id * 10,
        sku: product.sku,
        title: product.title,
        quantity,
        price: dollars(product.price),
        grams: Math.round(product.ounces * 28.35),
      },
    ],
    fulfillment_orders: [
      {
        id: id + 1_000_000,
        status: 'open',
        delivery_method: {
          method_type: 'shipping',
          min_delivery_date_time: seconds(parcel.promise.from),
          max_delivery_date_time: seconds(parcel.promise.to),
        },
      },
    ],
    fulfillments: [],
  };
}

/** The body of `fulfillments/create`: the shop says that it was sent. */
export function shopifyFulfillment(parcel: DemoParcel, { at }: DemoStep) {
  const id = FULFILLMENT_IDS + parcel.serial;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
    name: `#${parcel.orderNumber}.1`,
    order_id: ORDER_IDS + parcel.serial,
    status: 'success',
    created_at: seconds(at),
    updated_at: seconds(at),
    shipment_status: null,
    location_id: parcel.warehouse.id,
    service: 'manual',
    tracking_company: COMPANIES[parcel.carrier],
    tracking_number: parcel.trackingNumber,
    tracking_numbers: [parcel.trackingNumber],
    tracking_url: null,
    tracking_urls: [],
    line_items: [{ sku: parcel.product.sku, quantity: parcel.quantity, price: dollars(parcel.product.price) }],
  };
}
