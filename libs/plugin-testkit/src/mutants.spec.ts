import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  asList,
  asText,
  documentReader,
  EMPTY_NORMALIZED,
  malformed,
  pick,
  raise,
  readJson,
  unreadable,
  upstream,
  type CodeRow,
  type CodeTable,
  type HostContext,
  type MilestoneRecord,
  type Normalized,
  type Plugin,
  type Pull,
  type PullOutcome,
  type Push,
  type RawInput,
} from '@whereabouts/plugin-sdk';
import { z } from 'zod';
import { runCheck } from './check';
import { CHECKS, conformanceSubject } from './conformance';
import { readFixtures } from './fixtures';
import { expectedRecords } from './golden';
import type { PluginTest } from './plugin-test';
import { rawInput } from './raw-input';
import {
  CODES,
  DOCUMENTS,
  samplePackage,
  sampleTest,
  Settings,
  sound,
  type Settings as Config,
} from './sample-plugin.fixture';
import { hmac } from './signed';

/** Plugins that are broken on purpose, each in one way, and the check that has to find it. */

type SamplePlugin = Plugin<Config>;
interface Mutant {
  readonly plugin?: Partial<SamplePlugin>;
  readonly test?: Partial<PluginTest>;
}

const { folder, fixtures } = samplePackage();
const test = sampleTest(fixtures);
const push = sound.push as Push;
const pull = sound.pull as Pull<Config>;
const note = sound.act?.addOrderNote as NonNullable<NonNullable<SamplePlugin['act']>['addOrderNote']>;

