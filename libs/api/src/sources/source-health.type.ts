import { after, type CircuitState, type Instant } from '@whereabouts/model';
import { sourceTrouble, type PullHealthView, type PullOutcomeName, type SourceHealthView } from '@whereabouts/store';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { isoDuration } from '../duration';
import { CircuitStateEnum, PullOutcomeEnum } from '../schema/enums';
import { DateTime, Duration } from '../schema/scalars';

@ObjectType('UnmappedCode', {
  simpleResolvers: true,
  description: "A code that a source uses and that is not in its plugin's table.",
})
export class UnmappedCodeType {
  @Field(() => String, {
    nullable: true,
    description: 'As the source writes it, its sub-code behind a slash; null where it tells by text alone.',
  })
  code!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The text that came with it. Both null: all beyond the 200 a day that are told apart.',
  })
  text!: string | null;
  @Field(() => Int, { description: 'How many events had it.' }) count!: number;
}

@ObjectType('RateBudget', {
  simpleResolvers: true,
  description: 'How many requests an account may make. The hub spaces them evenly, over all its processes.',
})
export class RateBudgetType {
  @Field(() => Int, { description: 'Requests that the source allows in a period.' }) limit!: number;
  @Field(() => Duration, { description: 'The period.' }) period!: string;
  @Field(() => Int, { description: 'Requests that may go out at once now: at most a tenth of the limit, or one.' })
  remaining!: number;
  @Field(() => DateTime, { description: 'When as many as ever may go out at once.' }) resetsAt!: Instant;
}

@ObjectType('SourcePolling', { simpleResolvers: true, description: 'How asking a source goes.' })
export class SourcePollingType {
  @Field(() => DateTime, { nullable: true, description: 'Since when its circuit is not closed.' })
  circuitSince!: Instant | null;
  @Field(() => String, { nullable: true, description: 'What opened the circuit.' }) circuitReason!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When one call goes out to see whether it is back.' })
  circuitRetryAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'Until when it asked the hub to stay away.' })
  pausedUntil!: Instant | null;
  @Field(() => RateBudgetType, { description: 'What its account may ask.' }) rateBudget!: RateBudgetType;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the next parcel is due; past where requests are short. Null: none is on its schedule.',
  })
  nextPollAt!: Instant | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was asked last.' }) lastPollAt!: Instant | null;
  @Field(() => PullOutcomeEnum, { nullable: true, description: 'How that ended.' })
  lastPollOutcome!: PullOutcomeName | null;
  @Field(() => String, { nullable: true, description: 'What it said, when it did not simply answer.' })
  lastPollDetail!: string | null;
}

@ObjectType('SourceHealth', { simpleResolvers: true, description: 'How a source fares.' })
export class SourceHealthType {
  @Field(() => DateTime, { nullable: true, description: 'When its last input came; null when none ever did.' })
  lastInputAt!: Instant | null;
  @Field(() => Int, { description: "Inputs of the last hour; exact up to 10,000 of the merchant's." })
  inputsLastHour!: number;
  @Field(() => Duration, {
    nullable: true,
    description: 'How far apart its inputs came on average in the last seven days; null when too few did.',
  })
  expectedInterval!: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Its last input, when nothing has come for much longer than ever before in the last seven days.',
  })
  silentSince!: Instant | null;
  @Field(() => Int, { description: 'Inputs and records that are set aside; exact up to 10,000.' }) deadLetters!: number;
  @Field(() => Duration, {
    nullable: true,
    description: 'From event to receipt, of the last day, within a fifth; null when nothing was measured.',
  })
  medianLag!: string | null;
  @Field(() => Duration, { nullable: true, description: 'The same, which 95 of 100 events do not exceed.' })
  p95Lag!: string | null;
  @Field(() => Float, { description: "Share of events whose code is not in the plugin's table, of the last day." })
  unmappedShare!: number;
  @Field(() => [UnmappedCodeType], { description: 'Such codes of the last seven days, the most frequent ten first.' })
  topUnmapped!: readonly UnmappedCodeType[];
  @Field(() => Float, {
    description: 'Share of events whose time is not sure: its zone was assumed, or only a date or nothing was told.',
  })
  uncertainTimeShare!: number;
  @Field(() => CircuitStateEnum, { description: 'Whether calls go out to it.' }) circuit!: CircuitState;
  @Field(() => SourcePollingType, {
    nullable: true,
    description: 'How asking it goes; null: it cannot be asked, or has no credentials for it.',
  })
  polling!: SourcePollingType | null;
  @Field(() => String, { nullable: true, description: 'The most urgent thing to do; null when all is well.' })
  advice!: string | null;
}

const duration = (seconds: number | null): string | null => (seconds === null ? null : isoDuration(seconds * 1_000));

export const toSourceHealth = (name: string, view: SourceHealthView, now: Instant): SourceHealthType => ({
  lastInputAt: view.lastInputAt,
  inputsLastHour: view.inputsLastHour,
  expectedInterval: duration(view.expectedIntervalSeconds),
  silentSince: view.silentSince,
  deadLetters: view.deadLetters,
  medianLag: duration(view.medianLagSeconds),
  p95Lag: duration(view.p95LagSeconds),
  unmappedShare: view.unmappedShare,
  topUnmapped: view.topUnmapped.map(({ code, text, seen }) => ({ code, text, count: seen })),
  uncertainTimeShare: view.uncertainShare,
  circuit: view.pull?.circuit.state ?? 'CLOSED',
  polling: view.pull && toPolling(view.pull, now),
  advice: sourceTrouble(name, view, now)?.advice ?? null,
});

const toPolling = (pull: PullHealthView, now: Instant): SourcePollingType => ({
  circuitSince: pull.circuit.since,
  circuitReason: pull.circuit.reason,
  circuitRetryAt: pull.circuit.retryAt,
  pausedUntil: pull.closedUntil !== null && pull.closedUntil > now ? pull.closedUntil : null,
  rateBudget: {
    limit: pull.rate.requests,
    period: isoDuration(pull.rate.perSeconds * 1_000),
    remaining: pull.readyRequests,
    resetsAt: after(now, pull.idleInMs),
  },
  nextPollAt: pull.nextDueAt,
  lastPollAt: pull.lastPullAt,
  lastPollOutcome: pull.lastOutcome,
  lastPollDetail: pull.lastDetail,
});
