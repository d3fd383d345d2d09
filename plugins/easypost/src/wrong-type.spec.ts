import { instant } from '@whereabouts/plugin-sdk';
import { normalize } from './normalize';

const issuesOf = (document: unknown): readonly string[] =>
  normalize({
    body: Buffer.from(JSON.stringify(document)),
    headers: {},
    receivedAt: instant('2026-03-10T12:00:00Z'),
  }).issues.map(({ path, problem }) => `${path} ${problem}`);

it('tells a status that is no text with its place', () => {
  const tracker = { object: 'Tracker', id: 'trk_1', tracking_code: 'EZ1', status: { code: 'delivered' } };
  expect(issuesOf({ trackers: [tracker] })).toContain(
    '/trackers/0/status it is an object, where text or a number is expected',
  );
});

it('notes a document that is an empty list', () =>
  expect(issuesOf([])).toEqual([' an empty list: it names no tracker']));

it('says nothing of an empty page', () => expect(issuesOf({ trackers: [], has_more: false })).toEqual([]));
