import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Waiter } from '@whereabouts/store';
import { OperationTypeNode, getOperationAST, type DocumentNode } from 'graphql';
import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  MessageType,
  parseMessage,
  type ConnectionInitMessage,
  type SubscribeMessage,
} from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { GraphContext, Viewer } from '../context';
import type { CreateContext } from '../create-context';
import { refuse, toClientErrors, type ErrorScope } from '../errors';
import { toClientResult } from '../execution/client-result';
import type { Executor, Variables } from '../execution/executor';
import type { Gate, ShownCost } from '../execution/gate';
import { frameOf } from './frames';
import type { Subscribe } from './operations';
import type { Open } from './outlet';
import { SocketOperation, type OperationSocket } from './socket-operation';

/** What answering the operations of sockets takes. */
export interface OperationServing {
  readonly gate: Gate;
  readonly executor: Executor;
  readonly createContext: CreateContext;
  readonly opening: (request: Subscribe) => Open;
  readonly logFault: ErrorScope['logFault'];
}

export interface SessionSettings {
  readonly viewerOf: (connection: {
    readonly request: IncomingMessage;
    readonly params: Readonly<Record<string, unknown>>;
  }) => Promise<Viewer | null> | Viewer | null;
  readonly newRequestId: () => string;
  readonly initWaitMs: number;
}

/** Close code for "not now": clients try again. RFC 6455's registry. */
const TRY_AGAIN_LATER = 1013;
const MOST_A_SOCKET = 100;
const NOTHING = Buffer.alloc(0);

