import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openEmbeddedDatabase, openPool, type EmbeddedDatabase } from '@whereabouts/store';
import {
  buildHub,
  dataFolder,
  easypostSignature,
  easypostWebhook,
  post,
  query,
  runCommand,
  startHubProcess,
  until,
  type CommandResult,
} from '../testing/hub-process';

const folder = dataFolder();
const TOKEN = 'a-token-for-these-tests-only';
let database: EmbeddedDatabase;
let settings: Record<string, string>;

/** The commands meet a database that somebody else runs: the other suite lets them start their own. */
beforeAll(async () => {
  await buildHub();
  database = await openEmbeddedDatabase({
    dataDir: join(folder.path, 'data'),
    durability: 'quick',
    log: () => undefined,
  });
  settings = {
    HUB_DATABASE_URL: database.url,
    HUB_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    HUB_DATA_DIR: join(folder.path, 'unused'),
    HUB_API_TOKEN: TOKEN,
  };
});
afterAll(async () => {
  await database.release();
  folder.dispose();
});

const hub = (...args: string[]): Promise<CommandResult> => runCommand(args, settings);
const file = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};
const json = <Value>({ stdout }: CommandResult): Value => JSON.parse(stdout) as Value;

describe('hub normalize', () => {
  const scan = JSON.stringify({
    trackResponse: {
      shipment: [
        {
          inquiryNumber: '1ZX4D3M00312345678',
          package: [
            {
              trackingNumber: '1ZX4D3M00312345678',
              activity: [
                {
                  location: { address: { city: 'MEMPHIS', stateProvince: 'TN', countryCode: 'US' } },
                  status: { type: 'I', code: 'OR', description: 'Origin Scan' },
                  date: '20261120',
                  time: '101500',
                },
              ],
            },
          ],
        },
      ],
    },
  });

  it('prints one JSON object of what the plugin understood, and needs no database', async () => {
    const result = await runCommand(['normalize', 'ups', file('scan.json', scan)], {
      HUB_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
    });
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(json(result)).toMatchObject({
      plugin: 'ups',
      milestones: [
        {
          code: 'ACCEPTED',
          reasons: [],
          occurredAt: '2026-11-20T16:15:00.000Z',
          occurredLocal: '20261120T101500',
          timeCertainty: 'ZONE_FROM_PLACE',
          place: { city: 'MEMPHIS', region: 'TN', country: 'US' },
          trackingNumber: '1ZX4D3M00312345678',
          sourceCode: 'OR',
          sourceText: 'Origin Scan',
        },
      ],
      orders: [],
      tickets: [],
      issues: [],
    });
  });

  it("understands a source's own error reply: it is an issue", async () => {
    const reply = JSON.stringify({
      response: { errors: [{ code: 'TW0001', message: 'Tracking Information Not Found' }] },
    });
    const result = await hub('normalize', 'ups', file('error.json', reply));
    expect(result.code).toBe(0);
    expect(json<{ issues: { path: string; problem: string }[] }>(result).issues[0]).toMatchObject({
      path: expect.any(String) as string,
      problem: expect.stringContaining('Not Found') as string,
    });
  });

  it.each([
    ['what it does not understand', 1, () => ['normalize', 'ups', file('garbage.txt', 'hello')]],
    ['an unknown plugin', 2, () => ['normalize', 'acme', file('scan2.json', scan)]],
    ['a missing file', 2, () => ['normalize', 'ups', join(folder.path, 'nowhere.json')]],
    ['a missing argument', 2, () => ['normalize', 'ups']],
    ['an unknown option', 2, () => ['normalize', '--loud']],
    ['an unknown command', 2, () => ['dance']],
  ])('ends at %s with exit code %i', async (_, code, args) => {
    const result = await hub(...args());
    expect(result.code).toBe(code);
    if (code === 2) expect(result.stderr).not.toBe('');
    else expect(json<{ issues: unknown[] }>(result).issues).toHaveLength(1);
  });
});

