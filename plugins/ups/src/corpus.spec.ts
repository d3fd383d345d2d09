import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick, readXml, type MilestoneRecord, type Normalized } from '@whereabouts/plugin-sdk';
import { describeCorpus, rawInput } from '@whereabouts/plugin-testkit';
import { CODES, rowOfScan } from './codes';
import { placeOf } from './place-of';
import { plugin } from './plugin';

/** Files that are no reply: single address nodes, read by `placeOf`. */
const NODES = /location_node/;

/**
 * Where we differ from what the origin of a file expects, and why.
 */
const DISAGREEMENTS = {
  'active-shipping-ups-location_node_zz.xml': 'ZZ is no country: the origin takes its default, the US; we say nothing',
  'karrio-ups-tracking-response.json':
    'on_hold by the type X alone: the code and the text say that customs released it',
  'karrio-ups-tracking-response-old.json': 'as above',
  'shipit-ups_rescheduled.xml': 'the end of the day in Chicago, where the origin takes the clock for UTC',
  'shipit-ups_delivery_attempt.xml':
    'DELAYED by the topmost of activities that are in no order: a delivery is among them',
  'active-shipping-ups-rescheduled_shipment.xml': 'the end of the day, where the origin takes its midnight in UTC',
};

describeCorpus('ups', (files) => {
  const file = (name: string) => files.find((candidate) => candidate.name === name)!;
  const results = new Map(files.map(({ name, bytes }) => [name, plugin.normalize(rawInput(bytes))]));
  const result = (name: string): Normalized => results.get(name)!;
  const local = ({ occurredLocal }: MilestoneRecord) => occurredLocal;

  it.each(files.filter(({ name }) => !NODES.test(name)).map(({ name }) => name))('understands %s', (name) => {
    const { milestones, issues } = result(name);
    expect(milestones.filter(({ code }) => code === 'UNMAPPED')).toEqual([]);
    expect(issues.filter(({ kind }) => kind === 'record')).toEqual([]);
  });

  it('names files that are there', () => {
    for (const name of Object.keys(DISAGREEMENTS)) expect(file(name)).toBeDefined();
  });

  it.each(files.filter(({ name }) => name.startsWith('karrio')).map(({ name }) => name))(
    'agrees with karrio on %s: code, local time, words, delivered, messages',
    (name) => {
      const [trackings, messages] = (file(name).expected as { parsed: [Tracking[], Message[]] }).parsed;
      const { milestones, issues } = result(name);
      const events = trackings.flatMap((tracking) => tracking.events);
      expect(milestones.map((scan) => [scan.sourceCode, local(scan)?.slice(0, 13), scan.sourceText])).toEqual(
        events.map(({ code, date, time, description }) => [
          code,
          `${date.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}`,
          description,
        ]),
      );
      for (const { delivered } of trackings)
        expect(milestones.some(({ code }) => code === 'DELIVERED')).toBe(delivered);
      expect(issues.map(({ problem }) => problem)).toEqual(messages.map(({ code, message }) => `${code}: ${message}`));
    },
  );

  it('finds the delivery under a refund that came later', () =>
    expect(result('active-shipping-ups-delivered_shipment_with_refund.xml').milestones.slice(0, 2)).toMatchObject([
      { code: 'INFORMATION', sourceCode: 'DM' },
      { code: 'DELIVERED', deliveredTo: 'RECEPTION' },
    ]));

  it('takes the rescheduled date', () => {
    const estimateOf = (name: string) => result(name).shipments[0]?.carrierEstimate;
    expect(estimateOf('active-shipping-ups-rescheduled_shipment.xml')).toBe('2015-01-30T07:59:59.000Z');
    expect(estimateOf('shipit-ups_rescheduled.xml')).toBe('2014-10-25T04:59:59.000Z');
  });

  it('reads a success without any status as a shipment without events', () =>
    expect(result('active-shipping-ups-no_status_node_success.xml')).toMatchObject({
      milestones: [],
      shipments: [{ serviceLevel: 'UPS SUREPOST' }],
      issues: [],
    }));

  it('reads all events of a long journey', () => {
    const { milestones, shipments } = result('hautelook-ups.xml');
    expect(milestones).toHaveLength(24);
    expect(milestones[0]).toMatchObject({
      code: 'DELIVERED',
      occurredLocal: '20150417T150700',
      place: { city: 'WALHALLA', region: 'ND' },
      deliveredTo: 'SAFE_PLACE',
    });
    expect(shipments[0]?.carrierEstimate).toBeUndefined();
  });

  it('reads the attempts, the weather and the delivery that come in no order', () => {
    const { milestones, shipments } = result('shipit-ups_delivery_attempt.xml');
    expect(milestones.map(({ code }) => code)).toEqual([
      'INFORMATION',
      'DELAYED',
      'ATTEMPT_FAILED',
      'DELIVERED',
      'ACCEPTED',
      'INFORMATION',
    ]);
    expect(milestones.slice(0, 2).map(local)).toEqual(['19980830T103900', '20100830T103200']);
    expect(milestones[1]).toMatchObject({ place: { city: 'BONN', country: 'DE' }, reasons: ['external.weather'] });
    expect(milestones[2]).toMatchObject({ attemptNumber: 2 });
    expect(shipments[0]).toMatchObject({ serviceLevel: 'NEXT DAY AIR SAVER', billed: { weightGrams: 454 } });
  });

  it('reads single addresses: Kosovo is kept, an unknown country is none', () => {
    const address = (name: string) => {
      const xml = readXml(file(name).bytes);
      return xml.ok ? placeOf(pick(xml.value, 'Address')) : null;
    };
    expect(address('active-shipping-ups-location_node_kosovo_xk.xml')).toEqual({ city: 'PRIZRENI', country: 'XK' });
    expect(address('active-shipping-ups-location_node_zz.xml')).toEqual({
      city: 'NAPERVILLE',
      region: 'IL',
      postalCode: '60540-3920',
    });
    for (const { name } of files.filter((candidate) => NODES.test(candidate.name)))
      expect(result(name).issues).toMatchObject([{ problem: 'an address without a parcel' }]);
  });

  it('takes the GMT pair of the official example, whose leading zero is missing', () =>
    expect(result('openapi-TrackApiResponse-from-property-examples.json')).toMatchObject({
      milestones: [{ code: 'CUSTOMS_CLEARED', occurredAt: '2021-02-10T07:47:00.000Z', timeCertainty: 'OFFSET_GIVEN' }],
      issues: [{ kind: 'note', problem: expect.stringContaining('contradict') }],
    }));

  it('reads the official Track Alert message, without its estimate of five years ago', () =>
    expect(result('trackalert-webhook-delivery-message.json')).toMatchObject({
      milestones: [{ code: 'DELIVERED', occurredAt: '2024-04-23T13:50:04.000Z', timeCertainty: 'OFFSET_GIVEN' }],
      shipments: [],
    }));
});

