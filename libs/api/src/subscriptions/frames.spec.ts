import fc from 'fast-check';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Delivery } from './delivery';
import { frameOf, headOf, nextFrames } from './frames';

describe('frames of results', () => {
  /** What a client makes of bytes that a server writes on its socket. */
  async function heard(bytes: Buffer, count: number): Promise<unknown[]> {
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise<void>((resolve) => sockets.once('listening', resolve));
    sockets.once('connection', (_socket, request) => request.socket.write(bytes));
    const client = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`);
    const messages: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      client.on('message', (data: Buffer) => {
        messages.push(JSON.parse(data.toString()));
        if (messages.length === count) resolve();
      });
      client.on('error', reject);
    });
    client.terminate();
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    return messages;
  }

  it('are what any client reads, whatever the length and the characters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.array(fc.constantFrom(0, 1, 60, 80, 125, 126, 127, 1_000, 65_400, 65_535, 65_536, 70_000), {
          minLength: 1,
          maxLength: 6,
        }),
        async (id, lengths) => {
          const values = lengths.map((length, index) => ({ data: `ä${index}${'x'.repeat(length)}` }));
          const deliveries = values.map(
            (value, seq) => new Delivery({ xid: '1', seq }, 'subject', JSON.stringify(value)),
          );
          expect(await heard(nextFrames(headOf(id), deliveries), values.length)).toEqual(
            values.map((payload) => ({ id, type: 'next', payload })),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are read the same where a message is a frame of its own', async () => {
    const values = [0, 118, 119, 120, 65_528, 65_529, 65_530, 70_000].map((length) => ({
      a: `ä${'x'.repeat(length)}`,
    }));
    const frames = values.map((value) => frameOf(JSON.stringify(value)));
    expect(await heard(Buffer.concat(frames), values.length)).toEqual(values);
  });

  it('share the bytes of a result', () => {
    const delivery = new Delivery({ xid: '1', seq: 1 }, 'subject', '{"data":1}');
    expect(delivery.bytes).toBe(delivery.bytes);
  });
});
