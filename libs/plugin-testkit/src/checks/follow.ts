import { isPullError, type FollowOutcome } from '@whereabouts/plugin-sdk';
import { asTested, DATA_FAILURES, whileFailing, wrongError } from '../asking';
import { ifIt, type Check } from '../check';
import { played, type Play } from '../play';
import type { Routes } from '../source-server';
import type { Subject } from '../subject';

const routesOf = ({ test }: Subject): Routes => test.pull?.routes ?? {};

const following =
  ({ plugin }: Subject, linkAt: (url: string) => string) =>
  async ({ context, url }: Play): Promise<FollowOutcome | null> =>
    (await plugin.pull?.follow?.(linkAt(url), context)) ?? null;

/** Links that lead away from the source, in ways that a careless look takes for the source. */
const STRANGERS: readonly ((home: string) => string)[] = [
  () => 'https://stranger.example/parcels/1',
  (home) => `${home}@stranger.example/parcels/1`,
  (home) => `${home}.stranger.example/parcels/1`,
  (home) => `//stranger.example/${home}`,
  (home) => `https://stranger.example/?next=${home}`,
  () => 'http://127.0.0.1:9/parcels/1',
  () => 'http://169.254.169.254/latest/meta-data',
  () => 'file:///etc/passwd',
  () => 'javascript:alert(1)',
  () => '../../admin',
  () => '',
  () => '\u0000',
];

export const FOLLOW_CHECKS: readonly Check[] = [
  {
    id: 'follow.reads',
    level: 'MUST',
    says: 'give the bytes that a thin webhook points to, and read them with normalize',
    appliesTo: ifIt('follow'),
    async run(subject, findings) {
      const link = subject.test.pull?.follow;
      if (link === undefined) return findings.problem('its test states no link to follow');
      findings.tried();
      const { value, thrown, strays } = await played(subject, asTested(routesOf(subject)), following(subject, link));
      if (!value?.ok) return findings.problem(`it gives ${JSON.stringify(value?.error ?? String(thrown))}`);
      if (strays.length > 0) findings.problem(`it asks ${strays.join(', ')}`);
      const { issues } = subject.normalize(value.body, { headers: { 'content-type': value.contentType } });
      const unread = issues.find(({ kind, path }) => kind === 'record' && path === '');
      if (unread !== undefined) findings.problem(unread.problem);
    },
  },
  {
    id: 'follow.strangers',
    level: 'MUST',
    says: 'follow no link that leads away from its source',
    appliesTo: ifIt('follow'),
    async run(subject, findings) {
      for (const stranger of STRANGERS) {
        findings.tried();
        const call = await played(subject, asTested(routesOf(subject)), following(subject, stranger));
        const link = JSON.stringify(stranger('http://source'));
        if (call.strays.length > 0) findings.problem(`${link} is followed to ${call.strays.join(', ')}`);
        if (call.value === null && !isPullError(call.thrown))
          findings.problem(`${link} makes it throw ${String(call.thrown)}`);
        for (const leak of call.leaks) findings.problem(`${link}: a secret is in ${leak.slice(0, 160)}`);
      }
    },
  },
  {
    id: 'follow.failures',
    level: 'MUST',
    says: 'give a typed error, without a secret, when its source fails behind a link',
    appliesTo: ifIt('follow'),
    async run(subject, findings) {
      const link = subject.test.pull?.follow;
      if (link === undefined) return;
      const { refused, limited, down, page, silent } = DATA_FAILURES;
      for (const failure of [...refused, ...limited, ...down, ...page, ...silent]) {
        findings.tried();
        const call = await whileFailing(subject, routesOf(subject), failure, following(subject, link));
        const wrong = call.value?.ok
          ? `${failure.name} passes for an answer`
          : wrongError(failure, call.value?.error ?? call.thrown);
        if (wrong !== null) findings.problem(wrong);
        for (const leak of call.leaks) findings.problem(`${failure.name}: a secret is in ${leak.slice(0, 160)}`);
      }
    },
  },
];
