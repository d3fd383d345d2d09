import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
import { parse } from 'graphql';
import type { Api } from '../create-api';
import { world, type World } from '../testing/world';

describe('policies in the API', () => {
  let hub: World;
  let pipeline: Pipeline;
  let api: Api;
  beforeAll(async () => {
    hub = await world();
    pipeline = await createPipeline({
      databaseUrl: hub.databaseUrl,
      clock: () => hub.now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      meter: { count: () => undefined, time: () => undefined },
      plugins: new Map(),
      secretKey: Buffer.alloc(32),
      roles: [],
    });
    api = hub.another({ pipeline });
  });
  afterAll(async () => {
    await pipeline.stop();
    await hub.close();
  });

  const ask = async (
    text: string,
    variables: Record<string, unknown> = {},
    role: 'ADMIN' | 'LEAD' | 'AGENT' = 'ADMIN',
  ) => {
    const context = api.createContext({ viewer: hub.viewer(role), requestId: 'r' });
    const { data, errors } = await api.executor.execute(parse(text), null, context, variables);
    return { ...data, ...(errors && { errors }) } as Record<string, unknown>;
  };
  const APPLY = `mutation ($input: ApplyPolicyInput!) { applyPolicy(input: $input) {
    policy { version effectiveFrom appliedBy note surges } differences { path before after } userErrors { code message field } } }`;

  it('are applied, read and listed', async () => {
    expect(await ask('{ policy { version } }')).toEqual({ policy: null });
    const document = 'held: { heldHours: 50 }\nsurges: { peak: { held: { heldHours: 90 } } }';
    expect(await ask(APPLY, { input: { document, note: 'First' } })).toMatchObject({
      applyPolicy: {
        policy: { version: 1, effectiveFrom: hub.now, note: 'First', surges: ['peak'] },
        differences: [{ path: 'held.heldHours', before: 72, after: 50 }, { path: 'surges.peak' }],
        userErrors: [],
      },
    });
    await ask(APPLY, { input: { document: 'held: { heldHours: 60 }', effectiveFrom: '2099-01-01T00:00:00Z' } });
    expect(await ask('{ policy { version document settings } }', {}, 'LEAD')).toMatchObject({
      policy: { version: 1, document, settings: { held: { heldHours: 50 } } },
    });
    expect(await ask('{ policy(at: "2099-06-01T00:00:00Z") { version } }')).toEqual({ policy: { version: 2 } });
    expect(await ask('{ policies(first: 1) { nodes { version } pageInfo { hasNextPage } } }')).toEqual({
      policies: { nodes: [{ version: 2 }], pageInfo: { hasNextPage: true } },
    });
  });

  it('are refused with the line of what is wrong', async () => {
    const wrong = { document: 'held:\n  heldHours: soon' };
    const userErrors = [
      {
        code: 'INVALID',
        message: expect.stringMatching(/^Line 2, column 14: held\.heldHours: /) as string,
        field: ['input', 'document'],
      },
    ];
    expect(await ask(APPLY, { input: wrong })).toMatchObject({ applyPolicy: { policy: null, userErrors } });
    const CHECK =
      'mutation ($input: CheckPolicyInput!) { checkPolicy(input: $input) { against userErrors { code message field } } }';
    expect(await ask(CHECK, { input: wrong }, 'LEAD')).toMatchObject({ checkPolicy: { against: null, userErrors } });
    expect(await ask(CHECK, { input: { document: '{}' } }, 'LEAD')).toEqual({
      checkPolicy: { against: 1, userErrors: [] },
    });
    expect(await ask(APPLY, { input: { document: '{}', effectiveFrom: '2020-01-01T00:00:00Z' } })).toMatchObject({
      applyPolicy: { userErrors: [{ code: 'INVALID', field: ['input', 'effectiveFrom'] }] },
    });
    expect(await ask(APPLY, { input: { document: '{}' } }, 'LEAD')).toMatchObject({
      applyPolicy: { userErrors: [{ code: 'FORBIDDEN' }] },
    });
  });

  it('have surge sets that are switched, and drafts that are tried', async () => {
    const SWITCH =
      'mutation ($input: SwitchSurgeInput!) { switchSurge(input: $input) { period { surge on to } userErrors { field } } }';
    expect(await ask(SWITCH, { input: { surge: 'peak', on: true } })).toEqual({
      switchSurge: { period: { surge: 'peak', on: true, to: null }, userErrors: [] },
    });
    expect(await ask(SWITCH, { input: { surge: 'nothing', on: true } })).toMatchObject({
      switchSurge: { period: null, userErrors: [{ field: ['input', 'surge'] }] },
    });
    const TRY =
      'query ($days: Int!) { policyWhatIf(document: "{}", days: $days) { shipments kinds { kind opened } userErrors { field } } }';
    expect(await ask(TRY, { days: 7 }, 'LEAD')).toEqual({ policyWhatIf: { shipments: 0, kinds: [], userErrors: [] } });
    expect(await ask(TRY, { days: 0 }, 'LEAD')).toMatchObject({ policyWhatIf: { userErrors: [{ field: ['days'] }] } });
    expect(await ask(TRY, { days: 7 }, 'AGENT')).toHaveProperty('errors');
  });
});
