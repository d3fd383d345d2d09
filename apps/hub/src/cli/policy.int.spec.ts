import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedDatabase, type EmbeddedDatabase } from '@whereabouts/store';
import { buildHub, dataFolder, runCommand, type CommandResult } from '../testing/hub-process';

const folder = dataFolder();
let database: EmbeddedDatabase;

beforeAll(async () => {
  await buildHub();
  database = await openEmbeddedDatabase({
    dataDir: join(folder.path, 'data'),
    durability: 'quick',
    log: () => undefined,
  });
});
afterAll(async () => {
  await database.release();
  folder.dispose();
});

const policy = (...args: string[]): Promise<CommandResult> =>
  runCommand(['policy', ...args], {
    HUB_DATABASE_URL: database.url,
    HUB_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    HUB_DATA_DIR: join(folder.path, 'unused'),
    HUB_PLUGINS: '@whereabouts/plugin-easypost',
  });
const file = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};

const FIRST = `stall: { domesticHours: 36 }
calendars:
  business:
    zone: Europe/Berlin
    week: { 1: [{ from: "09:00", to: "17:00" }] }
    holidays: { country: DE, region: BY }
surges:
  peak: { stall: { domesticHours: 72 } }
`;

describe('hub policy check', () => {
  it('needs no database, and is content with a good document', async () => {
    const good = file('good.yaml', FIRST);
    const { code, stdout } = await runCommand(['policy', 'check', good], {
      HUB_DATABASE_URL: 'postgres://127.0.0.1:1/x',
    });
    expect([code, stdout]).toEqual([0, `${good}: nothing is wrong with it.\n`]);
  });

  it('points to what is wrong, as editors jump to it, and fails', async () => {
    const bad = file('bad.yaml', 'stall:\n  domestichours: 5\nheld: { heldHours: soon }');
    const { code, stderr } = await policy('check', bad);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${bad}:2:3: stall.domestichours: domestichours is no field here; did you mean domesticHours?`,
    );
    expect(stderr).toContain(`${bad}:3:20: held.heldHours: heldHours must be a number of hours`);
    expect(JSON.parse((await policy('check', bad, '--json')).stdout)).toMatchObject({
      ok: false,
      problems: [
        { line: 2, column: 3 },
        { line: 3, column: 20 },
      ],
    });
    expect(await policy('check', join(folder.path, 'nowhere.yaml'))).toMatchObject({ code: 2 });
  });
});

describe('hub policy apply, diff, history, show and surge', () => {
  const hub = (...args: string[]): Promise<CommandResult> =>
    runCommand(args, {
      HUB_DATABASE_URL: database.url,
      HUB_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
      HUB_DATA_DIR: join(folder.path, 'unused'),
      HUB_PLUGINS: '@whereabouts/plugin-easypost',
    });

  it('say what a document changes before it is in force', async () => {
    const document = file('first.yaml', FIRST);
    expect(await policy('apply', document)).toMatchObject({ code: 2 });
    await hub('source', 'add', 'easypost', 'main', '--set', 'webhookSecret=top-s3cret');
    const dry = await policy('apply', document, '--dry-run');
    expect(dry.stdout).toMatch(
      /against the defaults\n(.*\n)* {2}stall\.domesticHours: 48 -> 36\n(.*\n)*Of 0 open cases, none moves\.\nNothing was changed/,
    );
    expect((await policy('history')).stdout).toContain('nothing was applied yet');

    const applied = await policy('apply', document, '--note', 'Summer', '--json');
    expect(applied.code).toBe(0);
    expect(JSON.parse(applied.stdout)).toMatchObject({ version: 1, against: 0, sla: { openCases: 0 } });
    const again = await policy('apply', document);
    expect([again.code, again.stderr.includes('version 1 says the same')]).toEqual([1, true]);
    expect((await policy('apply', file('bad2.yaml', 'off: [X]'))).stderr).toContain('bad2.yaml:1:7: off.0: ');
  });

  it('tell versions apart', async () => {
    const second = file('second.yaml', FIRST.replace('36', '40'));
    expect((await policy('diff', second)).stdout).toMatch(/^version 1 -> .*\n {2}stall\.domesticHours: 36 -> 40\n$/);
    const planned = await policy('apply', second, '--effective', '2099-01-01T00:00:00Z');
    expect(planned.stdout).toContain('Version 2 is in force from 2099-01-01T00:00:00.000Z.');
    expect((await policy('diff', '1', '2')).stdout).toBe('version 1 -> version 2\n  stall.domesticHours: 36 -> 40\n');
    expect((await policy('diff')).stdout).toMatch(/^the defaults -> version 1\n/);
    expect(await policy('diff', '1', '9')).toMatchObject({ code: 2 });
    expect(await policy('diff', file('bad3.yaml', 'off: 1'))).toMatchObject({ code: 1 });
    const { stdout } = await policy('history');
    expect(stdout).toMatch(/\n2 +2099-01-01.* command-line\S* +1/);
    expect(stdout).toMatch(/\n1 \* .*Summer/);
    expect(await policy('history', '--last', 'x')).toMatchObject({ code: 2 });
  });

  it('print what is in force, and what was', async () => {
    const now = await policy('show');
    expect([now.stdout, now.stderr.includes('# version 1')]).toEqual([FIRST, true]);
    expect((await policy('show', '--at', '2099-06-01T00:00:00Z')).stdout).toContain('domesticHours: 40');
    expect(JSON.parse((await policy('show', '--at', '2020-01-01T00:00:00Z')).stdout)).toMatchObject({
      stall: { domesticHours: 48 },
    });
    const compiled = JSON.parse((await policy('show', '--version', '1', '--compiled')).stdout) as {
      calendars: { business: { holidays: { date: string }[] } };
    };
    expect(compiled.calendars.business.holidays.map(({ date }) => date)).toContain('2027-01-06');
    expect(await policy('show', '--version', '9')).toMatchObject({ code: 2 });
    expect(await policy('show', '--at', 'now')).toMatchObject({ code: 2 });
  });

  it('switch surge sets on and off', async () => {
    expect(await policy('surge', 'on', 'nothing')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There are: peak.') as string,
    });
    const on = await policy('surge', 'on', 'peak', '--to', '2098-01-01T00:00:00Z', '--note', 'Black Friday');
    expect(on.stdout).toMatch(/peak is on from \S+ to 2098-01-01T00:00:00.000Z\./);
    expect((await policy('surge', 'list')).stdout).toMatch(/peak +on\n\nperiod of .*\npeak +\S+ +2098/);
    expect((await policy('surge', 'off', 'peak')).stdout).toMatch(/peak is off from/);
    expect(JSON.parse((await policy('surge', 'list', '--json')).stdout)).toMatchObject({
      sets: [{ name: 'peak', isOn: false }],
    });
    expect(await policy('surge', 'off', 'peak')).toMatchObject({ code: 1 });
  });

  it('want to know whose policy it is', async () => {
    await hub('source', 'add', 'easypost', 'other', '--set', 'webhookSecret=top-s3cret', '--merchant', 'Second');
    expect(await policy('history')).toMatchObject({ code: 2 });
    expect(await policy('history', '--merchant', 'Third')).toMatchObject({ code: 2 });
    expect((await policy('history', '--merchant', 'Second')).stdout).toContain('nothing was applied yet');
  });
});
