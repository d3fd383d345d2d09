import { failed, pullJson, upstream, type JsonAnswer, type PullContext } from '@whereabouts/plugin-sdk';
import type Client from '@easypost/api';
import type { Settings } from './settings';

type EasyPostClient = InstanceType<typeof Client>;
type Send = (method: 'GET' | 'POST', url: URL, headers: Record<string, string>, body?: string) => Promise<JsonAnswer>;

/**
 * One call through EasyPost's client library. The library forms the request; it travels over the host's fetch, which
 * is bounded in time and host. Gives the answer's bytes as they came, which the library itself would not.
 */
export async function callEasyPost(
  context: PullContext<Settings>,
  apiKey: string,
  call: (client: EasyPostClient) => Promise<unknown>,
): Promise<JsonAnswer> {
  // Loaded on the first call: most processes that normalize never ask.
  const { default: EasyPost } = await import('@easypost/api');
  let answer: JsonAnswer = failed(upstream('EasyPost was not reached'));
  const agent = agentOver(async (method, url, headers, body) => {
    answer = await pullJson(context, { method, url, headers, body, alsoRead: [400, 422] });
    return answer;
  });
  const baseUrl = context.config.baseUrl.replace(/\/*$/, '/');
  try {
    await call(new EasyPost(apiKey, { baseUrl, superagentMiddleware: () => agent }));
  } catch {
    // The library throws for what `answer` says more exactly, and for bodies that it cannot turn into its classes.
  }
  return answer;
}

/** The part of superagent that EasyPost's client library uses. */
function agentOver(send: Send) {
  const request = (method: 'GET' | 'POST') => (address: string) => {
    const url = new URL(address);
    const headers: Record<string, string> = {};
    let body: string | undefined;
    const self = {
      set(more: Record<string, string>) {
        Object.assign(headers, more);
        return self;
      },
      auth(user: string) {
        headers['Authorization'] = `Basic ${Buffer.from(`${user}:`).toString('base64')}`;
        return self;
      },
      query(parameters: Record<string, string>) {
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
        return self;
      },
      send(data: unknown) {
        body = JSON.stringify(data);
        return self;
      },
      /** Awaiting the request sends it. */
      then<T>(resolve: (response: object) => T, reject: (fault: Error) => T): Promise<T> {
        return send(method, url, headers, body).then((answer) => {
          if (!answer.ok) return reject(new Error(answer.error.kind));
          return resolve({ status: answer.status, body: answer.value, headers: {} });
        });
      },
    };
    return self;
  };
  return { get: request('GET'), post: request('POST') };
}
