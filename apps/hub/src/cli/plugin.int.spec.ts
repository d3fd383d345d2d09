import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recognize } from '@whereabouts/model';
import { openEmbeddedDatabase, type EmbeddedDatabase } from '@whereabouts/store';
import { buildHub, dataFolder, runCommand, until, type CommandResult } from '../testing/hub-process';

const root = resolve(__dirname, '../../../..');
const folder = dataFolder();
const acme = join(folder.path, 'acme');
const code = (name: string): string => join(acme, 'src', name);
const hub = (...args: string[]): Promise<CommandResult> => runCommand(['plugin', ...args], {});

/** A new plugin away from the workspace, with the packages that npm would install. */
function newPlugin(): void {
  const creator = join(root, 'tools/create-plugin/create-plugin.mjs');
  execFileSync(process.execPath, [creator, 'acme', '--source', 'carrier', '--folder', acme], { stdio: 'ignore' });
  mkdirSync(join(acme, 'node_modules/@whereabouts'), { recursive: true });
  symlinkSync(join(root, 'libs/plugin-sdk'), join(acme, 'node_modules/@whereabouts/plugin-sdk'));
  symlinkSync(join(root, 'node_modules/zod'), join(acme, 'node_modules/zod'));
}

beforeAll(async () => {
  await buildHub();
  newPlugin();
});
afterAll(() => folder.dispose());

describe('hub plugin list', () => {
  it('lists what is loaded, and tells what is refused', async () => {
    const settings = { HUB_PLUGINS: '@whereabouts/plugin-ups,@whereabouts/plugin-nobody' };
    const shown = await runCommand(['plugin', 'list'], settings);
    expect(shown.code).toBe(1);
    expect(shown.stdout).toMatch(/ups +UPS +CARRIER +\d/);
    expect(shown.stderr).toContain('@whereabouts/plugin-nobody was not loaded');
    const { stdout } = await runCommand(['plugin', 'list', '--json'], { HUB_PLUGINS: '@whereabouts/plugin-ups' });
    expect(JSON.parse(stdout)).toMatchObject({ plugins: [{ id: 'ups', kind: 'CARRIER' }], refused: [] });
  });
});

describe('a package that holds no plugin', () => {
  it.each([
    ['default.mjs', 'export default {};', 'it must export its plugin as "plugin", it exports default'],
    ['nothing.mjs', '', 'it must export its plugin as "plugin", it exports nothing'],
  ])('%s is refused with what is there', async (name, source, problem) => {
    const path = join(folder.path, name);
    writeFileSync(path, source);
    const { stderr } = await runCommand(['plugin', 'list'], { HUB_PLUGINS: pathToFileURL(path).href });
    expect(stderr).toContain(problem);
  });
});