describe('hub config', () => {
  it('prints settings without their secrets', async () => {
    const { code, stdout } = await hub('config', '--json');
    expect(code).toBe(0);
    expect(stdout).not.toContain(TOKEN);
    expect(stdout).not.toContain(settings['HUB_SECRET_KEY']);
    expect(JSON.parse(stdout)).toMatchObject({
      settings: expect.arrayContaining([
        { name: 'HUB_PORT', value: null, default: '4000', meaning: expect.any(String) as string },
      ]) as unknown,
    });
  });

  it('tells all that is wrong and fails', async () => {
    const { code, stderr } = await runCommand(['config'], { HUB_PORT: 'x', HUB_WORKERS: '0', HUB_PROT: '1' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/HUB_PORT .*\n.*HUB_WORKERS .*\n.*HUB_PROT .*did you mean HUB_PORT/);
  });
});

describe('hub migrate and doctor', () => {
  it('go together', async () => {
    const before = await hub('doctor', '--json');
    expect(before.code).toBe(1);
    const failed = json<{ checks: { ok: boolean; name: string; fix?: string }[] }>(before).checks.filter(
      ({ ok }) => !ok,
    );
    expect(failed).toMatchObject([{ name: 'migrations', fix: 'npm run hub -- migrate' }]);

    expect(json<{ applied: string[] }>(await hub('migrate', '--json')).applied.length).toBeGreaterThan(0);
    expect(json<{ applied: string[] }>(await hub('migrate', '--json')).applied).toEqual([]);
    expect(json<{ undone: string[] }>(await hub('migrate', '--down', '--json')).undone).toHaveLength(1);
    expect((await hub('migrate')).code).toBe(0);

    const { code, stdout } = await hub('doctor');
    expect(stdout).toContain('0 failed');
    expect(code).toBe(0);
  });

  it('names the cause and one thing to do when the database cannot be reached', async () => {
    const { code, stdout } = await runCommand(['doctor'], {
      ...settings,
      HUB_DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL\s+database.*ECONNREFUSED/);
    expect(stdout).toMatch(/-> check HUB_DATABASE_URL/);
    expect(stdout).not.toContain('secret@');
  });
});

describe('hub source', () => {
  it('adds a source with its intake URL, and keeps the secret to itself', async () => {
    const added = await hub('source', 'add', 'easypost', 'main', '--set', 'webhookSecret=top-s3cret', '--json');
    expect(json(added)).toMatchObject({
      name: 'main',
      plugin: 'easypost',
      kind: 'AGGREGATOR',
      intakeUrl: 'http://127.0.0.1:4000/intake/main',
    });
    const list = await hub('source', 'list');
    expect(list.stdout).toContain('http://127.0.0.1:4000/intake/main');
    expect(added.stdout + added.stderr + list.stdout).not.toContain('top-s3cret');
  });

  it.each([
    [
      'a name that is taken',
      ['source', 'add', 'easypost', 'main', '--set', 'webhookSecret=x'],
      /already has a source main/,
    ],
    [
      'a name that fits no URL',
      ['source', 'add', 'easypost', 'my source', '--set', 'webhookSecret=x'],
      /cannot be a name/,
    ],
    ['a plugin that is not loaded', ['source', 'add', 'acme', 'acme'], /Loaded are: 17track, .*, zoom2u/],
    ['a missing secret', ['source', 'add', 'easypost', 'other'], /webhookSecret: is missing/],
    [
      'an unknown setting',
      ['source', 'add', 'easypost', 'other', '--set', 'webhookSecret=x', '--set', 'colour=red'],
      /colour: no such setting/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await hub(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('says that there is none to remove', async () => {
    expect(await hub('source', 'remove', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no source nobody') as string,
    });
  });
});

describe('hub user and key', () => {
  let added: CommandResult;
  beforeAll(async () => {
    // The first source of a hub brings its merchant, whose people these are.
    await hub('source', 'add', 'easypost', 'counter', '--set', 'webhookSecret=x');
    added = await hub('user', 'add', 'erp@acme.test', '--name', 'ERP', '--role', 'INTEGRATION', '--json');
  });
  afterAll(() => hub('source', 'remove', 'counter'));

  it('add people and a key that is shown once, and list them without it', async () => {
    expect(json(added)).toMatchObject({ email: 'erp@acme.test', role: 'INTEGRATION', plugin: null });
    const key = json<{ id: string; key: string }>(
      await hub(
        'key',
        'add',
        'nightly',
        '--user',
        'ERP@acme.test',
        '--scope',
        'read',
        '--expires',
        '2099-01-01',
        '--json',
      ),
    );
    expect(key.key).toMatch(/^whb_/);
    const list = await hub('key', 'list');
    expect(list.stdout).toMatch(new RegExp(`${key.id} +nightly +erp@acme.test +READ +good +never`));
    expect(list.stdout).not.toContain(key.key.slice(-43));
    expect((await hub('user', 'list')).stdout).toContain('erp@acme.test');
    expect((await hub('key', 'revoke', key.id)).code).toBe(0);
    expect(json<{ state: string }[]>(await hub('key', 'list', '--json'))[0]!.state).toBe('revoked');
    expect((await hub('key', 'revoke', key.id)).stderr).toContain('not revoked yet');
  });

  it('change and remove people', async () => {
    await hub('user', 'add', 'pia@acme.test', '--name', 'Pia', '--role', 'VIEWER');
    expect((await hub('user', 'set', 'pia@acme.test', '--role', 'PARTNER', '--plugin', 'ups')).stdout).toContain(
      'PARTNER of ups',
    );
    expect(json(await hub('user', 'set', 'pia@acme.test', '--role', 'LEAD', '--json'))).toMatchObject({
      role: 'LEAD',
      plugin: null,
    });
    expect((await hub('user', 'remove', 'pia@acme.test')).code).toBe(0);
    expect((await hub('user', 'remove', 'pia@acme.test')).stderr).toContain('no user pia@acme.test');
  });

  it.each([
    ['a role that is none', ['user', 'add', 'x@acme.test', '--name', 'X', '--role', 'BOSS'], /Allowed choices/],
    ['a partner of nothing', ['user', 'add', 'x@acme.test', '--name', 'X', '--role', 'PARTNER'], /--plugin/],
    ['no email address', ['user', 'add', 'x', '--name', 'X', '--role', 'AGENT'], /no email address/],
    ['somebody twice', ['user', 'add', 'ERP@acme.test', '--name', 'X', '--role', 'AGENT'], /already has a user/],
    ['a key for nobody', ['key', 'add', 'k', '--user', 'nobody@acme.test'], /has no user/],
    ['an unknown scope', ['key', 'add', 'k', '--user', 'erp@acme.test', '--scope', 'all'], /READ, WORK/],
    ['a key that has ended', ['key', 'add', 'k', '--user', 'erp@acme.test', '--expires', '2001-01-01'], /in the past/],
    ['no change', ['user', 'set', 'erp@acme.test'], /Say what to change/],
    ['what is no id of a key', ['key', 'revoke', 'whb'], /no id of a key/],
  ])('refuse %s', async (_, args, message) => {
    const { code, stderr } = await hub(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('hub ingest and replay', () => {
  it('takes files and folders in, and says what came of them', async () => {
    const inbox = join(folder.path, 'inbox');
    mkdirSync(join(inbox, 'deeper'), { recursive: true });
    writeFileSync(
      join(inbox, 'a.json'),
      easypostWebhook('9400300000000000000001', 'failure', 'damaged', 'Package damaged'),
    );
    writeFileSync(
      join(inbox, 'deeper', 'b.json'),
      easypostWebhook('9400300000000000000002', 'in_transit', 'arrived_at_facility', 'Arrived'),
    );
    const { code, stdout } = await hub('ingest', 'main', inbox, '--json');
    expect(JSON.parse(stdout)).toEqual({
      files: 2,
      milestones: 2,
      unmapped: 0,
      casesOpened: 1,
      casesClosed: 0,
      deadLetters: 0,
    });
    expect(code).toBe(0);
  });

  it('fails when something had to be set aside, and takes the rest', async () => {
    const good = file(
      'good.json',
      easypostWebhook('9400300000000000000003', 'in_transit', 'arrived_at_facility', 'Arrived'),
    );
    const { code, stdout, stderr } = await hub('ingest', 'main', file('bad.json', '{"oops'), good);
    expect(stdout).toMatch(/milestones: 1\n(.*\n)*dead letters: 1/);
    expect(stderr).toContain('2 of 2 files');
    expect(code).toBe(1);
  });

  it('refuses an unknown source and a missing file', async () => {
    expect(await hub('ingest', 'nobody', folder.path)).toMatchObject({ code: 2 });
    expect(await hub('ingest', 'main', '/nowhere')).toMatchObject({ code: 2 });
  });

  it('applies again what is stored, without doing anything twice', async () => {
    const replayed = await hub('replay', '--source', 'main', '--json');
    expect(json(replayed)).toEqual({ inputs: 4, milestones: 3, deadLetters: 1 });
    const rebuilt = await hub('replay', '--all', '--json');
    expect(json(rebuilt)).toMatchObject({ inputs: 4 });
  });

  it('wants to know what to replay', async () => {
    expect(await hub('replay')).toMatchObject({ code: 2 });
    expect(await hub('replay', '--all', '--source', 'main')).toMatchObject({ code: 2 });
    expect(await hub('replay', '--from', 'yesterday')).toMatchObject({ code: 2 });
    expect(await hub('replay', '--input', 'nonsense')).toMatchObject({ code: 2 });
  });
});

describe('hub remap', () => {
  /** As an older code table would have left it. */
  const asOnceMapped = async (): Promise<void> => {
    const pool = openPool({ url: database.url });
    await pool.query(
      `update milestone set code = 'UNMAPPED', reasons = '{}', mapping_version = '0.9.0+00000000' where source_code = 'failure'`,
    );
    await pool.end();
  };

  it('tells what a newer table changes, and then changes it', async () => {
    await asOnceMapped();
    const looked = await hub('remap', 'main', '--dry-run');
    expect(looked.stdout).toMatch(/^main: mapping 0\.9\.0\+00000000, (\S+) -> \1\n/);
    expect(looked.stdout).toMatch(
      /1 would change, 1 newly mapped\.\n +1 {2}failure\/damaged "Package damaged"\n +UNMAPPED -> EXCEPTION \(carrier\.damage\)\n +9400300000000000000001 at /,
    );
    expect(looked.stdout).toContain('Nothing was changed.');
    expect(json(await hub('remap', 'main', '--dry-run', '--json'))).toMatchObject({ dryRun: true, changed: 1 });
    expect(json(await hub('remap', 'main', '--json'))).toMatchObject({ dryRun: false, changed: 1, shipments: 1 });
    expect(json(await hub('remap', 'main', '--from', '2026-01-01', '--json'))).toMatchObject({
      changed: 0,
      stamped: 0,
    });
  });

  it('wants a source that there is, and a time', async () => {
    expect(await hub('remap', 'nobody')).toMatchObject({ code: 2 });
    expect(await hub('remap', 'main', '--from', 'yesterday')).toMatchObject({ code: 2 });
  });
});

describe('hub audit', () => {
  const sql = async (text: string): Promise<void> => {
    const pool = openPool({ url: database.url });
    await pool.query(text);
    await pool.end();
  };

  it('verifies what is sealed against a head that was kept, and names the first broken entry', async () => {
    const unsealed = await hub('audit', 'verify');
    expect(unsealed).toMatchObject({ code: 0 });
    expect(unsealed.stdout).toMatch(/^Main: 0 entries sealed, 1 not sealed yet\n {2}all in order/);
    expect(await hub('audit', 'head')).toMatchObject({ stderr: 'Main: nothing was sealed yet.\n' });

    const running = await startHubProcess([], settings);
    await until(
      () => hub('audit', 'verify', '--json'),
      (result) => json<{ merchants: { sealed: number }[] }>(result).merchants[0]?.sealed === 1,
    );
    expect(await running.end('SIGTERM')).toBe(0);

    const head = await hub('audit', 'head', '--merchant', 'Main');
    expect(json(head)).toMatchObject({ heads: [{ merchant: 'Main', number: 1 }] });
    const kept = file('heads.json', head.stdout);
    const good = await hub('audit', 'verify', '--head', kept);
    expect(good.stdout).toMatch(
      /^Main: 1 entries sealed\n {2}all in order, and as the head of \d{4}-\d\d-\d\d says \(entry 1\)/,
    );
    expect(good.code).toBe(0);
    expect(json(await hub('audit', 'head', '--day', '2026-01-01'))).toMatchObject({ heads: [] });

    await sql(`alter table activity disable trigger append_only; update activity set actor = 'eve';
               alter table activity enable trigger append_only`);
    const bad = await hub('audit', 'verify', '--head', kept);
    expect(bad.stdout).toMatch(
      /BROKEN at number 1, entry act_[0-9a-f]{32}, case case_[0-9a-f]{32}: not what was sealed/,
    );
    expect(bad.code).toBe(1);

    await sql('truncate activity, activity_seal, activity_head, exception_case, change');
    expect(await hub('audit', 'verify')).toMatchObject({ code: 0 });
    const cut = await hub('audit', 'verify', '--head', kept);
    expect(cut.stdout).toContain(
      'BROKEN at number 1: the chain ends before it, and was longer when the head was taken',
    );
    expect(cut.code).toBe(1);
  });

  it('wants a merchant that there is, a day, and a file of heads', async () => {
    expect(await hub('audit', 'verify', '--merchant', 'nobody')).toMatchObject({ code: 2 });
    expect(await hub('audit', 'verify', '--head', '/nowhere')).toMatchObject({ code: 2 });
    expect(await hub('audit', 'verify', '--head', file('no-heads.json', '{}'))).toMatchObject({ code: 2 });
    expect(await hub('audit', 'head', '--day', 'yesterday')).toMatchObject({ code: 2 });
  });
});

describe('hub cases hand-over', () => {
  beforeAll(async () => {
    const damaged = easypostWebhook('9400300000000000000009', 'failure', 'damaged', 'Package damaged');
    expect(await hub('ingest', 'main', file('damaged.json', damaged))).toMatchObject({ code: 0 });
  });

  /** Whoever came with the source owns what was taken in. */
  const owner = async (): Promise<string> =>
    json<{ email: string; role: string }[]>(await hub('user', 'list', '--json')).find(({ role }) => role === 'ADMIN')!
      .email;

  it('refuses while nobody else can own cases, and says how to add somebody', async () => {
    const { code, stdout, stderr } = await hub('cases', 'hand-over', await owner());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/Nobody but .+ can own cases\. Add somebody first: npm run hub -- user add/);
    expect((await hub('user', 'remove', await owner())).stderr).toContain('Hand them over first');
  });

  it('gives the open cases of who leaves to others, and then they may be removed', async () => {
    await hub('user', 'add', 'mia@acme.test', '--name', 'Mia', '--role', 'AGENT');
    const from = await owner();
    const given = await hub('cases', 'hand-over', from.toUpperCase(), '--json');
    const { cases, ...rest } = json<{ cases: number }>(given);
    expect(cases).toBeGreaterThan(0);
    expect(rest).toMatchObject({ from: { email: from }, to: [{ email: 'mia@acme.test', cases }] });
    expect(await hub('cases', 'hand-over', from)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('owns no open case') as string,
    });
    const back = await hub('cases', 'hand-over', 'mia@acme.test');
    expect(back.stdout).toMatch(new RegExp(`^${cases} open cases? of Mia`));
    expect((await hub('user', 'remove', 'mia@acme.test')).code).toBe(0);
  });

  it.each([
    ['an email that nobody has', ['nobody@acme.test'], /has no user nobody@acme\.test\. See who there is/],
    ['a merchant that there is not', ['mia@acme.test', '--merchant', 'Nowhere'], /no merchant Nowhere/],
    ['nobody', [], /missing required argument 'email'/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await hub('cases', 'hand-over', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('hub serve', () => {
  it('answers with the token only, outside demo mode', async () => {
    const running = await startHubProcess([], settings);
    try {
      const text = '{ viewer { role merchant { name } } }';
      await expect(query(running.url, text)).rejects.toThrow('UNAUTHENTICATED');
      await expect(query(running.url, text, {}, { authorization: `Bearer ${TOKEN}x` })).rejects.toThrow(
        'UNAUTHENTICATED',
      );
      const authorization = `Bearer ${TOKEN}`;
      expect(await query(running.url, text, {}, { authorization })).toEqual({
        viewer: { role: 'ADMIN', merchant: { name: 'Main' } },
      });

      const body = easypostWebhook('9400300000000000000009', 'failure', 'damaged', 'Package damaged');
      const answer = await post(`${running.url}/intake/main`, body, {
        'x-hmac-signature': easypostSignature(body, 'top-s3cret'),
      });
      expect(answer.status).toBe(202);
      await until(
        () =>
          query<{ shipment: object | null }>(
            running.url,
            '{ shipment(carrier: "usps", trackingNumber: "9400300000000000000009") { id } }',
            {},
            { authorization },
          ),
        ({ shipment }) => shipment !== null,
      );
      expect((await hub('source', 'remove', 'main')).code).toBe(0);
      await until(
        async () => (await post(`${running.url}/intake/main`, body)).status,
        (status) => status === 404,
      );
    } finally {
      expect(await running.end('SIGTERM')).toBe(0);
    }
  });

  it('refuses demo mode on an address that others can reach', async () => {
    const { code, stderr } = await runCommand(['serve', '--demo'], { ...settings, HUB_HOST: '0.0.0.0' });
    expect(code).toBe(2);
    expect(stderr).toContain('on this machine only');
  });

  it('says what to do when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runCommand(['serve'], { ...settings, HUB_PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`HUB_PORT=${port + 1} npm start`);
  });
});
