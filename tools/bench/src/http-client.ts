import { connect, type Socket } from 'node:net';

export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const READ_BYTES = 16_384;
const END_OF_HEAD = '\r\n\r\n';
/** JSON has no line breaks: in what is sent in chunks, this is the last one. */
const LAST_CHUNK = '0\r\n\r\n';

/** An answer that is being read. */
interface Answer {
  readonly done: () => void;
  readonly failed: (error: Error) => void;
  /** Read so far, until it is whole. */
  head: string;
  /** Bytes of the body that are to come; null: it comes in chunks. */
  rest: number | null;
  /** Where it comes in chunks: the last characters that came. */
  tail: string;
}

/**
 * The least that a client is, one request after the other: it reads into the same memory again and again. What it would
 * leave to the garbage collector is collected while it measures, and counts as time of the server.
 */
export class HttpClient {
  private readonly socket: Socket;
  private answer: Answer | null = null;
  private isClosed = false;

  constructor(
    private readonly port: number,
    private readonly onClosed: (client: HttpClient) => void,
  ) {
    const buffer = Buffer.alloc(READ_BYTES);
    this.socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer,
        callback: (length) => {
          this.take(buffer.subarray(0, length));
          return true;
        },
      },
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.closed());
  }

  /** Settles when the answer was read. @throws when it is no success */
  send({ method, path, headers, body }: LoadRequest): Promise<void> {
    return new Promise((done, failed) => {
      if (this.isClosed) return failed(this.lost());
      this.answer = { done, failed, head: '', rest: null, tail: '' };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      this.socket.cork();
      this.socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\ncontent-length: ${body.byteLength}\r\n${lines.join('')}\r\n`,
        'latin1',
      );
      if (body.byteLength > 0) this.socket.write(body);
      this.socket.uncork();
    });
  }

  end(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    const { answer } = this;
    if (!answer) return void this.socket.destroy();
    if (answer.head.endsWith(END_OF_HEAD)) return this.takeBody(answer, bytes);
    const before = answer.head.length;
    const text = answer.head + bytes.toString('latin1');
    const end = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
    if (end < END_OF_HEAD.length) return void (answer.head = text);
    answer.head = text.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(answer.head)?.[1];
    answer.rest = length === undefined ? null : Number(length);
    this.takeBody(answer, bytes.subarray(end - before));
  }

  private takeBody(answer: Answer, bytes: Buffer): void {
    if (answer.rest !== null) {
      answer.rest -= bytes.byteLength;
      if (answer.rest > 0) return;
    } else {
      const last = bytes.toString('latin1', Math.max(0, bytes.byteLength - LAST_CHUNK.length));
      answer.tail = (answer.tail + last).slice(-LAST_CHUNK.length);
      if (answer.tail !== LAST_CHUNK) return;
    }
    this.answer = null;
    const status = answer.head.slice(9, 12);
    if (status.startsWith('2')) answer.done();
    else answer.failed(new Error(`status ${status} from port ${this.port}`));
  }

  private closed(): void {
    this.isClosed = true;
    this.onClosed(this);
    this.answer?.failed(this.lost());
    this.answer = null;
  }

  private lost(): Error {
    return new Error(`port ${this.port} closed the connection`);
  }
}
