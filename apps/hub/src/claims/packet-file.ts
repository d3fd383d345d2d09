/** One file of a packet. The path is ours: nothing that a source or a customer wrote is part of it. */
export interface PacketFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Where it comes from, for people. */
  readonly source: string;
  /** Photos and the like are packed already. */
  readonly isDense?: boolean;
}

/** What belongs into a packet and could not be put there. */
export interface PacketGap {
  readonly path: string;
  readonly because: string;
}

const encoder = new TextEncoder();

export const textFile = (path: string, text: string, source: string): PacketFile => ({
  path,
  bytes: encoder.encode(text),
  source,
});

export const jsonFile = (path: string, value: unknown, source: string): PacketFile =>
  textFile(path, `${JSON.stringify(value, null, 2)}\n`, source);
