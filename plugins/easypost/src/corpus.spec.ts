import { SILENT, type MilestoneCode } from '@whereabouts/plugin-sdk';
import { describeCorpus, pushRequest, rawInput } from '@whereabouts/plugin-testkit';
import { normalize } from './normalize';
import { verify } from './verify';

/** What the newest informative event may be, given the status that EasyPost states for the whole tracker. */
const STANDING: Record<string, readonly MilestoneCode[]> = {
  unknown: [],
  pre_transit: ['LABEL_CREATED'],
  in_transit: ['ACCEPTED', 'IN_TRANSIT', 'AT_DELIVERY_DEPOT', 'PARTNER_HANDOFF', 'DELAYED', 'ATTEMPT_FAILED'],
  out_for_delivery: ['OUT_FOR_DELIVERY'],
  delivered: ['DELIVERED', 'RETURNED'],
  available_for_pickup: ['AVAILABLE_FOR_PICKUP'],
  return_to_sender: ['RETURNING'],
  failure: ['EXCEPTION', 'TERMINATED', 'ATTEMPT_FAILED'],
  cancelled: ['TERMINATED'],
};
/** The events of a tracker are what happened; these trackers' own status says otherwise. */
const BEHIND_ITS_EVENTS: Record<string, string> = {
  'tracker-pre_transit-status_update-usps-6ev': 'pre_transit, although the parcel was scanned on its way',
  'tracker-unknown-unknown-usps-2ev': 'unknown, although the label was announced',
};
const NO_NEWS = /^(docs-events|docs-refunds|docs-webhooks|error|karrio-easypost-error)/;

interface Expected {
  readonly status?: string;
  readonly parsed?: readonly [readonly KarrioTracking[], readonly { readonly code: string }[]];
  readonly signature?: { readonly value: string; readonly secret: string; readonly valid: boolean };
}
interface KarrioTracking {
  readonly tracking_number: string;
  readonly estimated_delivery: string;
  readonly events: readonly { readonly code: string; readonly date: string; readonly description: string }[];
}

describeCorpus('easypost', (files) => {
  it.each(files.map((file) => [file.name, file] as const))('understands %s', (name, { bytes, expected }) => {
    const { milestones, shipments, issues } = normalize(rawInput(bytes));
    expect(issues.filter(({ kind }) => kind === 'record')).toEqual([]);
    expect(milestones.filter(({ code }) => code === 'UNMAPPED')).toEqual([]);
    expect(issues.some(({ kind }) => kind === 'source-error')).toBe(name.includes('error'));
    if (NO_NEWS.test(name)) expect(milestones).toEqual([]);
    else if (!name.includes('nocarrier')) expect(shipments.length).toBeGreaterThan(0);

    const { status, parsed, signature } = (expected ?? {}) as Expected;
    const newest = milestones.findLast(({ code }) => !SILENT.has(code))?.code;
    const behind = Object.keys(BEHIND_ITS_EVENTS).some((known) => name.startsWith(known));
    if (status !== undefined && !behind)
      expect(STANDING[status]).toEqual(newest === undefined ? [] : expect.arrayContaining([newest]));

    if (signature !== undefined) {
      const request = pushRequest(bytes, { 'x-hmac-signature': signature.value }, [signature.secret]);
      expect(verify(request).accepted).toBe(signature.valid);
      expect(verify({ ...request, secrets: ['another'] }).accepted).toBe(false);
    }
    // The origin's test reads the same body for two numbers: its first tracking is ours. Its statuses are not
    // compared (it puts "pre_transit" down as on hold), nor its times (wall clocks with a false Z).
    const theirs = parsed?.[0][0];
    if (theirs !== undefined) {
      expect(milestones.map((m) => [m.sourceCode, m.occurredLocal?.slice(0, 10), m.sourceText])).toEqual(
        theirs.events.map((event) => [event.code, event.date, event.description]),
      );
      expect(shipments[0]).toMatchObject({ trackingNumber: theirs.tracking_number });
      expect(shipments[0]?.carrierEstimate?.slice(0, 10)).toBe(theirs.estimated_delivery);
    }
  });
});
