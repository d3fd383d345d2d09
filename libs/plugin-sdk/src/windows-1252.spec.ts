import { windows1252Text } from './windows-1252';
import { xmlText } from './xml-text';

/** The Encoding Standard's index of windows-1252, as far as it differs from Latin-1. */
const INDEX: readonly (readonly [byte: number, codePoint: number])[] = [
  ...([
    [0x80, 0x20ac],
    [0x82, 0x201a],
    [0x83, 0x0192],
    [0x84, 0x201e],
    [0x85, 0x2026],
    [0x86, 0x2020],
  ] as const),
  ...([
    [0x87, 0x2021],
    [0x88, 0x02c6],
    [0x89, 0x2030],
    [0x8a, 0x0160],
    [0x8b, 0x2039],
    [0x8c, 0x0152],
  ] as const),
  ...([
    [0x8e, 0x017d],
    [0x91, 0x2018],
    [0x92, 0x2019],
    [0x93, 0x201c],
    [0x94, 0x201d],
    [0x95, 0x2022],
  ] as const),
  ...([
    [0x96, 0x2013],
    [0x97, 0x2014],
    [0x98, 0x02dc],
    [0x99, 0x2122],
    [0x9a, 0x0161],
    [0x9b, 0x203a],
  ] as const),
  ...([
    [0x9c, 0x0153],
    [0x9e, 0x017e],
    [0x9f, 0x0178],
  ] as const),
];

describe('windows1252Text', () => {
  it('reads every byte as the Encoding Standard says', () => {
    const special = new Map(INDEX);
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const expected = [...bytes].map((byte) => String.fromCharCode(special.get(byte) ?? byte)).join('');
    expect(windows1252Text(bytes)).toBe(expected);
  });

  it('reads a part of a buffer, and nothing of nothing', () => {
    expect(windows1252Text(Buffer.from([0x41, 0x92, 0x42]).subarray(1, 2))).toBe('’');
    expect(windows1252Text(new Uint8Array())).toBe('');
  });

  it.each(['windows-1252', 'ISO-8859-1', 'latin1', 'cp1252'])('reads XML so that says it is %s', (encoding) => {
    const head = Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`, 'latin1');
    const bytes = Buffer.concat([head, Buffer.from([0x80, 0x92, 0xfc]), Buffer.from('</a>')]);
    expect(xmlText(bytes)).toMatchObject({ ok: true, value: expect.stringContaining('<a>€’ü</a>') as string });
  });
});
