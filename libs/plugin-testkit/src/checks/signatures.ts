import { instant, msOf, type Instant, type Verdict } from '@whereabouts/plugin-sdk';
import { ifIt, type Check, type Findings } from '../check';
import { HOSTILE_TEXTS } from '../hostile-values';
import { leaked } from '../leaks';
import type { PushTest } from '../plugin-test';
import { TEST_NOW } from '../pull-context';
import { pushRequest } from '../signed';
import type { Subject } from '../subject';

const SECRETS = ['a-secret-for-tests', 'the-secret-before-it'] as const;
/** Spaces, escapes and an order of keys that no writer gives back as they are. */
const SPACED = Buffer.from('{ "b" : 1.0,\r\n\t"a":"\\u00e9 \u00e9 \\/", "a2":[ ] }\n');
const NO_TEXT = Uint8Array.from([0, 0xff, 0xfe, 0xc3, 0x28, 0x0d, 0x0a, 0x80]);

/** A push under test: what signs, and what looks at the signature. */
interface Bench {
  readonly current: string;
  readonly previous: string;
  readonly body: Uint8Array;
  readonly test: PushTest;
  /** Headers that depend on the secret. Others may tell the time, or what the request is about. */
  readonly proofs: ReadonlySet<string>;
  sign(secret: string, at?: Instant, body?: Uint8Array): Readonly<Record<string, string>>;
  verify(
    headers: Readonly<Record<string, string>>,
    change?: { secrets?: readonly string[]; body?: Uint8Array },
  ): Verdict;
}

export const SIGNATURE_CHECKS: readonly Check[] = [
  push('push.right', 'accept what is signed with the secret', (bench, findings) => {
    tellUnless(bench.verify(bench.sign(bench.current)), true, 'a right proof', findings);
  }),
  push('push.wrong', 'refuse what is signed with another secret, or not as it was signed', (bench, findings) => {
    const right = bench.sign(bench.current);
    const another = bench.sign(`${bench.current.slice(0, -3)}xyz`);
    tellUnless(bench.verify(another), false, 'a proof by another secret', findings);
    const ways: readonly (readonly [string, (value: string) => string])[] = [
      ['a proof with one character changed', altered],
      ['half a proof', (value) => value.slice(0, value.length >> 1)],
      ['a proof said twice', (value) => `${value}${value}`],
    ];
    for (const [what, change] of ways)
      tellUnless(bench.verify(changed(right, change, bench.proofs)), false, what, findings);
  }),
  push('push.missing', 'refuse what is not signed', (bench, findings) => {
    tellUnless(bench.verify({}), false, 'no proof', findings);
    const right = bench.sign(bench.current);
    tellUnless(bench.verify(changed(right, () => '')), false, 'an empty proof', findings);
    tellUnless(bench.verify(changed(right, () => '', bench.proofs)), false, 'a request without its proof', findings);
    const rest = Object.fromEntries(Object.entries(right).filter(([name]) => !bench.proofs.has(name)));
    tellUnless(bench.verify(rest), false, 'a request whose proof is missing', findings);
    const unset = bench.verify(bench.sign(''), { secrets: [''] });
    tellUnless(unset, false, 'a proof by an empty secret', findings);
  }),
  push(
    'push.rotated',
    'accept either secret while one is being rotated, and the old one no longer',
    (bench, findings) => {
      const { current, previous } = bench;
      const old = bench.sign(previous);
      tellUnless(bench.verify(old, { secrets: [current, previous] }), true, 'the secret before', findings);
      tellUnless(
        bench.verify(bench.sign(current), { secrets: [current, previous] }),
        true,
        'the secret in force',
        findings,
      );
      tellUnless(bench.verify(old, { secrets: [current] }), false, 'a secret that is no longer in force', findings);
    },
  ),
  push(
    'push.stale',
    'refuse a proof that is too old, or that has another time written over its own',
    (bench, findings) => {
      const { staleAfterSeconds } = bench.test;
      if (staleAfterSeconds === undefined) return;
      const before = (seconds: number): Instant => instant(msOf(TEST_NOW) - seconds * 1_000);
      const old = bench.sign(bench.current, before(staleAfterSeconds + 5));
      const fresh = bench.sign(bench.current);
      tellUnless(
        bench.verify(bench.sign(bench.current, before(staleAfterSeconds / 2))),
        true,
        'a recent proof',
        findings,
      );
      tellUnless(bench.verify(old), false, 'a proof that is too old', findings);
      const differing = Object.keys(old).filter((name) => old[name] !== fresh[name]);
      // Each header of a fresh proof in turn over those of the old one.
      if (differing.length > 1)
        for (const name of differing)
          tellUnless(
            bench.verify({ ...old, [name]: fresh[name] ?? '' }),
            false,
            `an old proof with a fresh ${name}`,
            findings,
          );
    },
  ),
  push(
    'push.bytes',
    'look at the raw bytes: refuse changed and re-serialized ones, accept any that are signed',
    (bench, findings) => {
      if (bench.test.covers !== 'body') return;
      const headers = bench.sign(bench.current);
      const flipped = Uint8Array.from(bench.body);
      flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
      tellUnless(bench.verify(headers, { body: flipped }), false, 'a body with one byte changed', findings);
      tellUnless(
        bench.verify(headers, { body: Buffer.concat([bench.body, Buffer.from(' ')]) }),
        false,
        'a longer body',
        findings,
      );
      const spaced = bench.sign(bench.current, TEST_NOW, SPACED);
      tellUnless(bench.verify(spaced, { body: SPACED }), true, 'a signed body with spaces and escapes', findings);
      const again = Buffer.from(JSON.stringify(JSON.parse(SPACED.toString())));
      tellUnless(bench.verify(spaced, { body: again }), false, 'a body that was re-serialized', findings);
      const odd = bench.sign(bench.current, TEST_NOW, NO_TEXT);
      tellUnless(bench.verify(odd, { body: NO_TEXT }), true, 'signed bytes that are no text', findings);
    },
  ),
  push('push.hostile', 'refuse, and never throw for, proofs that are no proofs', (bench, findings) => {
    const right = bench.sign(bench.current);
    const odd = [...HOSTILE_TEXTS, 'é'.repeat(64), '0'.repeat(64), 'A'.repeat(100_000), `${Object.values(right)[0]},`];
    for (const value of odd)
      tellUnless(
        bench.verify(changed(right, () => value, bench.proofs)),
        false,
        `the proof ${JSON.stringify(value.slice(0, 30))}`,
        findings,
      );
    for (const body of [new Uint8Array(), NO_TEXT]) bench.verify(right, { body });
  }),
  push('push.secrets', 'say why it refuses, without the secret or the right proof', (bench, findings) => {
    const right = bench.sign(bench.current);
    const wrong = [altered, () => 'x', () => 'é'].map((change) => changed(right, change, bench.proofs));
    const verdicts = [{}, changed(right, altered), ...wrong].map((headers) => bench.verify(headers));
    for (const verdict of verdicts) {
      findings.tried();
      if (verdict.accepted) continue;
      if (verdict.because.trim() === '') findings.problem('it refuses without a reason');
      const hidden = [bench.current, ...Object.values(right).filter((value) => value.length > 20)];
      if (leaked(verdict.because, hidden).length > 0)
        findings.problem(`a secret is in: ${verdict.because.slice(0, 120)}`);
    }
  }),
];

