import { isUtf8 } from 'node:buffer';
import type { Read } from './json';
import { utf8Fault } from './utf8-fault';
import { windows1252Text } from './windows-1252';

const DECLARATION = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/;
const UTF8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** The text of an XML document, decoded as its byte order mark or its declaration says. */
export function xmlText(bytes: Uint8Array): Read<string> {
  if (bytes.length === 0) return { ok: false, problem: 'empty' };
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { ok: true, value: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { ok: true, value: new TextDecoder('utf-16be').decode(bytes) };

  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 300)).toString('latin1');
  const encoding = (DECLARATION.exec(head.replace(/^ï»¿/, ''))?.[1] ?? 'utf-8').toLowerCase();
  if (UTF8.has(encoding))
    return isUtf8(bytes) ? { ok: true, value: utf8Text(bytes) } : { ok: false, problem: utf8Fault(bytes) };
  try {
    const decoder = new TextDecoder(encoding);
    return { ok: true, value: decoder.encoding === 'windows-1252' ? windows1252Text(bytes) : decoder.decode(bytes) };
  } catch {
    return { ok: false, problem: `encoded as ${encoding}, which is not known` };
  }
}

/** As a TextDecoder does it, which takes longer to be made than to decode. */
function utf8Text({ buffer, byteOffset, length }: Uint8Array): string {
  const text = Buffer.from(buffer, byteOffset, length).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;

/** Decodes the five entities of XML and characters by number, once. Anything else stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return isXmlCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}

/** XML 1.0, production 2: no NUL and other controls, no halves of surrogate pairs. */
const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
