import {
  asObject,
  carrierCode,
  eventTime,
  goodsText,
  textAt,
  type Instant,
  type Loose,
  type PlaceInput,
  type Reading,
  type ShipmentSaid,
} from '@whereabouts/plugin-sdk';

/** ShipHero writes times without a zone; its API counts in UTC. */
export const ZONE = 'UTC';

export const textOf = (value: Loose, path: string): string | null => textAt(value, path);
export const moment = (value: Loose, path: string): Instant | null =>
  eventTime({ text: textOf(value, path), assumedZone: ZONE }).occurredAt;

/** The short id, also out of a long one, which is base64 of `Order:272271706`: documents name the same thing either way. */
export function idOf(value: Loose, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const written = textOf(value, path);
    if (written === null) continue;
    if (/^\d+$/.test(written)) return written;
    const [, short] = /^[A-Za-z]+:(\d+)$/.exec(Buffer.from(written, 'base64').toString('latin1')) ?? [];
    return short ?? written;
  }
  return null;
}

export const orderNumberOf = (value: Loose): string | null =>
  (textOf(value, 'order_number') ?? textOf(value, 'partner_order_id'))?.replace(/^#\s*/, '') || null;

/** Packages say it themselves, or leave it to their label. */
export const writtenNumberOf = (value: Loose): string | null =>
  textOf(value, 'tracking_number') ?? textOf(value, 'shipping_label.tracking_number');

/** Some shipments have words where a number would stand. */
export function trackingNumberOf(value: Loose): string | null {
  const written = writtenNumberOf(value);
  return written === null || /^(pick ?up|none|n\/?a|null|local( delivery)?|generic ?label)$/i.test(written)
    ? null
    : written;
}

export const carrierOf = (value: Loose): string | null => {
  const name = textOf(value, 'shipping_carrier') ?? textOf(value, 'carrier');
  return name === null || /generic|manual/i.test(name) ? null : carrierCode(name);
};

export const placeOf = (value: Loose): PlaceInput | null =>
  asObject(value) && {
    city: textOf(value, 'address_city') ?? textOf(value, 'city'),
    region: textOf(value, 'address_state') ?? textOf(value, 'state'),
    postalCode: textOf(value, 'address_zip') ?? textOf(value, 'zip'),
    country: textOf(value, 'address_country') ?? textOf(value, 'country'),
  };

export const nodeOf = (value: Loose): ShipmentSaid['node'] => {
  const code = idOf(value, 'warehouse_id', 'warehouse_uuid');
  const name = textOf(value, 'warehouse') ?? textOf(value, 'warehouse.identifier');
  return code === null ? null : { code, ...(name === null ? {} : { name }) };
};

export const goodsOf = (value: Loose, path: string, quantity: string, reading?: Reading, at?: string): string | null =>
  goodsText(value, path, { sku: ['sku', 'line_item.sku'], quantity, reading, at });
