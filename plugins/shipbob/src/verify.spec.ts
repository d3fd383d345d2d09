import { createHmac } from 'node:crypto';
import { after, instant, type Instant } from '@whereabouts/plugin-sdk';
import { pushRequest } from '@whereabouts/plugin-testkit';
import { verify } from './verify';

const BODY = '{"order_id":200811001,"status":"Completed"}';
const KEY = Buffer.from('a key of twenty-four byte');
const SECRET = `whsec_${KEY.toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another key of some bytes').toString('base64')}`;
const NOW = instant('2025-10-28T21:10:00Z');
const SECONDS = String(Date.parse(NOW) / 1000);

const sign = (key: string | Uint8Array, body = BODY, id = 'msg_1', seconds = SECONDS): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
const signed = (signature: string, seconds = SECONDS): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': seconds,
  'webhook-signature': signature,
});
const accepted = (headers: Record<string, string>, secrets = [SECRET], body = BODY, now: Instant = NOW): boolean =>
  verify(pushRequest(body, headers, secrets, now)).accepted;

describe('a delivery', () => {
  it('is accepted with the signature of id, time and raw body, under the decoded key', () => {
    expect(accepted(signed(sign(KEY)))).toBe(true);
  });

  it('is accepted with one fitting signature among several, as ShipBob sends them while a secret is rotated', () => {
    expect(accepted(signed(`v1,${Buffer.alloc(32).toString('base64')} v1a,xyz ${sign(KEY)}`))).toBe(true);
  });

  it('is accepted without the padding of its base64', () => {
    expect(accepted(signed(sign(KEY).replace(/=+$/, '')))).toBe(true);
  });

  it('is accepted with the secret before the present one', () => {
    expect(accepted(signed(sign(KEY)), [OTHER, SECRET])).toBe(true);
    expect(accepted(signed(sign(KEY)), [OTHER])).toBe(false);
  });

  it('is accepted with a secret that is no base64, taken as it is', () => {
    expect(accepted(signed(sign('plain secret')), ['plain secret'])).toBe(true);
  });

  it.each([
    [-299, true],
    [300, true],
    [-301, false],
    [301, false],
  ])('%i seconds from its time is accepted: %s', (seconds, expected) => {
    expect(accepted(signed(sign(KEY)), [SECRET], BODY, after(NOW, seconds * 1000))).toBe(expected);
  });

  it.each<[string, Record<string, string>]>([
    ['no headers', {}],
    ['no id', { ...signed(sign(KEY)), 'webhook-id': '' }],
    ['no time', { ...signed(sign(KEY)), 'webhook-timestamp': '' }],
    ['no signature', signed('')],
    ['the headers of older subscriptions', { 'shipbob-topic': 'order_shipped', 'shipbob-subscription-id': '1582' }],
    ['another id', { ...signed(sign(KEY)), 'webhook-id': 'msg_2' }],
    ['another time', signed(sign(KEY), String(Number(SECONDS) + 1))],
    ['a time that is none', signed(sign(KEY, BODY, 'msg_1', 'soon'), 'soon')],
    ['another version of the signature', signed(sign(KEY).replace('v1,', 'v2,'))],
    ['a signature under another key', signed(sign('wrong'))],
    ['half a signature', signed(sign(KEY).slice(0, 24))],
  ])('is refused with %s', (_, headers) => {
    expect(accepted(headers)).toBe(false);
  });

  it('is refused when a single byte of the body was changed', () => {
    expect(accepted(signed(sign(KEY)), [SECRET], BODY.replace('1001', '1002'))).toBe(false);
  });

  it('is refused under a secret without a key', () => {
    expect(accepted(signed(sign('x')), ['whsec_'])).toBe(false);
  });
});
