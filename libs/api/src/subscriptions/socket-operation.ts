import { MessageType } from 'graphql-ws';
import type { Delivery } from './delivery';
import { headOf, nextFrames } from './frames';
import type { Open, Outlet, Running } from './outlet';

/** What an operation needs of its socket. */
export interface OperationSocket {
  /** Writes results. False when the socket did not take them at once: the operation is resumed when it did. */
  write(operation: SocketOperation, frames: Buffer): boolean;
  say(message: object): void;
  /** Errors as clients see them. */
  toClient(errors: readonly unknown[], requestId: string | null): readonly object[];
  forget(operation: SocketOperation): void;
}

/** One operation of a socket. */
export class SocketOperation implements Outlet {
  private head: Buffer | null = null;
  private subscription: Running | null = null;
  private isOver = false;

  constructor(
    private readonly socket: OperationSocket,
    readonly id: string,
    private requestId: string | null,
  ) {}

  begin(open: Open): void {
    const subscription = open(this);
    // It may live for days: an error of then is another request's.
    this.requestId = null;
    this.runs(subscription);
  }

  write(deliveries: readonly Delivery[]): boolean {
    this.head ??= headOf(this.id);
    return this.socket.write(this, nextFrames(this.head, deliveries));
  }

  resume(): void {
    this.subscription?.resume();
  }

  /** Something that ends with it. */
  runs(running: Running): void {
    if (this.isOver) running.close();
    else this.subscription = running;
  }

  /** The result of a query or a mutation. */
  complete(payload: object): void {
    const { id } = this;
    if (this.isOver) return;
    this.close();
    this.socket.say({ id, type: MessageType.Next, payload });
    this.socket.say({ id, type: MessageType.Complete });
  }

  end(error: unknown): void {
    this.refuse([error]);
  }

  refuse(errors: readonly unknown[]): void {
    const { id, requestId } = this;
    if (this.isOver) return;
    this.close();
    this.socket.say({ id, type: MessageType.Error, payload: this.socket.toClient(errors, requestId) });
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.socket.forget(this);
    this.subscription?.close();
    this.subscription = null;
  }
}