/**
 * One socket that speaks graphql-transport-ws. There are tens of thousands, mostly idle: it holds little, and results of
 * subscriptions are written as frames that all subscribers of an audience share but for the operation's id.
 * https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export class SocketSession implements OperationSocket {
  /** Until the socket said who it is. */
  private request: IncomingMessage | null;
  private initTimer: NodeJS.Timeout | null = null;
  private isAcknowledged = false;
  viewer: Viewer | null = null;
  private readonly net: Socket;
  /** Mostly one: an array takes far less than a map. */
  private running: readonly SocketOperation[] = [];
  /** Operations that wait until the socket took what was written. */
  private waiting: SocketOperation[] | null = null;
  /** What had come from the other side at the last ping. */
  private heardBefore = -1;

  constructor(
    private readonly serving: OperationServing,
    private readonly settings: SessionSettings,
    readonly socket: WebSocket,
    request: IncomingMessage,
  ) {
    this.request = request;
    this.net = request.socket;
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    // After a busy time, timers come before what lies unread: an init among it came in time.
    this.initTimer = setTimeout(() => setImmediate(() => this.closeIfMute()), settings.initWaitMs);
  }

  async hear(text: string): Promise<void> {
    let message: ReturnType<typeof parseMessage>;
    try {
      message = parseMessage(text, withoutQuery);
    } catch {
      return this.close(CloseCode.BadRequest, 'Invalid message received');
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.init(message);
      case MessageType.Ping:
        return this.say({ type: MessageType.Pong, ...(message.payload && { payload: message.payload }) });
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.subscribe(message);
      case MessageType.Complete:
        return this.running.find(({ id }) => id === message.id)?.close();
      default:
        return this.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  /** Ends a socket whose credentials ended or were taken back. True when it did. */
  closeIfForbidden(): boolean {
    const isGood = this.viewer?.isGood;
    if (!isGood || isGood()) return false;
    this.close(CloseCode.Forbidden, 'Forbidden');
    return true;
  }

  /** Pings; ends a socket from which nothing came since the last ping, not even its answer. */
  ping(): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const { bytesRead } = this.net;
    if (bytesRead === this.heardBefore) return this.socket.terminate();
    this.heardBefore = bytesRead;
    this.socket.ping();
  }

  /** Something failed that is nobody's fault but ours. */
  fail(fault: unknown): void {
    this.serving.logFault(fault, this.settings.newRequestId());
    this.close(CloseCode.InternalServerError, 'Internal server error');
  }

  /** The socket is gone. */
  end(): void {
    if (this.initTimer) clearTimeout(this.initTimer);
    for (const operation of this.running) operation.close();
    this.waiting = this.request = null;
  }

  write(operation: SocketOperation, frames: Buffer): boolean {
    if (this.socket.readyState !== this.socket.OPEN || this.closeIfForbidden()) return true;
    // Whole frames, and nothing is compressed: they may stand between those that `ws` writes.
    this.net.write(frames);
    if (this.net.writableLength === 0) return true;
    this.waiting ??= this.tellWhenTaken();
    this.waiting.push(operation);
    return false;
  }

  say(message: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.net.write(frameOf(JSON.stringify(message)));
  }

  toClient(errors: readonly unknown[], requestId: string | null): readonly object[] {
    const scope = { requestId: requestId ?? this.settings.newRequestId(), logFault: this.serving.logFault };
    return toClientErrors(errors, scope);
  }

  forget(operation: SocketOperation): void {
    this.running = this.running.filter((one) => one !== operation);
  }

  private close(code: number, reason: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.close(code, reason);
  }

  private closeIfMute(): void {
    if (this.request) this.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
  }

  private tellWhenTaken(): SocketOperation[] {
    this.net.write(NOTHING, () => {
      const { waiting } = this;
      this.waiting = null;
      for (const operation of waiting ?? []) operation.resume();
    });
    return [];
  }

  private async init({ payload }: ConnectionInitMessage): Promise<void> {
    const { request } = this;
    if (!request) return this.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    this.request = null;
    if (this.initTimer) clearTimeout(this.initTimer);
    this.initTimer = null;
    try {
      this.viewer = await this.settings.viewerOf({ request, params: payload ?? {} });
    } catch (fault) {
      this.serving.logFault(fault, this.settings.newRequestId());
      return this.close(TRY_AGAIN_LATER, 'Try again later');
    }
    if (this.viewer === null) return this.close(CloseCode.Forbidden, 'Forbidden');
    this.isAcknowledged = true;
    this.say({ type: MessageType.ConnectionAck });
  }

  private async subscribe({ id, payload }: SubscribeMessage): Promise<void> {
    if (!this.isAcknowledged) return this.close(CloseCode.Unauthorized, 'Unauthorized');
    if (this.running.some((one) => one.id === id))
      return this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    const requestId = this.settings.newRequestId();
    const operation = new SocketOperation(this, id, requestId);
    // Not spread: that would leave room for sixteen more.
    this.running = this.running.concat(operation);
    try {
      if (this.running.length > MOST_A_SOCKET)
        throw refuse('RATE_LIMITED', `A socket carries at most ${MOST_A_SOCKET} operations at a time.`);
      if (this.closeIfForbidden())
        throw refuse('UNAUTHENTICATED', 'The credentials of this socket do not hold any more.');
      const { operationName, variables } = payload;
      const { gate } = this.serving;
      const { document, errors } = await gate.prepare(payload, this);
      if (!document) return operation.refuse(errors);
      const kind = getOperationAST(document, operationName)?.operation;
      if (!kind)
        throw refuse('BAD_USER_INPUT', 'There is no operation of that name, or several and no name was given.');
      const { cost, refusal } = await gate.charge(document, operationName, variables, this);
      if (refusal) throw refusal;
      const { createContext, opening } = this.serving;
      const { viewer } = this;
      if (kind === OperationTypeNode.SUBSCRIPTION) {
        const context = createContext({ viewer, requestId });
        return operation.begin(opening({ document, operationName, variables, context }));
      }
      const waiter = new Waiter();
      operation.runs({ resume: () => undefined, close: () => waiter.leave() });
      const graph = createContext({ viewer, requestId, waiter });
      await this.execute(operation, { document, operationName, variables, graph, cost });
    } catch (error) {
      operation.end(error);
    }
  }

  private async execute(
    operation: SocketOperation,
    asked: {
      readonly document: DocumentNode;
      readonly operationName?: string | null;
      readonly variables?: Variables | null;
      readonly graph: GraphContext;
      readonly cost: ShownCost;
    },
  ): Promise<void> {
    const { document, operationName, variables, graph, cost } = asked;
    const { requestId } = graph;
    const { executor, logFault } = this.serving;
    const result = await executor.execute(document, operationName, graph, variables);
    const shown = toClientResult(result, { requestId, logFault });
    operation.complete({ ...shown, extensions: { ...shown.extensions, cost } });
  }
}

/** The protocol wants a `query` from everybody; who names a registered document may leave it out. */
function withoutQuery(key: string, value: unknown): unknown {
  const { type, payload } = (key === '' && isRecord(value) ? value : {}) as { type?: unknown; payload?: unknown };
  if (type !== 'subscribe' || !isRecord(payload) || payload['query'] !== undefined) return value;
  if (payload['documentId'] !== undefined || payload['extensions'] !== undefined) payload['query'] = '';
  return value;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