describe('hub plugin dev', () => {
  const once = (): Promise<CommandResult> => hub('dev', acme, '--once');
  const changed = (name: string, change: (text: string) => string): (() => void) => {
    const before = readFileSync(code(name), 'utf8');
    writeFileSync(code(name), change(before));
    return () => writeFileSync(code(name), before);
  };

  it('shows what each code became, and the cases that follow', async () => {
    const { code: exit, stdout } = await once();
    expect(exit).toBe(0);
    expect(stdout).toContain('in-trouble.json');
    expect(stdout).toMatch(/OUT_FOR_DELIVERY/);
    expect(stdout).toMatch(/opens [A-Z_]+: /);
    expect(stdout).toMatch(/Unmapped codes: none\. Cases: \w+/);
  });

  it('points at codes that are not in the table', async () => {
    const undo = changed('codes.ts', (text) => text.replace(/.*DELIVERED'.*\n/, ''));
    const { stdout } = await once();
    undo();
    expect(stdout).toMatch(/> .+ UNMAPPED/);
    expect(stdout).not.toContain('Unmapped codes: none');
  });

  it('says what differs from the expected records', async () => {
    const file = join(acme, 'fixtures/delivered.expected.json');
    writeFileSync(file, '{"milestones": []}');
    const { code: exit, stdout } = await once();
    rmSync(file);
    expect(exit).toBe(1);
    expect(stdout).toContain('differs from the expected records: milestones.0');
    expect(stdout).toContain('Not as expected: delivered.json');
  });

  it.each([
    ['loops', 'for (;;);', /in-trouble\.json\n.*took longer than 3000 ms on this input/],
    ['ends its process', 'process.exit(0);', /in-trouble\.json\n.*ended the process that it ran in/],
    [
      'fills the memory',
      'for (const all = [];;) all.push(new Array(1e5).fill(all.length));',
      /in-trouble\.json\n.*used more than \d+ MB/,
    ],
    [
      'throws',
      "throw new TypeError('no such thing');",
      /in-trouble\.json\n.*TypeError: no such thing\n\s+at .*src\/index\.ts:3/,
    ],
  ])('says which fixture it was where the plugin %s', async (_, harm, told) => {
    const undo = changed(
      'index.ts',
      () => `import { plugin as acme } from './plugin';
export const plugin: typeof acme = { ...acme, normalize(input, settings) {
  if (Buffer.from(input.body).includes('Nobody home')) { ${harm} }
  return acme.normalize(input, settings);
} };`,
    );
    const { code: exit, stdout } = await once();
    undo();
    expect(stdout).toMatch(told);
    expect(stdout).toMatch(/delivered\.json\n +OK.*DELIVERED/);
    expect(stdout).toContain('Failed: in-trouble.json');
    expect(exit).toBe(1);
  });

  it('says where a module ends the process at its top level', async () => {
    const undo = changed('index.ts', (text) => `${text}\nprocess.exit(3);\n`);
    const { code: exit, stdout } = await once();
    undo();
    expect(exit).toBe(1);
    expect(stdout).toContain('it ends the process that loads it (exit code 3)');
  });

  it('says where the sources cannot be read', async () => {
    const undo = changed('codes.ts', (text) => `${text}\nexport const = 1;\n`);
    const { code: exit, stdout } = await once();
    undo();
    expect(exit).toBe(1);
    expect(stdout).toMatch(/cannot be loaded[^]*src\/codes\.ts:\d+:\d+: /);
  });

  it('needs a folder that holds a plugin', async () => {
    expect((await hub('dev', join(folder.path, 'nowhere'), '--once')).code).toBe(2);
    expect((await hub('dev', folder.path, '--once')).stdout).toContain('holds no plugin');
  });

  it('shows it again after every save', async () => {
    const child = spawn(process.execPath, [join(root, 'apps/hub/dist/main.js'), 'plugin', 'dev', acme]);
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    try {
      const shows = (what: RegExp) =>
        until(
          () => Promise.resolve(output),
          (text) => what.test(text),
        );
      await shows(/Watching/);
      cpSync(join(acme, 'fixtures/delivered.json'), join(acme, 'fixtures/one-more.json'));
      await shows(/one-more\.json[^]*fixtures\. Unmapped codes/);
      expect(output.match(/fixtures\. Unmapped codes/g)).toHaveLength(2);
      const undo = changed('codes.ts', (text) => text.replace(/.*DELIVERED'.*\n/, ''));
      await shows(/> .+ UNMAPPED/);
      undo();
      const mend = changed('index.ts', (text) => `${text}\nprocess.exit(3);\n`);
      await shows(/it ends the process that loads it \(exit code 3\)/);
      output = '';
      mend();
      await shows(/fixtures\. Unmapped codes/);
    } finally {
      child.kill('SIGTERM');
      rmSync(join(acme, 'fixtures/one-more.json'), { force: true });
    }
  });
});

describe('hub normalize', () => {
  it('prints nothing but its answer on stdout, and outlives a plugin that loops', async () => {
    const file = join(folder.path, 'noisy.mjs');
    const sdk = pathToFileURL(join(root, 'libs/plugin-sdk/dist/index.js')).href;
    writeFileSync(
      file,
      `import { none } from '${sdk}';
       import { plugin as ups } from '${pathToFileURL(join(root, 'plugins/ups/dist/index.js')).href}';
       console.log('loaded');
       export const plugin = { ...ups, id: 'noisy', normalize(input) {
         console.log('reading');
         if (Buffer.from(input.body).includes('loop')) for (;;);
         return ups.normalize(input);
       } };`.replace(/import \{ none.*/, ''),
    );
    const settings = { HUB_PLUGINS: pathToFileURL(file).href };
    writeFileSync(join(folder.path, 'calm.json'), '{}');
    writeFileSync(join(folder.path, 'loop.json'), '"loop"');
    const calm = await runCommand(['normalize', 'noisy', join(folder.path, 'calm.json')], settings);
    expect(JSON.parse(calm.stdout)).toMatchObject({ plugin: 'noisy' });
    expect(calm.stderr).toContain('loaded');
    const loop = await runCommand(['normalize', 'noisy', join(folder.path, 'loop.json')], settings);
    expect(loop).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('took longer than 3000 ms') });
  });
});

describe('hub plugin test', () => {
  it('holds a plugin of the workspace to the contract', async () => {
    const { code: exit, stderr } = await hub('test', 'plugins/boxknight');
    expect(stderr).toContain('@whereabouts/plugin-boxknight keeps the contract.');
    expect(exit).toBe(0);
  });

  it('says what is missing for one elsewhere', async () => {
    const { code: exit, stderr } = await hub('test', acme);
    expect(exit).toBe(1);
    expect(stderr).toContain('jest is not installed');
  });
});

describe('hub plugin record', () => {
  let database: EmbeddedDatabase;
  const run = (...args: string[]): Promise<CommandResult> =>
    runCommand(args, {
      HUB_DATABASE_URL: database.url,
      HUB_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
      HUB_DATA_DIR: join(folder.path, 'unused'),
      HUB_PLUGINS: '@whereabouts/plugin-ups',
    });
  const into = join(folder.path, 'recorded');
  const NUMBER = '1Z5R89390357567127';
  const reply = (status: string): string =>
    JSON.stringify({
      trackResponse: {
        shipment: [
          {
            inquiryNumber: NUMBER,
            package: [
              {
                trackingNumber: NUMBER,
                deliveryInformation: { receivedBy: 'QUILL' },
                packageAddress: [{ type: 'DESTINATION', name: 'Marta Quill', address: { addressLine1: '9 Elm Row' } }],
                activity: [
                  { status: { type: 'I', description: 'Departed', code: status }, date: '20260301', time: '101500' },
                ],
              },
            ],
          },
        ],
      },
    });

  beforeAll(async () => {
    database = await openEmbeddedDatabase({
      dataDir: join(folder.path, 'data'),
      durability: 'quick',
      log: () => undefined,
    });
    await run('source', 'add', 'ups', 'ups-main', '--set', 'webhookSecret=a-secret-for-tests');
    ['DP', 'AR', 'DP'].forEach((status, index) => writeFileSync(join(folder.path, `${index}.json`), reply(status)));
    await run('ingest', 'ups-main', ...['0', '1', '2'].map((name) => join(folder.path, `${name}.json`)));
  });
  afterAll(() => database.release());

  it('writes one fixture for each code, without persons, and alike throughout', async () => {
    const { code: exit, stdout } = await run('plugin', 'record', 'ups-main', '--into', into, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      recorded: [{ file: 'recorded-01.json', headers: {} }, {}],
      refused: {},
    });
    const texts = readdirSync(into).map((name) => readFileSync(join(into, name), 'utf8'));
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).not.toMatch(new RegExp(`quill|elm row|${NUMBER}`, 'i'));
    const numbers = texts.map((text) => /"trackingNumber":"(\w+)"/.exec(text)![1]!);
    expect(new Set(numbers).size).toBe(1);
    expect(recognize(numbers[0]!)[0]).toMatchObject({ carrier: 'ups', checkDigit: 'valid' });
  });

  it('keeps files that are there, and takes all when told so', async () => {
    const { stdout } = await run('plugin', 'record', 'ups-main', '--into', into, '--all');
    expect(stdout.trim().split('\n')).toEqual(['recorded-03.json', 'recorded-04.json', 'recorded-05.json']);
  });

  it('says what is wrong', async () => {
    expect((await run('plugin', 'record', 'nobody', '--into', into)).code).toBe(1);
    expect((await run('plugin', 'record', 'ups-main')).code).toBe(2);
    expect((await run('plugin', 'record', 'ups-main', '--into', into, '--limit', 'x')).code).toBe(2);
  });
});