beforeAll(() => {
  for (const { bytes, goldenFile } of readFixtures(test))
    expectedRecords(goldenFile, sound.normalize(rawInput(bytes)), 'write-all');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads otherwise. */
const reading = (normalize: (input: RawInput, said: Normalized) => Normalized): Mutant => ({
  plugin: { normalize: (input) => normalize(input, sound.normalize(input)) },
});
/** Makes other milestones of what was read. */
const telling = (change: (record: MilestoneRecord, index: number) => object | null): Mutant =>
  reading((_input, said) => ({
    ...said,
    milestones: said.milestones.flatMap((record, index) => {
      const changed = change(record, index);
      return changed === null ? [] : [{ ...record, ...changed } as MilestoneRecord];
    }),
  }));
const textOf = ({ body }: RawInput): string => Buffer.from(body).toString();

const withRows = (rows: readonly CodeRow[], find = CODES.find): Mutant => {
  const codes: CodeTable = { ...CODES, rows, find };
  return { plugin: { codes } };
};
const verifying = (verify: Push['verify']): Mutant => ({ plugin: { push: { verify } } });
const fetching = (
  fetch: (numbers: readonly string[], context: HostContext<Config>) => Promise<readonly PullOutcome[]>,
): Mutant => ({ plugin: { pull: { ...pull, fetch } } });
/** Makes another outcome of each. */
const answering = (change: (outcome: PullOutcome, context: HostContext<Config>) => PullOutcome): Mutant =>
  fetching(async (numbers, context) => (await pull.fetch(numbers, context)).map((one) => change(one, context)));
/** Takes one kind of error for another. */
const calling = (kind: string, error: (message: string) => object): Mutant =>
  answering((outcome) =>
    outcome.ok || outcome.error.kind !== kind
      ? outcome
      : ({ ...outcome, error: error(outcome.error.message) } as PullOutcome),
  );
const accepting = (body: string, when: (outcome: PullOutcome) => boolean): Mutant =>
  answering((outcome) =>
    when(outcome)
      ? { trackingNumber: outcome.trackingNumber, ok: true, body: Buffer.from(body), contentType: 'application/json' }
      : outcome,
  );
const following = (follow: NonNullable<Pull<Config>['follow']>): Mutant => ({ plugin: { pull: { ...pull, follow } } });
const noting = (addOrderNote: typeof note): Mutant => ({ plugin: { act: { addOrderNote } } });

/** Asks as many do who know no SDK. */
async function careless(numbers: readonly string[], { config, fetch }: HostContext<Config>) {
  const outcomes: PullOutcome[] = [];
  for (const trackingNumber of numbers) {
    const token = await fetch(`${config.baseUrl}/oauth/token`, { method: 'POST' });
    const { access_token } = (await token.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    const answer = await fetch(`${config.baseUrl}/parcels?numbers=${trackingNumber}`, { headers });
    const body = Buffer.from(await answer.arrayBuffer());
    outcomes.push({ trackingNumber, ok: true, body, contentType: answer.headers.get('content-type') ?? '' });
  }
  return outcomes;
}

let calls = 0;
let kept: MilestoneRecord[] = [];

const MUTANTS: readonly (readonly [check: string, what: string, mutant: Mutant])[] = [
  ['plugin.loads', 'declares more than it can do', { plugin: { capabilities: [...sound.capabilities, 'send'] } }],
  ['plugin.loads', 'can do more than it declares', { plugin: { capabilities: ['pull', 'follow', 'addOrderNote'] } }],
  ['plugin.loads', 'is written for another SDK', { plugin: { sdk: '^99.0.0' } }],
  ['plugin.variants', 'names a variant like itself', { plugin: { variants: [{ id: 'sample', name: 'Sample' }] } }],
  ['plugin.variants', 'has a variant that is no id', { plugin: { variants: [{ id: 'Sample Freight', name: 'x' }] } }],
  ['codes.document', 'does not say where its codes are from', { plugin: { codes: { ...CODES, document: ' ' } } }],
  ['codes.once', 'lists a code twice', withRows([...CODES.rows, { code: 'OK', means: 'RETURNED' }])],
  ['codes.found', 'has a row that is never found', withRows([...CODES.rows, { code: 'LO', means: 'TERMINATED' }])],
  ['codes.found', 'looks codes up in a careless way', withRows(CODES.rows, () => CODES.rows[0] ?? null)],
  ['codes.vocabulary', 'maps a code to UNMAPPED', withRows([{ code: 'XX', means: 'UNMAPPED' }])],
  ['codes.vocabulary', 'has a milestone of its own', withRows([{ code: 'XX', means: 'LOST' as never }])],
  [
    'codes.vocabulary',
    'has a reason of its own',
    withRows([{ code: 'XX', means: 'HELD', reasons: ['late' as never] }]),
  ],

  ['settings.fit', 'does not take its own settings', { test: { settings: () => ({ webhookSecret: 'x' }) } }],
  ['settings.secrets', 'shows a key', { plugin: { config: Settings.extend({ apiKey: z.string() }) as never } }],
  ['settings.push', 'cannot rotate', { plugin: { config: Settings.omit({ previousWebhookSecret: true }) as never } }],
  [
    'settings.errors',
    'quotes a secret',
    {
      plugin: {
        config: Settings.superRefine(({ clientSecret }, context) =>
          context.addIssue({ code: 'custom', message: `no: ${clientSecret.slice(0, -2)}` }),
        ),
      },
    },
  ],
  [
    'readme.settings',
    'has a setting that its README does not name',
    { plugin: { config: Settings.extend({ depotList: z.string().optional() }) } },
  ],

  ['fixtures.there', 'understands none of its fixtures', { plugin: { normalize: documentReader({ kinds: [] }) } }],
  ['fixtures.there', 'has no fixtures', { test: { fixtures: join(folder, 'none') } }],
  ['fixtures.expected', 'reads something else', telling(() => ({ carrier: 'another' }))],
  [
    'fixtures.error',
    'takes an error for a fault of its own',
    reading((_, said) => ({
      ...said,
      issues: said.issues.map((issue) => ({ ...issue, kind: 'record' as const })),
    })),
  ],

  ['vocabulary.closed', 'invents a milestone', telling(() => ({ code: 'LOST' }))],
  ['vocabulary.closed', 'invents a reason', telling(() => ({ reasons: ['carrier.lazy'] }))],
  ['vocabulary.closed', 'gives a number for a text', telling(() => ({ trackingNumber: 1000001 }))],
  [
    'vocabulary.closed',
    'gives local times for moments',
    telling(({ occurredLocal }) => ({ occurredAt: occurredLocal })),
  ],
  ['times.agree', 'is UNKNOWN at a moment', telling(() => ({ timeCertainty: 'UNKNOWN' }))],
  ['times.agree', 'has a zone of no place', telling(() => ({ timeCertainty: 'ZONE_FROM_PLACE', place: null }))],
  ['times.agree', 'is not when its source says', telling(() => ({ occurredAt: '2026-03-01T10:00:00.000Z' }))],
  [
    'codes.kept',
    'keeps nothing of what it does not know',
    telling(({ code }) => (code === 'UNMAPPED' ? { sourceCode: null, sourceText: null } : {})),
  ],
  [
    'vocabulary.returns',
    'lets parcels return in the direction FORWARD',
    telling(({ code }) => (code === 'RETURNING' ? { direction: 'FORWARD' } : {})),
  ],
  [
    'issues.told',
    'does not say what the problem is',
    reading((_, said) => ({ ...said, issues: said.issues.map((issue) => ({ ...issue, problem: ' ' })) })),
  ],
  [
    'issues.told',
    'has a path that leads nowhere',
    reading((_, said) => ({ ...said, issues: said.issues.map((issue) => ({ ...issue, path: 'answer.fault' })) })),
  ],

  ['documents.pure', 'counts its calls', telling(() => ({ piece: String((calls += 1)) }))],
  [
    'documents.pure',
    'takes the time of receipt',
    reading(({ receivedAt }, said) => ({ ...said, follow: [receivedAt] })),
  ],
  ['documents.pure', 'writes into its input', reading((input, said) => (input.body.fill(0x20), said))],
  ['documents.clock', 'looks at the clock', telling(() => ({ piece: String(new Date().getFullYear()) }))],
  ['documents.clock', 'looks at the clock otherwise', telling(() => ({ piece: String(Date.now() > 1e12) }))],
  ['documents.clock', 'draws lots', telling(() => ({ piece: String(Math.random() > 0.5) }))],
  [
    'documents.order',
    'remembers what came before',
    reading((_, said) => {
      const before = kept;
      kept = [...said.milestones];
      return { ...said, milestones: [...before, ...said.milestones] };
    }),
  ],
  [
    'documents.extra',
    'refuses fields that it does not know',
    reading((input, said) => (textOf(input).includes('notInAnyDocument') ? unreadable('strange') : said)),
  ],
  [
    'documents.missing',
    'throws where a field is null',
    reading((input, said) => {
      const read = readJson(input.body);
      const parcels = read.ok ? pick(read.value, 'answer.parcel') : undefined;
      if (Array.isArray(parcels)) parcels.forEach((one) => (pick(one, 'number') as string).trim());
      return said;
    }),
  ],
  [
    'documents.missing',
    'makes an event of what is missing',
    reading((input, said) =>
      /:null[,}]/.test(textOf(input)) ? { ...said, milestones: [...said.milestones, ...said.milestones] } : said,
    ),
  ],
  [
    'documents.types',
    'passes over a parcel whose service is no text',
    reading((input, said) => {
      const read = readJson(input.body);
      const parcels = read.ok ? asList(pick(read.value, 'answer.parcel')) : [];
      const odd = parcels
        .filter((one) => typeof (pick(one, 'service') ?? '') !== 'string')
        .map((one) => pick(one, 'number'));
      return {
        ...said,
        milestones: said.milestones.filter(({ trackingNumber }) => !odd.includes(trackingNumber ?? '')),
      };
    }),
  ],
  [
    'documents.empty',
    'has an event for nothing',
    reading((input, said) =>
      input.body.length > 2
        ? said
        : {
            ...said,
            milestones: [
              ...said.milestones,
              ...sound.normalize(rawInput(DOCUMENTS['parcels.json'])).milestones.slice(0, 1),
            ],
          },
    ),
  ],
  [
    'documents.empty',
    'passes over nothing',
    reading((input, said) => (input.body.length > 4 ? said : EMPTY_NORMALIZED)),
  ],
  ['documents.empty', 'throws for nothing', reading((input, said) => (JSON.parse(textOf(input) || '!'), said))],
  [
    'documents.page',
    'passes over web pages',
    reading((input, said) => (textOf(input).startsWith('<!') ? EMPTY_NORMALIZED : said)),
  ],

  ['events.order', 'takes the first event for the last', telling((_, index) => (index === 0 ? { piece: '1' } : {}))],
  [
    'events.repeated',
    'counts what is repeated',
    reading((_, said) => ({
      ...said,
      milestones: said.milestones.map((record) => ({
        ...record,
        attemptNumber: said.milestones.filter(({ sourceCode }) => sourceCode === record.sourceCode).length,
      })),
    })),
  ],
  [
    'events.bad',
    'gives nothing when one event is bad',
    reading((_, said) =>
      said.issues.some(({ path }) => path.includes('/scan/')) ? { ...said, milestones: [] } : said,
    ),
  ],
  [
    'events.bad',
    'passes over bad events without a word',
    reading((_, said) => ({ ...said, issues: said.issues.filter(({ path }) => !path.includes('/scan/')) })),
  ],
  [
    'events.bad',
    'does not say which event is bad',
    reading((_, said) => ({ ...said, issues: said.issues.map((issue) => ({ ...issue, path: '' })) })),
  ],
  ['codes.unknown', 'has a default', telling(({ code }) => (code === 'UNMAPPED' ? { code: 'IN_TRANSIT' } : {}))],
  [
    'codes.unknown',
    'has a default, and forgets the code',
    telling(({ code }) =>
      code === 'UNMAPPED' ? { code: 'IN_TRANSIT', sourceCode: null, sourceText: null } : { sourceText: null },
    ),
  ],
  ['codes.unknown', 'passes over unknown codes', telling(({ code }) => (code === 'UNMAPPED' ? null : {}))],
  [
    'codes.unknown',
    'looks codes up in an object',
    telling(({ code, sourceCode }) =>
      code === 'UNMAPPED' && sourceCode !== null && sourceCode in { OK: 1 } ? { code: 'DELIVERED' } : {},
    ),
  ],

  [
    'times.fraction',
    'reads three digits of a second',
    telling(({ occurredLocal }) =>
      /\.\d{4}/.test(occurredLocal ?? '') ? { occurredAt: null, timeCertainty: 'UNKNOWN' } : {},
    ),
  ],
  [
    'times.offset',
    'invents an offset',
    telling(({ timeCertainty }) => (timeCertainty === 'ZONE_FROM_PLACE' ? { timeCertainty: 'OFFSET_GIVEN' } : {})),
  ],
  [
    'times.far',
    'mends times of 1970',
    telling(({ occurredLocal }) =>
      occurredLocal?.startsWith('1970')
        ? { occurredAt: '2026-03-01T00:00:00.000Z', timeCertainty: 'ZONE_ASSUMED' }
        : {},
    ),
  ],
  [
    'times.far',
    'hides times of the future',
    reading((_, said) => ({
      ...said,
      milestones: said.milestones.map((record) =>
        record.occurredLocal?.startsWith('2099')
          ? { ...record, occurredAt: null, timeCertainty: 'UNKNOWN' as const }
          : record,
      ),
    })),
  ],
  [
    'times.garbage',
    'makes a time of anything',
    telling(({ timeCertainty }) =>
      timeCertainty === 'UNKNOWN' ? { occurredAt: '2026-03-09T00:00:00.000Z', timeCertainty: 'ZONE_ASSUMED' } : {},
    ),
  ],
  [
    'times.garbage',
    'says nothing of what is no time',
    reading((_, said) => ({ ...said, issues: said.issues.filter(({ kind }) => kind !== 'note') })),
  ],

  ['push.right', 'accepts nothing', verifying(() => ({ accepted: false, because: 'no' }))],
  ['push.right', 'does not say how its source signs', { test: { push: undefined as never } }],
  [
    'push.wrong',
    'looks at the beginning of a signature',
    verifying((request) => {
      const { 'x-sample-signature': sent = '', 'x-sample-time': at = '' } = request.headers;
      const right = request.secrets.some((one) =>
        hmac('sha256', 'hex', one, `${at}.`, request.body).startsWith(sent.slice(0, 8)),
      );
      return sent.length >= 8 && right ? { accepted: true } : { accepted: false, because: 'no' };
    }),
  ],
  [
    'push.wrong',
    'accepts whatever is signed',
    verifying(({ headers }) =>
      headers['x-sample-signature'] ? { accepted: true } : { accepted: false, because: 'no' },
    ),
  ],
  [
    'push.missing',
    'accepts what is not signed',
    verifying((request) =>
      request.headers['x-sample-signature'] === undefined ? { accepted: true } : push.verify(request),
    ),
  ],
  [
    'push.missing',
    'accepts what is signed with nothing',
    verifying(({ headers, body, secrets: [one = ''] }) =>
      headers['x-sample-signature'] === hmac('sha256', 'hex', one, `${headers['x-sample-time']}.`, body)
        ? { accepted: true }
        : { accepted: false, because: 'no' },
    ),
  ],
  [
    'push.rotated',
    'knows one secret',
    verifying((request) => push.verify({ ...request, secrets: request.secrets.slice(0, 1) })),
  ],
  [
    'push.rotated',
    'never forgets a secret',
    verifying((request) => push.verify({ ...request, secrets: [...request.secrets, 'the-secret-before-it'] })),
  ],
  [
    'push.stale',
    'takes the time of the request for the present',
    verifying((request) => {
      const seconds = Number(request.headers['x-sample-time'] ?? 'x');
      return push.verify({
        ...request,
        now: Number.isFinite(seconds) ? (new Date(seconds * 1_000).toISOString() as never) : request.now,
      });
    }),
  ],
  [
    'push.bytes',
    'signs the document, not its bytes',
    verifying((request) => {
      const written = (body: Uint8Array): Uint8Array => {
        try {
          return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body).toString())));
        } catch {
          return body;
        }
      };
      const { 'x-sample-signature': sent, 'x-sample-time': at } = request.headers;
      const again = written(request.body);
      const isRight = request.secrets.some((one) => sent === hmac('sha256', 'hex', one, `${at}.`, again));
      return isRight ? { accepted: true } : push.verify(request);
    }),
  ],
  [
    'push.bytes',
    'signs its text',
    verifying((request) => push.verify({ ...request, body: Buffer.from(textOf(request as never)) })),
  ],
  [
    'push.bytes',
    'does not look at the body',
    {
      ...verifying(({ headers, secrets }) =>
        secrets.some((one) => headers['x-token'] === one) ? { accepted: true } : { accepted: false, because: 'no' },
      ),
      test: { push: { covers: 'body', sign: ({ secret: one }) => ({ 'x-token': one }) } },
    },
  ],
  [
    'push.hostile',
    'throws for a proof that is none',
    verifying((request) => {
      if ((request.headers['x-sample-signature'] ?? '').length > 1_000) throw new RangeError('too long');
      return push.verify(request);
    }),
  ],
  [
    'push.secrets',
    'shows the right proof',
    verifying((request) => {
      const verdict = push.verify(request);
      const { 'x-sample-time': at } = request.headers;
      const right = hmac('sha256', 'hex', request.secrets[0] ?? '', `${at}.`, request.body);
      return verdict.accepted ? verdict : { accepted: false, because: `${right} was expected` };
    }),
  ],
  [
    'push.secrets',
    'refuses without a word',
    verifying((request) => {
      const verdict = push.verify(request);
      return verdict.accepted ? verdict : { accepted: false, because: '' };
    }),
  ],

  ['pull.answers', 'does not say how its source answers', { test: { pull: undefined as never } }],
  [
    'pull.answers',
    'gives up on what is there',
    fetching((numbers) =>
      Promise.resolve(numbers.map((trackingNumber) => ({ trackingNumber, ok: false, error: upstream('no') }))),
    ),
  ],
  [
    'pull.answers',
    'asks another host',
    fetching(async (numbers, context) => {
      await context.fetch('https://statistics.example/').catch(() => null);
      return pull.fetch(numbers, context);
    }),
  ],
  [
    'pull.order',
    'gives outcomes in another order',
    fetching(async (...asked) => (await pull.fetch(...asked)).toReversed()),
  ],
  [
    'pull.order',
    'forgets what its source does not know',
    fetching(async (...asked) =>
      (await pull.fetch(...asked)).filter((one) => one.ok || one.error.kind !== 'NotFoundYet'),
    ),
  ],
  [
    'pull.order',
    'asks when there is nothing to ask',
    fetching(async (numbers, context) =>
      numbers.length === 0 ? (await pull.fetch(['S1'], context)).slice(1) : pull.fetch(numbers, context),
    ),
  ],
  ['pull.readable', 'pulls what it does not read', accepting('{"other":1}', ({ ok }) => ok)],
  ['pull.refused', 'calls refused credentials a fault', calling('Unauthorized', upstream)],
  [
    'pull.not-found',
    'throws for numbers that are not found',
    fetching(async (...asked) => {
      const outcomes = await pull.fetch(...asked);
      if (outcomes.some((one) => !one.ok && one.error.kind === 'NotFoundYet')) throw new Error('404');
      return outcomes;
    }),
  ],
  [
    'pull.not-found',
    'takes an error reply for an answer',
    accepting('{"answer":{"parcel":[]}}', (one) => !one.ok && one.error.kind === 'NotFoundYet'),
  ],
  [
    'pull.limited',
    'does not wait as long as it is told',
    answering((outcome) =>
      !outcome.ok && outcome.error.kind === 'RateLimited'
        ? { ...outcome, error: { ...outcome.error, retryAfterMs: 1_000 } }
        : outcome,
    ),
  ],
  ['pull.limited', 'calls a limit a fault', calling('RateLimited', upstream)],
  ['pull.down', 'calls a source that is down a stranger', calling('Upstream', malformed)],
  [
    'pull.down',
    'throws what is no typed error',
    fetching(async (...asked) => {
      const outcomes = await pull.fetch(...asked);
      for (const one of outcomes) if (!one.ok && one.error.kind === 'Upstream') throw new TypeError('fetch failed');
      return outcomes;
    }),
  ],
  [
    'pull.silent',
    'does not listen when it is called off',
    fetching(async (numbers, context) => {
      const outcomes = await pull.fetch(numbers, context);
      if (context.signal.aborted) throw new DOMException('aborted', 'AbortError');
      return outcomes;
    }),
  ],
  ['pull.page', 'stores web pages', accepting('<html></html>', (one) => !one.ok && one.error.message.includes('page'))],
  ['pull.page', 'knows nothing of failures', fetching(careless)],
  [
    'pull.empty',
    'stores nothing as an answer',
    accepting('', (one) => !one.ok && one.error.message.includes('nothing')),
  ],
  [
    'pull.cut',
    'stores half an answer',
    accepting('{"answer":{"par', (one) => !one.ok && one.error.message.includes('not JSON')),
  ],
  [
    'pull.token',
    'throws where it gets no token',
    fetching(async (numbers, context) => {
      const token = await context.fetch(`${context.config.baseUrl}/oauth/token`, { method: 'POST' });
      if (!token.ok) throw new Error(`no token: ${token.status}`);
      return pull.fetch(numbers, context);
    }),
  ],
  [
    'pull.secrets',
    'has a secret in an error',
    answering((outcome, { config }) =>
      outcome.ok ? outcome : { ...outcome, error: { ...outcome.error, message: `refused ${config.clientSecret}` } },
    ),
  ],
  [
    'pull.secrets',
    'logs the header that it sent',
    fetching((numbers, context) =>
      pull.fetch(numbers, {
        ...context,
        fetch: (url, init) => {
          context.log('info', 'asking', { authorization: new Headers(init?.headers).get('authorization') ?? '' });
          return context.fetch(url, init);
        },
      }),
    ),
  ],
  [
    'pull.secrets',
    'throws with an address that holds a secret',
    fetching(async (numbers, context) => {
      const outcomes = await pull.fetch(numbers, context);
      const { clientId, clientSecret } = context.config;
      if (outcomes.some(({ ok }) => !ok))
        raise(upstream(`https://${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}@x did not answer`));
      return outcomes;
    }),
  ],

  ['follow.reads', 'follows nothing', following(() => Promise.resolve({ ok: false, error: malformed('no') }))],
  [
    'follow.strangers',
    'follows any link',
    following(async (link, context) => {
      const answer = await context.fetch(link).catch(() => null);
      return answer?.ok
        ? { ok: true, body: Buffer.from(await answer.arrayBuffer()), contentType: '' }
        : { ok: false, error: upstream('no answer') };
    }),
  ],
  [
    'follow.strangers',
    'looks at the beginning of a link',
    following(async (link, context) => {
      if (!link.startsWith(context.config.baseUrl)) return { ok: false, error: malformed('a stranger') };
      await context.fetch(link).catch(() => null);
      return { ok: false, error: upstream('no answer') };
    }),
  ],
  [
    'follow.failures',
    'takes any answer',
    following(async (link, context) => {
      const outcome = await pull.follow?.(link, context);
      return outcome?.ok === false && outcome.error.kind === 'Upstream'
        ? { ok: true, body: Buffer.from('{}'), contentType: 'application/json' }
        : (outcome ?? { ok: false, error: malformed('') });
    }),
  ],

  ['act.does', 'does not do it', noting(() => Promise.resolve({ ok: false, error: upstream('no') }))],
  ['act.does', 'does not say how its source answers', { test: { act: undefined as never } }],
  [
    'act.failures',
    'says that it is done whatever came',
    noting(async (...asked) => (await note(...asked), { ok: true })),
  ],
  [
    'act.failures',
    'throws when it is refused',
    noting(async (...asked) => {
      const outcome = await note(...asked);
      if (!outcome.ok && outcome.error.kind === 'Refused') throw new Error(outcome.error.message);
      return outcome;
    }),
  ],
  [
    'act.secrets',
    'has a secret in an error',
    noting(async (asked, context) => {
      const outcome = await note(asked, context);
      return outcome.ok
        ? outcome
        : { ok: false, error: { ...outcome.error, message: `not with ${context.config.clientSecret}` } };
    }),
  ],

  [
    'fuzz.thrown',
    'parses before it looks',
    reading((input, said) => {
      if (input.body[0] === 0x7b) JSON.parse(textOf(input));
      return said;
    }),
  ],
  [
    'fuzz.thrown',
    'trusts the types of a document',
    reading((input, said) => {
      const read = readJson(input.body);
      for (const one of said.milestones)
        if (read.ok && one.sourceText) (pick(read.value, 'answer.parcel.0.scans.scan.0.note') as string).trim();
      return said;
    }),
  ],
  [
    'fuzz.sound',
    'gives what it finds for text',
    reading((input, said) => {
      const read = readJson(input.body);
      const service = read.ok ? pick(read.value, 'answer.parcel.0.service') : 'Day';
      return { ...said, shipments: said.shipments.map((one) => ({ ...one, serviceLevel: service as string })) };
    }),
  ],
  [
    'fuzz.quick',
    'has a pattern that takes for ever',
    reading((input, said) => {
      const at = said.milestones.map(({ sourceText }) => sourceText ?? '').find((one) => one.length > 60);
      if (at !== undefined) {
        const before = process.cpuUsage();
        while (process.cpuUsage(before).user < 60_000);
      }
      return said;
    }),
  ],
  [
    'fuzz.caught',
    'relies on others to catch its faults',
    {
      plugin: {
        normalize: documentReader({
          kinds: [
            {
              name: 'answer',
              fits: (document) => pick(document, 'answer') !== undefined,
              read: (document, into) => {
                const parcels = pick(document, 'answer.parcel') as { length: number };
                if (parcels.length > 0) into.note('', asText(pick(document, 'answer.fault')) ?? 'none');
              },
            },
          ],
        }),
      },
    },
  ],
];

const broken = async (id: string, { plugin, test: otherTest }: Mutant) => {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const subject = conformanceSubject({ ...sound, ...plugin }, { ...test, ...otherTest }, { runs: 1_500, seed: 310 });
  return runCheck(check, subject);
};

describe('each check', () => {
  beforeEach(() => {
    kept = [];
    calls = 0;
  });

  it.each(MUTANTS)('%s finds a plugin that %s', async (id, _what, mutant) => {
    const { standing, problems } = await broken(id, mutant);
    expect([standing, problems.length > 0]).toEqual(['broken', true]);
  });

  it('has a plugin to find', () => {
    const found = new Set(MUTANTS.map(([id]) => id));
    expect(CHECKS.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });
});
