import type { Clock } from '@whereabouts/model';
import type { Plugin } from '@whereabouts/plugin-sdk';
import type { Mailer } from './messages/mailer';
import type { Log, Meter } from './pipeline';

/** What the pipeline is made of; put together by the hub. */
export interface PipelineNeeds {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly plugins: ReadonlyMap<string, LoadedPlugin>;
  readonly secretKey: Buffer;
  /** File of the normalize worker thread. Absent: plugins run on the event loop (tests only). */
  readonly workerFile?: string;
  readonly workers?: number;
  /** File of the worker thread that answers what-if questions. Absent: they are answered on the event loop (tests only). */
  readonly whatIfFile?: string;
  /** What this process does; an API-only process receives but leaves applying and timers to others. */
  readonly roles?: readonly PipelineRole[];
  /** How sources are asked, in a process that does. */
  readonly pull?: PullOptions;
  /** Whoever takes emails. Absent: messages by email wait. Closed with the pipeline. */
  readonly mailer?: Mailer;
}

export type PipelineRole = 'apply' | 'timers' | 'pull' | 'send';

/** How sources are asked; all of it has defaults. */
export interface PullOptions {
  /** Lets plugins reach machines of the hub's own network. */
  readonly allowPrivateHosts?: boolean;
  /** From 0 up to 1; spreads what is asked. */
  readonly random?: () => number;
  /** How often calls are looked for whose process died, and how long one may take. */
  readonly superviseSeconds?: number;
  readonly callSeconds?: number;
}

export interface LoadedPlugin {
  /** Package name or file URL from which a worker thread loads it again. */
  readonly from: string;
  readonly plugin: Plugin;
}
