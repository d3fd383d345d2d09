import { instant, type Instant, type MilestoneCode, type Reason } from '@whereabouts/model';
import {
  asList,
  asObject,
  asText,
  codeTable,
  definePlugin,
  eachRecord,
  hmacMatches,
  milestone,
  normalized,
  readJson,
  refuse,
  unreadable,
  webhookSecrets,
  type Issue,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';

/** One event of the toy carrier: its codes are our own words. */
export interface ToyEvent {
  readonly code: MilestoneCode;
  readonly at: Instant;
  readonly reasons?: readonly Reason[];
  readonly city?: string;
}

export interface ToyParcel {
  readonly number: string;
  readonly order?: string;
  readonly events: readonly (ToyEvent | { readonly broken: true })[];
  readonly promisedBy?: Instant;
  readonly estimate?: Instant;
}

/** A carrier without a history of its own: for tests of everything behind the plugin. */
export const toyPlugin = definePlugin({
  id: 'toy',
  name: 'Toy Parcels',
  version: '1.0.0',
  sdk: '^0.1.0',
  source: 'CARRIER',
  config: z.object({ ...webhookSecrets }),
  codes: codeTable('made up for tests', []),
  push: {
    verify: ({ headers, body, secrets }) =>
      secrets.some((secret) =>
        hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret, data: body, signature: headers['x-toy'] ?? '' }),
      )
        ? { accepted: true }
        : { accepted: false, because: 'the signature in x-toy does not fit the body' },
  },
  normalize({ body }) {
    const read = readJson(body);
    if (!read.ok) return unreadable(read.problem);
    const parcel = asObject(read.value);
    const number = asText(parcel?.['number']);
    if (!parcel || number === null) return unreadable('not a toy parcel');
    const issues: Issue[] = [];
    const orderNumber = asText(parcel['order']) ?? undefined;
    const moment = (value: string | null): Instant | undefined => (value === null ? undefined : instant(value));
    const promisedBy = moment(asText(parcel['promisedBy']));
    const milestones = eachRecord(asList(parcel['events']), '/events', issues, (event) => {
      const said = asObject(event) ?? refuse('not an event');
      if (said['broken']) refuse('broken');
      const at = instant(asText(said['at']) ?? refuse('no time', '/at'));
      const code = asText(said['code']) as MilestoneCode;
      return milestone({
        row: { code, means: code, reasons: asList(said['reasons']).map((reason) => asText(reason) as Reason) },
        time: { occurredAt: at, occurredLocal: at, timeCertainty: 'OFFSET_GIVEN' },
        place: asText(said['city']) === null ? null : { city: asText(said['city'])! },
        trackingNumber: number,
        carrier: 'toy',
        code,
        text: null,
      });
    });
    const shipment = {
      trackingNumber: number,
      carrier: 'toy',
      orderNumber,
      promise: promisedBy && { to: promisedBy },
      carrierEstimate: moment(asText(parcel['estimate'])),
    };
    return normalized({ milestones, shipments: [shipment], issues });
  },
});
