import type { Delivery } from './delivery';

/** FIN and the opcode of a text message: RFC 6455, 5.2. */
const TEXT = 0x81;
const SHORT = 126;
const MEDIUM = 0x1_0000;

const BRACE = 0x7d;

const headerLength = (length: number): number => (length < SHORT ? 2 : length < MEDIUM ? 4 : 10);

function writeHeader(into: Buffer, at: number, length: number): number {
  into[at] = TEXT;
  if (length < SHORT) {
    into[at + 1] = length;
    return at + 2;
  }
  if (length < MEDIUM) {
    into[at + 1] = 126;
    into[at + 2] = length >> 8;
    into[at + 3] = length & 0xff;
    return at + 4;
  }
  into[at + 1] = 127;
  into.writeUInt32BE(0, at + 2);
  into.writeUInt32BE(length, at + 6);
  return at + 10;
}

/** A text message as one frame: one buffer is one write to the socket. */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerLength(length) + length);
  frame.write(text, writeHeader(frame, 0, length));
  return frame;
}

/** What comes before each result of an operation. */
export const headOf = (id: string): Buffer => Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);

/**
 * `next` messages as WebSocket frames of a server, ready to be written: the bytes of the results are shared by all
 * subscribers, only the operation's id differs. One buffer for all, as copying some hundred bytes is cheaper than another
 * write.
 */
export function nextFrames(head: Buffer, deliveries: readonly Delivery[]): Buffer {
  let size = 0;
  for (const { bytes } of deliveries) {
    const length = head.length + bytes.length + 1;
    size += headerLength(length) + length;
  }
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const { bytes } of deliveries) {
    at = writeHeader(frames, at, head.length + bytes.length + 1);
    frames.set(head, at);
    at += head.length;
    frames.set(bytes, at);
    at += bytes.length;
    frames[at++] = BRACE;
  }
  return frames;
}
