import type { RawInput } from '@whereabouts/plugin-sdk';
import { TEST_NOW } from './pull-context';

/** An input as the hub would store it. Anything but text and bytes is written as JSON. */
export function rawInput(body: unknown, overrides: Partial<Omit<RawInput, 'body'>> = {}): RawInput {
  return { body: bodyBytes(body), headers: {}, receivedAt: TEST_NOW, ...overrides };
}

export function bodyBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
