import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codeTable } from './code-table';
import { definePlugin } from './contract';
import { EMPTY_NORMALIZED } from './normalized';
import { SDK_VERSION, checkPlugin } from './sdk-version';

const good = definePlugin({
  id: 'sample',
  name: 'Sample',
  version: '1.2.3',
  sdk: '^1.0.0',
  source: 'CARRIER',
  capabilities: [],
  config: z.object({}),
  codes: codeTable('none', []),
  normalize: () => EMPTY_NORMALIZED,
});
const problem = (candidate: unknown, sdk = '1.0.4'): string => {
  const checked = checkPlugin(candidate, sdk);
  if (checked.ok) throw new Error('was accepted');
  return checked.problem;
};

it('is the version of the package', () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };
  expect(SDK_VERSION).toBe(manifest.version);
});

describe('checkPlugin', () => {
  it('accepts a plugin that was written for this SDK', () => {
    expect(checkPlugin(good, '1.0.4')).toEqual({ ok: true, plugin: good });
    expect(checkPlugin(good)).toMatchObject({ ok: true });
    expect(
      checkPlugin({
        ...good,
        capabilities: ['push', 'pull'],
        push: { verify: () => true },
        pull: { batchSize: 1, fetch: () => 0 },
      }),
    ).toMatchObject({ ok: true });
    expect(checkPlugin({ ...good, sdk: '>=1.0.0 <1.3.0' }, '1.2.0-rc.1')).toMatchObject({ ok: true });
  });

  it('names the plugin, the wanted and the present version', () => {
    expect(problem(good, '2.0.0')).toBe('plugin sample: it was written for SDK ^1.0.0, and this hub has SDK 2.0.0');
    expect(problem({ ...good, sdk: '^0.1.0' })).toContain('^0.1.0');
  });

  it.each([
    [{ id: 'Sample!' }, 'plugin Sample!: id must be a lower-case id, it is "Sample!"'],
    [{ id: undefined }, 'plugin without id: id must be a lower-case id, it is undefined'],
    [{ name: ' ' }, 'plugin sample: name must be a name, it is " "'],
    [{ version: '1' }, 'plugin sample: version must be a semantic version, it is "1"'],
    [{ sdk: 'latest!' }, 'plugin sample: sdk must be a range of versions, it is "latest!"'],
    [{ sdk: '' }, 'plugin sample: sdk must be a range of versions, it is ""'],
    [{ source: 'constructor' }, /source must be one of CARRIER/],
    [{ config: {} }, 'plugin sample: config must be a zod schema, it is object'],
    [{ codes: null }, 'plugin sample: codes must be a code table: see codeTable, it is null'],
    [
      { codes: [{ code: 'OK', means: 'DELIVERED' }] },
      'plugin sample: codes must be a code table: see codeTable, it is a list',
    ],
    [{ normalize: 1 }, 'plugin sample: normalize must be a function, it is number'],
    [{ push: {} }, /push must be an object with verify/],
    [{ pull: { fetch: () => 0, batchSize: 0 } }, /pull must be a batchSize from 1 and a fetch/],
    [{ name: '', version: '' }, /name must .*; version must/],
    [{ capabilities: undefined }, /capabilities must be a list/],
    [{ capabilities: ['fly'] }, 'plugin sample: it wants fly, which this hub does not know'],
    [{ capabilities: ['push'] }, 'plugin sample: it declares push, but has no such function'],
    [{ push: { verify: () => true } }, 'plugin sample: it has push, but does not declare it'],
    [{ capabilities: ['addTicketNote'], act: {} }, /it declares addTicketNote, but has no such function/],
    [{ act: { tagOrder: () => true } }, /it has tagOrder, but does not declare it/],
  ])('refuses %j', (change, expected) => {
    expect(problem({ ...good, ...change })).toEqual(
      typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string),
    );
  });

  it.each([
    [{ means: 'DELIVERD' }, 'has the milestone "DELIVERD", which is none: do you mean DELIVERED?'],
    [
      { means: 'out for delivery' },
      'has the milestone "out for delivery", which is none: do you mean OUT_FOR_DELIVERY?',
    ],
    [{ means: 'constructor' }, 'has the milestone "constructor", which is none'],
    [{ means: undefined }, 'has no means: which milestone it is'],
    [{ means: 7 }, 'has the milestone of the type number, which is none'],
    [
      { means: 'HELD', reasons: ['recipient.refused', 'customs.document'] },
      'has the reason "customs.document", which is none: do you mean customs.documents?',
    ],
    [{ means: 'HELD', reasons: 'customs.documents' }, 'has reasons that are no list'],
    [
      { means: 'IN_TRANSIT', facilityAction: 'ARRIVE' },
      'has the facility action "ARRIVE", which is none: do you mean ARRIVED?',
    ],
    [
      { means: 'DELIVERED', deliveredTo: 'NEIGHBOUR' },
      'has the place of delivery "NEIGHBOUR", which is none: do you mean NEIGHBOR?',
    ],
    [{ means: 'IN_TRANSIT', to: 'BACK' }, 'has the direction "BACK", which is none'],
  ])('refuses a code table with the row %j: a milestone of it would be refused later, and lost', (row, expected) => {
    const rows = [
      { code: 'A', means: 'ACCEPTED' },
      { code: 'B', subCode: '1', text: /x/, ...row },
    ];
    const codes = codeTable('a guide', rows as never);
    expect(problem({ ...good, codes })).toBe(`plugin sample: codes: row 2 (B/1 /x/) ${expected}`);
  });

  it.each([null, undefined, 1, 'plugin', [], () => good])('refuses %p', (candidate) => {
    expect(problem(candidate)).toMatch(/^plugin/);
  });

  it('survives a candidate that throws when it is looked at', () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('boo');
        },
      },
    );
    expect(problem(trap)).toBe('plugin: reading it failed: boo');
  });
});
