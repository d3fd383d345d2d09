/** What windows-1252 has from 0x80 on where Latin-1 has control characters. The five bytes it leaves open stay themselves. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const SPECIAL = /[\x80-\x9f]/g;

/**
 * The text of bytes that are windows-1252: what systems write that say Latin-1, or nothing. As the Encoding Standard has
 * it, and not by a `TextDecoder`: those of some versions of Node read the bytes from 0x80 to 0x9f as control characters.
 */
export function windows1252Text(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(SPECIAL, (char) => FROM_0X80.charAt(char.charCodeAt(0) - 0x80));
}
