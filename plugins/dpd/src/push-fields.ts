import { readJson, textAt, type PushReply, type RawInput } from '@whereabouts/plugin-sdk';

/** Pushes are fields of an address: whoever hands one on may leave them as they are. Null: they are not such fields. */
function fieldsOf(body: Uint8Array): Record<string, string> | null {
  const text = Buffer.from(body.subarray(0, 20_000)).toString('utf8').trim();
  if (!/^[?a-z_]+=/i.test(text) || !/(^|[?&])pnr=/.test(text)) return null;
  return Object.fromEntries(new URLSearchParams(text.replace(/^\?/, '')));
}

/** A push in its own form, as JSON; all else as it is. */
export function unfolded(input: RawInput): RawInput {
  const fields = fieldsOf(input.body);
  return fields === null ? input : { ...input, body: Buffer.from(JSON.stringify(fields)) };
}

/** DPD repeats a push, hourly for two days, until it reads its `pushid` in the answer. */
export function acknowledge({ body }: { readonly body: Uint8Array }): PushReply | null {
  const fields = fieldsOf(body);
  const json = fields === null ? readJson(body) : null;
  const id = fields?.pushid ?? (json?.ok ? textAt(json.value, 'pushid') : null);
  if (id == null || !/^\d{1,20}$/.test(id)) return null;
  return { contentType: 'text/xml', body: `<push><pushid>${id}</pushid><status>OK</status></push>` };
}
