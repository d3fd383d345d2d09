import type { Api } from '../create-api';
import type { Viewer } from '../context';
import type { OperationStream } from '../subscriptions/operation-stream';

/** What a client hears of one subscription. */
export interface Heard<Value> {
  readonly values: readonly Value[];
  /** The error that ended it. */
  readonly ended: Promise<{ readonly code: string; readonly cursor?: string }>;
  until(count: number): Promise<readonly Value[]>;
  stop(): void;
}

/** Subscribes without a transport, and takes results as they come. */
export function hear<Value>(
  api: Api,
  viewer: Viewer,
  query: string,
  variables: Record<string, unknown> = {},
): Heard<Value> {
  let stream: OperationStream | undefined;
  const opened = api.openStream({ query, variables, viewer, requestId: 'heard' }).then((reply) => {
    if (!reply.ok) throw new Error(reply.body);
    return (stream = reply.stream);
  });
  const values: Value[] = [];
  let told: () => void = () => undefined;
  const ended = (async () => {
    const results = await opened;
    for (let text = await results.next(); text !== null; text = await results.next()) {
      const { data, errors } = JSON.parse(text) as {
        data: Record<string, Value>;
        errors?: { extensions: { code: string; cursor?: string } }[];
      };
      if (errors) return errors[0]!.extensions;
      values.push(Object.values(data)[0]!);
      told();
    }
    return { code: 'STOPPED' };
  })();
  return {
    values,
    ended,
    async until(count) {
      while (values.length < count) await new Promise<void>((resolve) => (told = resolve));
      return values;
    },
    stop: () => stream?.close(),
  };
}
