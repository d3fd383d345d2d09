import type { Rewrite } from './rewrite';

const TOKEN = /"(?:[^"\\]|\\[^])*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+/y;

/** Gives every string and number in a JSON text to `visit`, and puts what it returns in their place. All else stays, byte for byte. */
export function rewriteJson(text: string, visit: Rewrite): string | null {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const out: string[] = [];
  const open: { isObject: boolean; key: string; isKeyNext: boolean }[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  out.push(text.slice(0, at));
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)![0];
    at += token.length;
    const inside = open.at(-1);
    if (token === '{' || token === '[') open.push({ isObject: token === '{', key: '', isKeyNext: token === '{' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && inside) inside.isKeyNext = inside.isObject;
    else if (token.startsWith('"') && inside?.isKeyNext) {
      inside.key = JSON.parse(token) as string;
      inside.isKeyNext = false;
    } else if (/^["\d-]/.test(token)) {
      out.push(rewritten(token, keysOf(open), visit));
      continue;
    }
    out.push(token);
  }
  return out.join('');
}

const keysOf = (open: readonly { isObject: boolean; key: string }[]): string[] =>
  open.flatMap(({ isObject, key }) => (isObject ? [key] : []));

function rewritten(token: string, keys: readonly string[], visit: Rewrite): string {
  if (!token.startsWith('"')) {
    const number = visit(keys, token);
    return number === token || /^-?(0|[1-9]\d*)(\.\d+)?$/.test(number) ? number : JSON.stringify(number);
  }
  const value = JSON.parse(token) as string;
  // A document in a text: webhooks are wrapped so.
  const inner = /^\s*[[{]/.test(value) ? rewriteJson(value, (more, one) => visit([...keys, ...more], one)) : null;
  const result = inner ?? visit(keys, value);
  return result === value ? token : JSON.stringify(result);
}
