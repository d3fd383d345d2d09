import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

describe('docs/plugins/reference.md', () => {
  it('says what the SDK exports now; otherwise run tools/plugin-reference/make-reference.mjs', () => {
    const script = join(__dirname, 'make-reference.mjs');
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  }, 60_000);
});
