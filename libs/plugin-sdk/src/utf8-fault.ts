/** Says where bytes stop being UTF-8. For bytes that are known not to be: it is slow. */
export function utf8Fault(body: Uint8Array): string {
  if ((body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff))
    return 'encoded as UTF-16, not as UTF-8';
  // A stream decoder accepts a character that is cut off at the end, so longer prefixes fail from the fault on.
  let good = 0;
  let bad = body.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (decodes(body.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return bad > body.length ? 'cut off inside a character of UTF-8' : `not UTF-8 at byte ${bad}`;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
