// npm test: formatting, lint, types, tests. Every stage runs even when an earlier one failed;
// the last line is the count, and the exit code is 1 when anything failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const bin = (name) => join(root, 'node_modules', name);
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-test-'));
const report = join(scratch, 'jest.json');

const checks = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.']],
  ['lint', [join(root, 'tools/lint/lint.mjs')]],
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.base.json']],
];
const jest = [bin('jest/bin/jest.js'), '-c', 'tools/testing/jest.config.cjs'];

const failedChecks = checks.filter(([name, args]) => !stage(name, args)).map(([name]) => name);
stage('tests', [...jest, '--json', `--outputFile=${report}`, ...process.argv.slice(2)]);
const { passed, failed, skipped } = countTests();

if (failedChecks.length > 0) console.log(`\nFailed besides the tests: ${failedChecks.join(', ')}`);
const failures = failed + failedChecks.length;
console.log(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures > 0 ? 1 : 0;

function stage(name, args) {
  const started = performance.now();
  console.log(`\n== ${name}`);
  // jest repeats its whole report on stdout under --json; what people read goes to stderr.
  const stdout = name === 'tests' ? 'ignore' : 'inherit';
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', stdout, 'inherit'] });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

/** A spec file that could not even be loaded has no tests of its own: it counts as one failure. */
function countTests() {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites + (result.wasInterrupted ? 1 : 0),
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // jest ended without a report
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