function push(id: string, says: string, look: (bench: Bench, findings: Findings) => void): Check {
  return {
    id,
    level: 'MUST',
    says,
    appliesTo: ifIt('push'),
    run(subject, findings) {
      const bench = benchOf(subject);
      if (bench !== null) look(bench, findings);
      else if (id === 'push.right') findings.problem('its test does not say how the source signs');
    },
  };
}

function benchOf({ plugin, test: { push: test }, fixtures }: Subject): Bench | null {
  const { push: under } = plugin;
  if (under === undefined || test === undefined) return null;
  const [current, previous] = test.secrets ?? SECRETS;
  const body = fixtures[0]?.bytes ?? Buffer.from('{}');
  const sign: Bench['sign'] = (secret, now = TEST_NOW, content = body) => test.sign({ body: content, secret, now });
  const [right, other] = [sign(current), sign(previous)];
  return {
    current,
    previous,
    body,
    test,
    proofs: new Set(Object.keys(right).filter((name) => right[name] !== other[name])),
    sign,
    verify: (headers, change = {}) =>
      under.verify(pushRequest(change.body ?? body, headers, change.secrets ?? [current])),
  };
}

function tellUnless(verdict: Verdict, accepted: boolean, what: string, findings: Findings): void {
  findings.tried();
  if (verdict.accepted !== accepted)
    findings.problem(verdict.accepted ? `${what} is accepted` : `${what} is refused: ${verdict.because}`);
}

const changed = (
  headers: Readonly<Record<string, string>>,
  change: (value: string) => string,
  only?: ReadonlySet<string>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, only?.has(name) === false ? value : change(value)]),
  );

/** One character changed, not at the end: there some encodings do not care. */
function altered(value: string): string {
  const at = value.length >> 1;
  return value.slice(0, at) + (value[at] === '0' ? '1' : '0') + value.slice(at + 1);
}
