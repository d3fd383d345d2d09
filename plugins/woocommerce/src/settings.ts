import { basicAuth, line, secret, settingsHeaders, webhookSecrets } from '@whereabouts/plugin-sdk';
import { z } from 'zod';

const metaKey = line().optional();

export const Settings = z.object({
  ...webhookSecrets,
  /** Address of the shop, such as `https://shop.example`. */
  baseUrl: z.url(),
  /** Key of the REST API: to read what webhooks only point to (read), and for order notes (write). */
  consumerKey: secret().optional(),
  consumerSecret: secret().optional(),
  /**
   * Where tracking numbers are: in the order itself, or in a resource of their own that is read after each webhook:
   * WooCommerce's fulfillments, or the list of the Shipment Tracking extension.
   */
  trackingFrom: z.enum(['order', 'fulfillments', 'shipment-trackings']).default('order'),
  /** Meta keys in which the shop keeps numbers, carriers and promised days, beside those of the common extensions. */
  trackingNumberMeta: metaKey,
  carrierMeta: metaKey,
  promiseMeta: metaKey,
  /** IANA zone of the shop, for times of API v1, which are local and say no zone. */
  timeZone: metaKey,
});
export type Config = z.output<typeof Settings>;

export const apiOf = ({ baseUrl }: Config): string => `${baseUrl.replace(/\/$/, '')}/wp-json/wc/v3`;

export const authorize = settingsHeaders<Config>(({ consumerKey, consumerSecret }) =>
  consumerKey === undefined || consumerSecret === undefined
    ? null
    : { authorization: basicAuth(consumerKey, consumerSecret) },
);
