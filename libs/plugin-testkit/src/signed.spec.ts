import { hmacMatches } from '@whereabouts/plugin-sdk';
import { hmac, pushRequest } from './signed';

it('signs as hmacMatches checks', () => {
  const request = pushRequest({ a: 1 }, { 'X-Signature': hmac('sha256', 'hex', 's', '{"a":1}') }, ['s']);
  expect(request.headers).toEqual({ 'x-signature': expect.any(String) as string });
  const signature = request.headers['x-signature'] ?? null;
  expect(hmacMatches({ algorithm: 'sha256', encoding: 'hex', secret: 's', data: request.body, signature })).toBe(true);
});
