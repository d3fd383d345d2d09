import { createPipeline, type Pipeline } from '@whereabouts/pipeline';
import { publicId } from '@whereabouts/store';
import { parse } from 'graphql';
import type { Api } from '../create-api';
import { caseRow, insert } from '../testing/rows';
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

  it('tell before what becomes of the due times of open cases', async () => {
    const one = caseRow(hub.merchantId, hub.agentId, hub.now, { number: 7 });
    await insert(hub.pool, 'exception_case', one);
    const PREVIEW = `query ($document: String!, $surges: [String!]) { policySlaPreview(document: $document, surges: $surges) {
      against openCases breached { cases } relieved { cases } sooner { cases }
      later { cases examples { caseId ref kind dueBefore dueAfter } } userErrors { code message field } } }`;
    const slow = `sla: { kinds: { ${String(one['kind'])}: { firstActionHours: 40 } } }`;
    expect(await ask(PREVIEW, { document: slow }, 'LEAD')).toMatchObject({
      policySlaPreview: {
        against: 1,
        openCases: 1,
        breached: { cases: 0 },
        sooner: { cases: 0 },
        later: {
          cases: 1,
          examples: [{ caseId: publicId('case', one['id'] as string), ref: 'EX-7', kind: one['kind'] }],
        },
        userErrors: [],
      },
    });
    const inPeak = `surges: { peak: { ${slow} } }`;
    const moves = async (surges?: readonly string[]) =>
      (await ask(PREVIEW, { document: inPeak, surges })) as { policySlaPreview: { later: { cases: number } } };
    expect(await moves([])).toMatchObject({ policySlaPreview: { later: { cases: 0 } } });
    expect(await moves(['peak'])).toMatchObject({ policySlaPreview: { later: { cases: 1 } } });
    expect(await hub.pool.query('select version, first_action_due_at as due from exception_case')).toMatchObject({
      rows: [{ version: one['version'], due: one['first_action_due_at'] }],
    });
    expect(await ask(PREVIEW, { document: '{}', surges: ['off'] })).toMatchObject({
      policySlaPreview: { against: null, openCases: 0, userErrors: [{ code: 'INVALID', field: ['surges'] }] },
    });
    expect(await ask(PREVIEW, { document: 'held:\n  heldHours: soon' })).toMatchObject({
      policySlaPreview: {
        userErrors: [{ message: expect.stringMatching(/^Line 2, /) as string, field: ['document'] }],
      },
    });
    expect(await ask(PREVIEW, { document: '{}' }, 'AGENT')).toHaveProperty('errors');
  });
});
