import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Target {
  readonly port: number;
  readonly path: string;
}

const MASKED = 0x80;
const OPCODE = 0x0f;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/**
 * The least that a WebSocket client is: one machine must carry tens of thousands beside the server that is measured. Frames
 * of a server are unmasked and whole; ours are masked with zeros.
 */
export class FrameClient {
  private readonly socket: Socket;
  private rest: Buffer | null = null;
  private isUpgraded = false;

  constructor(
    target: Target,
    private readonly heard: { open(): void; text(text: string): void; close(): void },
  ) {
    this.socket = connect({ host: '127.0.0.1', port: target.port, noDelay: true });
    this.socket.write(
      `GET ${target.path} HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => heard.close());
  }

  say(message: unknown): void {
    this.send(TEXT, Buffer.from(JSON.stringify(message)));
  }

  /** Reads nothing any more, as a process does that hangs. */
  stall(): void {
    this.socket.pause();
  }

  end(): void {
    this.socket.destroy();
  }

  private send(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const header =
      length < 126 ? Buffer.from([0x80 | opcode, MASKED | length]) : Buffer.from([0x80 | opcode, MASKED | 126, 0, 0]);
    if (length >= 126) header.writeUInt16BE(length, 2);
    this.socket.write(Buffer.concat([header, Buffer.alloc(4), payload]));
  }

  private take(chunk: Buffer): void {
    let data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = null;
    if (!this.isUpgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return void (this.rest = data);
      if (!data.subarray(0, 12).equals(SWITCHING)) return this.end();
      this.isUpgraded = true;
      data = data.subarray(end + 4);
      this.heard.open();
    }
    let at = 0;
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (data.length - at < head) break;
      const length = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : data.readUInt32BE(at + 6);
      if (data.length - at < head + length) break;
      const opcode = data[at]! & OPCODE;
      if (opcode === TEXT) this.heard.text(data.toString('utf8', at + head, at + head + length));
      else if (opcode === PING) this.send(PONG, data.subarray(at + head, at + head + length));
      else if (opcode === CLOSE) this.end();
      at += head + length;
    }
    if (at < data.length) this.rest = data.subarray(at);
  }
}

const SWITCHING = Buffer.from('HTTP/1.1 101');
