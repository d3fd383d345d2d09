import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { buildSchema } from 'graphql';
import { scriptedHub, type ScriptedHub } from './testing.fixture';

const root = resolve(__dirname, '../../..');
const KILOBYTE = 1_000;

/** What a front end writes. It prints two changes, of which the second comes after a break. */
const PROGRAM = `
  import { createHubClient, typed } from '@whereabouts/client';
  export async function main(url, WebSocketClass) {
    const hub = createHubClient({ url, credential: 'whb_1', webSocketImpl: WebSocketClass });
    const { n } = await hub.request(typed('query ($a: Int) { n }'), { a: 7 });
    const seen = [n];
    const CHANGES = typed('subscription ($after: FeedCursor) { things(after: $after) { cursor value } }');
    for await (const { cursor } of hub.changes(CHANGES, {})) {
      seen.push(cursor);
      if (seen.length === 3) break;
    }
    await hub.dispose();
    return seen;
  }
`;

const TYPED = `
  import { createHubClient, typed, RequestFailed, type Change, type HubClient } from '@whereabouts/client';
  import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
  const hub: HubClient = createHubClient({ url: 'https://hub.example.com/graphql', credential: async () => 'token' });
  const NUMBER = typed<{ n: number }, { a: string }>('query ($a: String) { n }');
  declare const MADE: TypedDocumentNode<{ list: { ref: string }[] }, { first: number }>;
  declare const LIVE: TypedDocumentNode<{ exceptionChanges: { cursor: string } }, { after?: string | null }>;
  export async function main(): Promise<void> {
    const n: number = (await hub.request(NUMBER, { a: 'x' })).n;
    const refs: string[] = (await hub.request(MADE, { first: 3 })).list.map(({ ref }) => ref);
    // @ts-expect-error a variable of another type
    await hub.request(MADE, { first: 'three' });
    // @ts-expect-error a field that was not selected
    (await hub.request(MADE, { first: 3 })).other;
    for await (const change of hub.changes(LIVE, {})) {
      const one: Change<{ exceptionChanges: { cursor: string } }> = change;
      console.log(one.data.exceptionChanges.cursor, n, refs);
    }
    const error: unknown = null;
    if (error instanceof RequestFailed) console.log(error.code?.length);
  }
`;

describe('the packed client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-packed-'));
  const app = join(folder, 'app');
  const installed = join(app, 'node_modules/@whereabouts/client');
  let archive: string;
  let hub: ScriptedHub;
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { cwd: app, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(async () => {
    archive = execFileSync(process.execPath, [join(root, 'tools/build/pack.mjs'), folder, 'libs/client'], {
      encoding: 'utf8',
    }).trim();
    mkdirSync(app);
    writeFileSync(
      join(app, 'package.json'),
      '{ "name": "app", "version": "1.0.0", "type": "module", "private": true }',
    );
    const local = ['graphql', 'graphql-ws'].map((name) => `file:${join(root, 'node_modules', name)}`);
    run('npm', 'install', '--offline', '--install-links', '--no-audit', '--no-fund', archive, ...local);
    hub = await scriptedHub(
      ({ variables, change, breakOff }) => {
        change(variables['after'] === undefined ? 'c1' : `${String(variables['after'])}+`, 1);
        setTimeout(breakOff, 5);
      },
      () => ({ data: { n: 7 } }),
    );
  }, 180_000);
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('installs with graphql-ws and its peer graphql, and nothing else', () => {
    const names = readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(names.sort()).toEqual(['@whereabouts', 'graphql', 'graphql-ws']);
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest['dependencies']).toEqual({ 'graphql-ws': expect.any(String) });
    expect(manifest['peerDependencies']).toEqual({ graphql: '^16.0.0' });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(JSON.stringify(manifest)).not.toContain('whereabouts/source');
  });

  it('holds its code, its types, the schema for code generators, and is small', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(installed, name)).isFile(),
    );
    expect(files.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/index.js.map',
      'package.json',
      'schema.graphql',
    ]);
    expect(statSync(join(installed, 'dist/index.js')).size).toBeLessThan(20 * KILOBYTE);
    expect(statSync(archive).size).toBeLessThan(80 * KILOBYTE);
    expect(buildSchema(readFileSync(join(installed, 'schema.graphql'), 'utf8')).getQueryType()).toBeDefined();
  });

  it('works from plain JavaScript in Node', async () => {
    writeFileSync(join(app, 'program.mjs'), PROGRAM);
    writeFileSync(
      join(app, 'main.mjs'),
      `import { main } from './program.mjs'; console.log(JSON.stringify(await main('${hub.url}')));`,
    );
    // The hub that it asks is served by this very process, so it must not be waited for in one go.
    const { stdout } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: app });
    expect(JSON.parse(stdout)).toEqual([7, 'c1', 'c1+']);
  });

  it.each(['nodenext', 'bundler'])('is typed for TypeScript with module resolution %s', (resolution) => {
    const types = join(root, 'node_modules/@graphql-typed-document-node/core/typings/index.d.ts');
    writeFileSync(join(app, 'typed.ts'), TYPED);
    writeFileSync(
      join(app, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'es2022',
          module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
          moduleResolution: resolution,
          lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'],
          types: [],
          skipLibCheck: false,
          paths: { '@graphql-typed-document-node/core': [types] },
        },
        files: ['typed.ts'],
      }),
    );
    expect(run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('');
  });

  it('works in a browser: bundled without anything of Node, run without its globals', async () => {
    const { outputFiles, metafile } = await build({
      absWorkingDir: app,
      stdin: { contents: PROGRAM, resolveDir: app },
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'iife',
      globalName: 'front',
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    expect(Object.keys(metafile.inputs).filter((name) => !/^(<stdin>|node_modules\/)/.test(name))).toEqual([]);
    const text = outputFiles[0]!.text;
    // Of graphql only what prints a document is in it.
    expect(text.length).toBeLessThan(30 * KILOBYTE);
    const page = createContext({
      fetch,
      WebSocket,
      AbortController,
      URL,
      setTimeout,
      clearTimeout,
      performance,
      console: {},
    });
    const seen: unknown = await runInContext(`${text}; front.main(${JSON.stringify(hub.url)})`, page);
    expect(JSON.stringify(seen)).toBe('[7,"c1","c1+"]');
  });
});
