import { parseConfig, type Plugin, type PullOutcome } from '@whereabouts/plugin-sdk';
import type { PluginTest } from './plugin-test';
import { pullContext } from './pull-context';
import { rawInput } from './raw-input';
import { emptyOk, htmlPage, rateLimited, serverError, sourceServer, unauthorized, type Routes } from './source-server';

/** Numbers are asked for over HTTP: one outcome a number, in the order asked, and every failure a typed error. */
export function testPull<Config>(plugin: Plugin<Config>, { pull: test, settings }: PluginTest): void {
  const { pull } = plugin;
  if (pull === undefined || pull.batchSize === 0 || test === undefined) {
    it('says how its source answers, if it is asked', () =>
      expect(test === undefined).toBe(pull === undefined || pull.batchSize === 0));
    return;
  }
  const ask = async (routes: Routes, numbers = test.trackingNumbers): Promise<readonly PullOutcome[]> => {
    const server = await sourceServer(routes);
    try {
      const config = parseConfig(plugin, settings?.(server.url) ?? {});
      if (!config.ok) throw new Error(`the settings of the test do not fit: ${JSON.stringify(config)}`);
      return await pull.fetch(numbers, pullContext(config.config));
    } finally {
      await server.close();
    }
  };

  it('gives an outcome for every number, in the order asked', async () => {
    const outcomes = await ask(test.routes);
    expect(outcomes.map(({ trackingNumber }) => trackingNumber)).toEqual(test.trackingNumbers);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('reads what it pulled', async () => {
    for (const outcome of await ask(test.routes))
      if (outcome.ok) {
        const { issues } = plugin.normalize(rawInput(outcome.body));
        expect(issues.filter(({ kind, path }) => kind === undefined && path === '')).toEqual([]);
      }
  });

  it('asks for nothing when there is nothing to ask', async () => expect(await ask({}, [])).toEqual([]));

  it.each([
    ['refused credentials', unauthorized(401), ['Unauthorized']],
    ['too many requests', rateLimited(30), ['RateLimited']],
    ['a source that is down', serverError(503), ['Upstream']],
    ['a page where an answer was expected', htmlPage(), ['Malformed', 'Upstream']],
    ['an empty answer', emptyOk(), ['Malformed', 'Upstream', 'NotFoundYet']],
  ])('tells %s from an answer', async (_what, answer, kinds) => {
    const outcomes = await ask({ '*': answer });
    expect(outcomes.map(({ trackingNumber }) => trackingNumber)).toEqual(test.trackingNumbers);
    for (const outcome of outcomes) expect(kinds).toContain(outcome.ok ? 'an answer' : outcome.error.kind);
  });
}
