import type { Clock, Instant } from '@whereabouts/model';
import type { PushReply, PushRequest } from '@whereabouts/plugin-sdk';
import { isUnavailable, putInputs, type InboxInput } from '@whereabouts/store';
import type { Pool } from 'pg';
import type { ConfiguredSource, Deposit, IntakeReply, IntakeRequest, Log, Meter, SourceDirectory } from '../pipeline';
import { askVerdict, askWords, type Verified } from './ask-plugin';
import { microBatcher } from './micro-batch';
import { newInput } from './new-input';

/** The receiving process has this long to apply an input from memory before another may take it up. */
export const GRACE_SECONDS = 5;
/** More uncommitted requests than this and senders are told to come back. */
const MAX_WAITING = 2_000;
const RETRY_AFTER_SECONDS = 5;
/** A plugin is not mended in seconds. */
const RETRY_UNVERIFIED_SECONDS = 60;

export interface ReceiverNeeds {
  readonly pool: Pool;
  readonly sources: SourceDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Told of every committed input, in batches: the fast way to its effect, without reading it back. */
  readonly onStored: (inputs: readonly InboxInput[]) => void;
  /** Told which source has pushed. */
  readonly onPushed: (source: ConfiguredSource, at: Instant) => void;
  /** True when committed inputs pile up faster than they are applied. */
  readonly overloaded: () => boolean;
}

export interface Receiver {
  receive(request: IntakeRequest): Promise<IntakeReply>;
  deposit(input: Deposit): Promise<string>;
  drained(): Promise<void>;
}

/** Headers worth keeping: what says how to read the body and which delivery it was. Never credentials. */
const KEPT_HEADER =
  /^(content-type|user-agent|x-[a-z0-9-]*(topic|event|webhook-id|delivery|version|triggered-at|shop-domain)|webhook-(id|timestamp)|shipbob-(topic|subscription-id))$/;
const MAX_HEADER = 500;

const keptHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => KEPT_HEADER.test(name))
      .map(([name, value]) => [name, value.slice(0, MAX_HEADER)]),
  );

const secretsOf = ({ settings }: ConfiguredSource): string[] =>
  [settings['webhookSecret'], settings['previousWebhookSecret']].filter(
    (secret): secret is string => typeof secret === 'string' && secret !== '',
  );

/** A body that comes without a content type is read as what it is. */
const contentType = (headers: Readonly<Record<string, string>>): string | null =>
  headers['content-type']?.slice(0, MAX_HEADER) ?? null;

/**
 * Verifies over the raw bytes, stores them, and answers only after the commit. Nothing is parsed here: a sender that is
 * made to wait will retry, and a payload that nobody understands must still be on record.
 */
export function receiver(needs: ReceiverNeeds): Receiver {
  const { pool, sources, clock, log, meter, onStored, onPushed, overloaded } = needs;
  const batcher = microBatcher<InboxInput>({
    maxItems: 256,
    maxBytes: 4_000_000,
    bytesOf: ({ body }) => body.byteLength,
    writers: 2,
    async flush(inputs) {
      const began = performance.now();
      await putInputs(pool, inputs, GRACE_SECONDS);
      meter.time('receive_commit', (performance.now() - began) / 1000);
      meter.count('inputs_stored', inputs.length);
      onStored(inputs);
    },
  });

  const deposit = async (input: Deposit): Promise<string> => {
    const stored = newInput(input, clock());
    await batcher.add(stored);
    return stored.id;
  };

  return {
    deposit,
    drained: batcher.drained,
    async receive({ source: key, headers, body }) {
      if (batcher.waiting() > MAX_WAITING || overloaded())
        return { status: 'overloaded', retryAfterSeconds: RETRY_AFTER_SECONDS };
      try {
        const source = await sources.find(key);
        if (!source?.enabled) return { status: 'unknown-source' };
        const verdict = verified(source, { headers, body, source: key }, clock);
        if ('fault' in verdict) return unverified(source, verdict, needs);
        if (!verdict.accepted) {
          meter.count('inputs_refused', 1, { source: source.name });
          return { status: 'refused', because: verdict.because };
        }
        const { merchantId, id: sourceId } = source;
        const inputId = await deposit({
          merchantId,
          sourceId,
          contentType: contentType(headers),
          headers: keptHeaders(headers),
          body,
        });
        onPushed(source, clock());
        const answer = answerOf(source, { headers, body, now: clock() }, log);
        return { status: 'stored', inputId, ...(answer && { answer }) };
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        log.warn({ source: key, error: (error as Error).message }, 'the database is away: sender told to retry');
        return { status: 'overloaded', retryAfterSeconds: RETRY_AFTER_SECONDS };
      }
    },
  };
}

/**
 * What nobody vouches for is not stored, and what may be genuine is not refused for good: the sender keeps it until the
 * plugin is mended.
 */
function unverified(
  { name }: ConfiguredSource,
  { fault, thrown }: Extract<Verified, { fault: string }>,
  { meter, log }: Pick<ReceiverNeeds, 'meter' | 'log'>,
): IntakeReply {
  meter.count('verify_faults', 1, { source: name });
  log.error({ source: name, problem: fault, ...(thrown && { error: thrown }) }, 'a plugin failed to verify a push');
  return { status: 'unverified', because: fault, retryAfterSeconds: RETRY_UNVERIFIED_SECONDS };
}

/** What the source reads. The bytes are stored: a plugin that fails to find words does not make it send them again. */
function answerOf(
  { name, plugin }: ConfiguredSource,
  request: Omit<PushRequest, 'secrets'>,
  log: Log,
): PushReply | null {
  const words = askWords(plugin, request);
  if ('reply' in words) return words.reply;
  log.warn({ source: name, error: words.fault }, 'the plugin has no answer: the sender gets a bare one');
  return null;
}

/** Is this request taken? Fails closed: a source without push or secret takes nothing. */
function verified(source: ConfiguredSource, request: IntakeRequest, clock: Clock): Verified {
  const { plugin, name } = source;
  const { push } = plugin;
  if (!push) return { accepted: false, because: `source ${name} does not take webhooks` };
  const secrets = secretsOf(source);
  if (secrets.length === 0)
    return {
      accepted: false,
      because: `source ${name} has no webhookSecret: set one with \`source add … --set webhookSecret=…\``,
    };
  return askVerdict(plugin, push, { headers: request.headers, body: request.body, secrets, now: clock() });
}