describeCorpus('ups-mail-innovations', (files) => {
  it('reads pages for people', () => {
    for (const { bytes } of files)
      expect(plugin.normalize(rawInput(bytes))).toMatchObject({
        milestones: [{ code: 'LABEL_CREATED', occurredLocal: 'Mar 24 2014', timeCertainty: 'DATE_ONLY' }],
        issues: [],
      });
  });
});

const LISTS = join(__dirname, '../../../../shared/payloads/reference/ups-code-tables.json');

(existsSync(LISTS) ? describe : describe.skip)("UPS's published lists (skipped without the reference)", () => {
  const lists = existsSync(LISTS) ? (JSON.parse(readFileSync(LISTS, 'utf8')) as Record<string, string[][]>) : {};
  const codesOf = (list: string, header: RegExp) =>
    [...new Set((lists[list] ?? []).map(([code]) => code ?? ''))].filter((code) => !header.test(code));
  const HEADER = /CODE|CRD|VCAT|TYPE/;

  it.each([
    ['Package Exceptions', 'PACKAGE', 'X', 687],
    ['Movement Scans', 'PACKAGE', 'I', 38],
    ['Delivery Codes', 'PACKAGE', 'D', 151],
    ['Manifest Codes', 'PACKAGE', 'M', 4],
    ['Updates', 'PACKAGE', 'U', 3],
    ['Freight Activity', 'FREIGHT', 'I', 66],
    ['Freight Exceptions', 'FREIGHT', 'X', 207],
    ['Mail Innovations', 'MAIL_INNOVATIONS', 'I', 213],
  ] as const)('%s are all in the table', (list, product, type, count) => {
    const codes = codesOf(list, HEADER);
    expect(codes).toHaveLength(count);
    const unknown = codes.filter((code) => rowOfScan({ product, type, code, status: null, text: null }).row === null);
    expect(unknown).toEqual([]);
  });

  it('Status/Description Codes are all in the table', () => {
    const codes = codesOf('Status/Description Codes', HEADER).map((code) => code.padStart(3, '0'));
    expect(codes.filter((code) => CODES.find({ code, subCode: 'STATUS' })?.subCode !== 'STATUS')).toEqual([]);
  });
});

interface Tracking {
  readonly delivered: boolean;
  readonly events: readonly {
    readonly code: string;
    readonly date: string;
    readonly time: string;
    readonly description: string;
  }[];
}
interface Message {
  readonly code: string;
  readonly message: string;
}
